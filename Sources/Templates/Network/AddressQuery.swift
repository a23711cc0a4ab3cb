internal import Diagnostics
internal import Digests

/// What `ipaddr('…')` answers about one address or network, as the collection `ansible.utils` does.
struct AddressQuery {
    /// A value that is an address.
    struct Subject {
        var network: IPNetwork
        /// Whether it was written with a prefix.
        var isNetwork: Bool
        /// What it is written as.
        var value: Value
    }

    let subject: Subject
    let problem: (String) -> Diagnostic

    private var network: IPNetwork { subject.network }
    private var address: IPAddress { network.address }
    private var isAtStart: Bool { address == network.network }
    private var withPrefix: Value { .string(network.text) }

    /// Reads a value; nil if it is no address.
    ///
    /// A number is an address too; of `version` if that is given, else of IPv4 as long as it fits.
    static func subject(_ value: Value, _ version: IPAddress.Version?) -> Subject? {
        let text = value.text
        guard value.isTrue, value != .bool(true) else { return nil }
        if text.unicodeScalars.allSatisfy(\.isDigit), let number = UInt128(text) {
            let address = (version == .v6 ? nil : IPAddress(.v4, number)) ?? IPAddress(.v6, number)
            guard let address else { return nil }
            let network = IPNetwork(address)
            return Subject(network: network, isNetwork: false, value: .string(network.text))
        }
        guard value.string != nil else { return nil }
        if let network = IPNetwork(text) {
            return Subject(network: network, isNetwork: text.splitScalars(by: "/").count == 2, value: value)
        }
        let parts = text.splitScalars(by: "/")
        guard parts.count == 2, let number = UInt128(parts[0]), let prefix = Int(parts[1]), prefix >= 0 else {
            return nil
        }
        for version in [IPAddress.Version.v4, .v6] where prefix <= version.width {
            guard let address = IPAddress(version, number) else { continue }
            let network = IPNetwork(address, prefix: prefix)
            return Subject(network: network, isNetwork: true, value: .string(network.text))
        }
        return nil
    }

    func answer(_ query: String) throws(Diagnostic) -> Value {
        if let answer = form(query) ?? kind(query) ?? number(query) { return answer }
        if let answer = try neighbour(query) { return answer }
        if let other = Self.subject(.string(query), nil), !query.unicodeScalars.allSatisfy(\.isDigit) {
            return other.network.contains(network) ? subject.value : .null
        }
        guard Double(query) != nil else { throw problem("knows no query '\(query)'") }
        if network.hostBits == 0 { return subject.isNetwork ? withPrefix : .string(address.text) }
        guard let index = Int(query), let found = network[index] else { return .bool(false) }
        return .string("\(found.text)/\(network.prefix)")
    }

    /// The address or its network written in another way.
    private func form(_ query: String) -> Value? {
        let hasBroadcast = network.broadcast != nil
        switch query {
        case "": return subject.isNetwork ? withPrefix : .string(address.text)
        case "address", "ip":
            return !isAtStart || !hasBroadcast || network.version == .v6 ? .string(address.text) : .null
        case "address/prefix", "gateway", "gw", "host/prefix", "hostnet", "router":
            let isEdge = network.hostBits > 1 && (isAtStart || address == network.broadcast)
            return isEdge ? .bool(false) : withPrefix
        case "broadcast": return network.hostBits > 1 ? network.broadcast.map { .string($0.text) } ?? .null : .null
        case "cidr": return withPrefix
        case "host": return network.hostBits == 0 || !isAtStart || !hasBroadcast ? withPrefix : .null
        case "hostmask", "wildcard": return .string(network.hostMask.text)
        case "ip/prefix": return hasHost ? withPrefix : .null
        case "ip_netmask": return hasHost ? .string("\(address.text) \(network.mask.text)") : .null
        case "net": return network.hostBits > 0 && isAtStart ? withPrefix : .null
        case "netmask": return .string(network.mask.text)
        case "network", "network_id": return .string(network.network.text)
        case "network/prefix", "subnet": return .string(network.cidr.text)
        case "network_netmask": return .string("\(network.network.text) \(network.mask.text)")
        case "network_wildcard": return .string("\(network.network.text) \(network.hostMask.text)")
        case "revdns": return .string(address.reverseName)
        case "wrap":
            guard network.version == .v6 else { return subject.value }
            return .string(subject.isNetwork ? "[\(address.text)]/\(network.prefix)" : "[\(address.text)]")
        case "ipv4", "v4": return asVersion4
        case "ipv6", "v6": return asVersion6
        case "6to4": return as6to4
        default: return nil
        }
    }

    private var hasHost: Bool { network.hostBits == 1 || network.hostBits > 1 && !isAtStart }

    private var asVersion4: Value {
        guard network.version == .v6 else { return subject.value }
        let isMapped = address.number >> 32 == 0xffff
        guard isMapped || address.number >> 32 == 0, network.prefix >= 96,
            let short = IPAddress(.v4, address.number & 0xffff_ffff)
        else { return .bool(false) }
        return .string(IPNetwork(short, prefix: network.prefix - 96).text)
    }

    private var asVersion6: Value {
        guard network.version == .v4, let long = IPAddress(.v6, 0xffff_0000_0000 + address.number) else {
            return subject.value
        }
        return .string(IPNetwork(long, prefix: network.prefix + 96).text)
    }

    private var as6to4: Value {
        if network.version == .v6 {
            let isIn = IPNetwork("2002::/16")?.contains(subject.isNetwork ? IPNetwork(address) : network) == true
            return isIn && (!subject.isNetwork || !isAtStart) ? subject.value : .bool(false)
        }
        guard network.hostBits == 0 || !isAtStart, isPublic || !address.isGlobal else { return .bool(false) }
        let digits = address.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return .string("2002:\(digits[0])\(digits[1]):\(digits[2])\(digits[3])::1/48")
    }

    private var isPublic: Bool {
        !address.isMulticast && address.isGlobal && !address.isLoopback && !address.isMask
    }

    /// The value itself where it is of a kind.
    private func kind(_ query: String) -> Value? {
        let isOfKind: Bool
        switch query {
        case "bool": return .bool(true)
        case "type": return .string(network.hostBits == 0 || !isAtStart ? "address" : "network")
        case "link-local": isOfKind = address.isLinkLocal
        case "loopback", "lo": isOfKind = address.isLoopback
        case "multicast": isOfKind = network.network.isMulticast && network.last.isMulticast
        case "unicast": isOfKind = !(network.network.isMulticast && network.last.isMulticast)
        case "private": isOfKind = !address.isGlobal
        case "public": isOfKind = isPublic
        default: return nil
        }
        return isOfKind ? subject.value : .null
    }

    /// How many addresses there are, which of IPv6 can be more than 128 bits say.
    private var size: BigInteger { network.size.map { BigInteger($0) } ?? BigInteger(UInt128.max) + BigInteger(1) }

    private func number(_ query: String) -> Value? {
        switch query {
        case "int":
            return subject.isNetwork
                ? .string("\(address.number)/\(network.prefix)") : .integer(BigInteger(address.number))
        case "prefix": return .int(network.prefix)
        case "size": return .integer(size)
        case "size_usable":
            if network.hostBits <= 1 { return .int(network.hostBits * 2) }
            return .integer(size + BigInteger(-2))
        case "version": return .int(network.version.rawValue)
        default: return nil
        }
    }

    /// Other addresses of the network.
    private func neighbour(_ query: String) throws(Diagnostic) -> Value? {
        guard ["first_usable", "last_usable", "next_usable", "previous_usable", "range_usable", "peer"].contains(query)
        else { return nil }
        guard subject.isNetwork else { throw problem("asks for '\(query)' of a network, and this is an address") }
        if query == "peer" { return .string(try peer().text) }
        guard let usable = network.usable else { return .null }
        func text(_ number: UInt128) -> Value { IPAddress(network.version, number).map { .string($0.text) } ?? .null }
        switch query {
        case "first_usable": return text(usable.lowerBound)
        case "last_usable": return text(usable.upperBound)
        case "range_usable": return .string("\(text(usable.lowerBound).text)-\(text(usable.upperBound).text)")
        default:
            let next = address.advanced(by: query == "next_usable" ? 1 : -1)
            return next.flatMap { usable.contains($0.number) ? .string($0.text) : nil } ?? .null
        }
    }

    /// The other end of a connection between two points.
    private func peer() throws(Diagnostic) -> IPAddress {
        switch network.hostBits {
        case 1: return IPAddress(network.version, address.number ^ 1) ?? address
        case 2 where address.number % 4 == 0: throw problem("finds no peer of a network's own address")
        case 2 where address.number % 4 == 3: throw problem("finds no peer of a network's broadcast address")
        case 2: return IPAddress(network.version, address.number ^ 3) ?? address
        default: throw problem("finds no peer in a network of more than two hosts")
        }
    }
}
