/// An address with the length of its network's prefix, `192.168.1.5/24`.
struct IPNetwork: Hashable {
    let address: IPAddress
    let prefix: Int

    init(_ address: IPAddress, prefix: Int? = nil) {
        (self.address, self.prefix) = (address, prefix ?? address.version.width)
    }

    /// Reads an address with or without `/24`, `/255.255.255.0` or `/0.0.0.255`.
    init?(_ text: String) {
        let parts = text.splitScalars(by: "/", limit: 1)
        guard let address = IPAddress(parts[0]) else { return nil }
        guard parts.count == 2 else {
            self.init(address)
            return
        }
        let length = Int(parts[1]) ?? IPAddress(parts[1]).flatMap { Self.length(of: $0, for: address) }
        guard let length, (0...address.version.width).contains(length) else { return nil }
        self.init(address, prefix: length)
    }

    /// How long the prefix is that a mask of a network, or of its hosts, says.
    private static func length(of mask: IPAddress, for address: IPAddress) -> Int? {
        guard mask.version == address.version else { return nil }
        return (0...address.version.width).first { length in
            let network = IPNetwork(address, prefix: length)
            return mask == network.mask || mask == network.hostMask
        }
    }

    /// A network that is written in this program.
    static func known(_ texts: String) -> [IPNetwork] { texts.words().compactMap { IPNetwork($0) } }

    var version: IPAddress.Version { address.version }
    /// How many bits tell the hosts of the network apart.
    var hostBits: Int { version.width - prefix }
    var text: String { "\(address.text)/\(prefix)" }
    /// The network without what the address adds to it.
    var cidr: IPNetwork { IPNetwork(network, prefix: prefix) }

    private var hostNumber: UInt128 { hostBits == 128 ? .max : (1 << UInt128(hostBits)) - 1 }
    private func made(_ number: UInt128) -> IPAddress { IPAddress(version, number & version.largest) ?? address }

    var mask: IPAddress { made(~hostNumber) }
    var hostMask: IPAddress { made(hostNumber) }
    var network: IPAddress { made(address.number & ~hostNumber) }
    var last: IPAddress { made(address.number | hostNumber) }
    /// Networks of one or two addresses of IPv4 have none.
    var broadcast: IPAddress? { version == .v4 && hostBits <= 1 ? nil : last }

    /// The first and the last address that a host can have; nil for a network of one address.
    var usable: ClosedRange<UInt128>? {
        switch hostBits {
        case 0: nil
        case 1: network.number...last.number
        default: (network.number + 1)...(last.number - 1)
        }
    }

    /// How many addresses there are; nil for all of IPv6.
    var size: UInt128? { hostBits == 128 ? nil : 1 << UInt128(hostBits) }

    func contains(_ other: IPNetwork) -> Bool {
        version == other.version && network.number <= other.network.number && other.last.number <= last.number
    }

    /// The address of an index, which counts from the end if it is negative; nil outside.
    subscript(index: Int) -> IPAddress? {
        let found = index < 0 ? last.advanced(by: index + 1) : network.advanced(by: index)
        return found.flatMap { contains(IPNetwork($0)) ? $0 : nil }
    }
}
