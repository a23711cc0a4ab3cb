internal import Diagnostics

/// The filters of `ansible.utils` that look into networks, and divide and join them.
enum SubnetFilters {
    static let all: [Filter] = Filter.ofCollections([
        Filter("ipsubnet", ["query?", "index?"], body: subnet),
        Filter("nthhost", ["query?"]) { call throws(Diagnostic) in
            guard let network = normal(call.input), let index = Int(call.arguments.text("query")) else {
                return .bool(false)
            }
            if let size = network.size, index > 0, size <= UInt128(index) { return .bool(false) }
            guard let found = network[index] else { throw call.problem("finds no host \(index)") }
            return .string(found.text)
        },
        Filter("next_nth_usable", ["offset"]) { call throws(Diagnostic) in
            usable(call.input, try AddressFilters.whole(call, "offset"))
        },
        Filter("previous_nth_usable", ["offset"]) { call throws(Diagnostic) in
            usable(call.input, -(try AddressFilters.whole(call, "offset")))
        },
        Filter("network_in_network", ["test"]) { call throws(Diagnostic) in
            .bool(extent(of: call.input)?.contains(extent(of: call["test"])) == true)
        },
        Filter("network_in_usable", ["test"]) { call throws(Diagnostic) in
            let network = normal(call.input)
            return .bool((network?.usable ?? extent(of: call.input))?.contains(extent(of: call["test"])) == true)
        },
        Filter("reduce_on_network", ["network"], taint: .parts) { call throws(Diagnostic) in
            let whole = extent(of: call["network"])
            return .list(try call.items().filter { whole?.contains(extent(of: $0)) == true })
        },
        Filter("cidr_merge", ["action?"], body: merged),
    ])

    /// The network of a value, or the address with its prefix where it is that of a host.
    private static func normal(_ value: Value?) -> IPNetwork? {
        guard let subject = value.flatMap({ AddressQuery.subject($0, nil) }) else { return nil }
        return subject.network
    }

    /// From the first to the last address; networks of two addresses count as their first, as they do for Ansible.
    private static func extent(of value: Value?) -> ClosedRange<UInt128>? {
        normal(value).map { network in
            network.network
                .number...(network.hostBits == 1 && network.version == .v4 ? network.network : network.last).number
        }
    }

    private static func usable(_ value: Value, _ offset: Int) -> Value {
        guard let network = normal(value) else { return .bool(false) }
        guard let found = network.address.advanced(by: offset), network.usable?.contains(found.number) == true else {
            return .null
        }
        return .string(found.text)
    }

    private static func subnet(_ call: FilterCall) throws(Diagnostic) -> Value {
        guard let network = normal(call.input)?.cidr else { return .bool(false) }
        let query = call.arguments.text("query")
        guard !query.isEmpty else { return .string(network.text) }
        guard query.unicodeScalars.allSatisfy(\.isDigit) else { return try rank(of: network, in: query, call) }
        guard let prefix = Int(query), prefix <= network.version.width else { return .bool(false) }
        let given = call["index"].flatMap { $0 == .null ? nil : $0 }
        if network.hostBits == 0 {
            let index = given == nil ? 0 : try AddressFilters.whole(call, "index")
            if given != nil, index > network.version.width + 1 - index || index < prefix - network.version.width {
                return .bool(false)
            }
            let length = index < 0 ? network.prefix + index : prefix + index
            guard (prefix..<network.prefix).contains(length) else {
                throw call.problem("finds no network of that index around '\(network.text)'")
            }
            return .string(IPNetwork(network.address, prefix: length).cidr.text)
        }
        let bits = prefix - network.prefix
        guard given != nil else {
            guard bits >= 0 else { throw call.problem("cannot divide '\(network.text)' into networks of /\(prefix)") }
            return bits == 128
                ? .string("340282366920938463463374607431768211456") : .string("\(UInt128(1) << UInt128(bits))")
        }
        let index = try AddressFilters.whole(call, "index")
        if bits < 0 { return index == 0 ? .string("\(network.network.text)/\(prefix)") : .bool(false) }
        let count: UInt128 = bits == 128 ? .max : 1 << UInt128(bits)
        let distance = UInt128(index.magnitude)
        guard index < 0 ? distance <= count : distance < count,
            let first = IPAddress(
                network.version,
                network.network.number
                    + ((index < 0 ? count - distance : distance) << UInt128(network.version.width - prefix)))
        else { return .bool(false) }
        return .string("\(first.text)/\(prefix)")
    }

    /// Which of the networks of its size it is in a larger one, from one on.
    private static func rank(of network: IPNetwork, in text: String, _ call: FilterCall) throws(Diagnostic) -> Value {
        guard let outer = normal(.string(text)) else { throw call.problem("takes a network, not '\(text)'") }
        guard outer.version == network.version, outer.contains(network) else {
            throw call.problem("finds '\(network.text)' outside of '\(outer.cidr.text)'")
        }
        let inside = network.network.number - outer.network.number
        let place = network.hostBits == 128 ? 0 : inside >> UInt128(network.hostBits)
        return .string("\(place + 1)")
    }

    private static func merged(_ call: FilterCall) throws(Diagnostic) -> Value {
        let networks = try call.items().map { item throws(Diagnostic) -> IPNetwork in
            guard let network = IPNetwork(item.text) else { throw call.problem("takes networks, not '\(item.text)'") }
            return network
        }
        switch call.arguments.text("action", default: "merge") {
        case "merge":
            return .list(NetworkSet(networks).networks.map { .string($0.text) })
        case "span":
            guard networks.count > 1 else { return networks.first.map { .string($0.text) } ?? .null }
            guard let span = NetworkSet.span(of: networks) else { throw call.problem("takes networks of one version") }
            return .string(span.text)
        case let other: throw call.problem("knows no action '\(other)'").helping("it knows merge, span")
        }
    }
}

extension ClosedRange {
    fileprivate func contains(_ other: ClosedRange?) -> Bool {
        other.map { lowerBound <= $0.lowerBound && $0.upperBound <= upperBound } ?? false
    }
}
