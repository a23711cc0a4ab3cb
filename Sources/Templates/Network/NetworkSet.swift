/// The fewest networks that cover the addresses of others.
struct NetworkSet {
    /// Those of IPv4 first, each version in order.
    private(set) var networks: [IPNetwork] = []

    init(_ given: [IPNetwork]) {
        let order = given.map(\.cidr).sorted { left, right in
            (left.version.rawValue, left.network.number, left.prefix)
                < (right.version.rawValue, right.network.number, right.prefix)
        }
        for network in order where networks.last?.contains(network) != true {
            networks.append(network)
            joinLast()
        }
    }

    /// Two halves of a network become that network, and perhaps half of a larger one.
    private mutating func joinLast() {
        while networks.count > 1 {
            let (left, right) = (networks[networks.count - 2], networks[networks.count - 1])
            let whole = IPNetwork(left.address, prefix: max(0, left.prefix - 1))
            guard left.version == right.version, left.prefix == right.prefix, left.prefix > 0,
                whole.network == left.network, whole.contains(right)
            else { return }
            networks.removeLast(2)
            networks.append(whole)
        }
    }

    /// The smallest network that all of them are in; nil if they are of two versions.
    static func span(of networks: [IPNetwork]) -> IPNetwork? {
        guard let first = networks.first else { return nil }
        return (0...first.prefix).reversed().lazy.map { IPNetwork(first.address, prefix: $0).cidr }
            .first { whole in networks.allSatisfy { whole.contains($0) } }
    }
}
