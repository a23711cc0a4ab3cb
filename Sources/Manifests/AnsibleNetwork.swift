internal import Facts
internal import Templates

/// A host's interfaces as Ansible's facts have them: `ansible_eth0.ipv4.address`.
enum AnsibleNetwork {
    /// What an interface is called in the names of variables: `br-ex` is `br_ex`.
    static func name(of interface: StandardFacts.Interface) -> String {
        String(interface.name.map { $0 == "-" || $0 == ":" ? "_" : $0 })
    }

    /// Whether a variable is named as that of an interface is: `ansible_eth0`, `ansible_br_ex`.
    static func namesInterface(_ variable: String) -> Bool {
        guard variable.hasPrefix("ansible_") else { return false }
        let name = variable.dropFirst("ansible_".count)
        return name == "lo" || name.hasPrefix("br_")
            || (kinds.contains { name.hasPrefix($0) } && name.contains { $0.isNumber })
    }

    private static let kinds = [
        "eth", "en", "em", "bond", "br", "docker", "ib", "team", "tap", "tun", "veth", "virbr", "vlan", "wg", "wl",
    ]

    static func interface(_ interface: StandardFacts.Interface) -> Value {
        let four = interface.addresses.compactMap(IPv4.init)
        let six = interface.addresses.filter { $0.contains(":") }.map { text in
            Value.map([
                "address": .string(text.prefix { $0 != "/" }), "prefix": .string(text.drop { $0 != "/" }.dropFirst()),
                "scope": .string(text.hasPrefix("fe80:") ? "link" : "global"),
            ])
        }
        var map: ValueMap = ["active": .bool(true), "device": .string(interface.name)]
        if !interface.mac.isEmpty { map["macaddress"] = .string(interface.mac) }
        if let first = four.first { map["ipv4"] = .map(first.values) }
        if four.count > 1 { map["ipv4_secondaries"] = .list(four.dropFirst().map { .map($0.values) }) }
        if !six.isEmpty { map["ipv6"] = .list(six) }
        return .map(map)
    }

    /// The address that the default route leaves with, and its interface.
    static func defaultIPv4(_ facts: StandardFacts) -> Value {
        var map: ValueMap = ["address": .string(facts.address), "gateway": .string(facts.gateway)]
        let interface = facts.interfaces.first { interface in
            interface.addresses.contains { $0.prefix { $0 != "/" } == facts.address }
        }
        map["interface"] = .string(interface?.name ?? "")
        map["alias"] = .string(interface?.name ?? "")
        map["macaddress"] = .string(interface?.mac ?? "")
        let address = interface?.addresses.compactMap(IPv4.init).first { $0.address == facts.address }
        for entry in address?.values ?? ValueMap() { map[entry.key.string ?? ""] = entry.value }
        return .map(map)
    }
}

/// An address with the length of its prefix: `10.0.0.4/24`.
private struct IPv4 {
    let address: String
    private let number: UInt32
    private let prefix: Int

    init?(_ text: String) {
        let parts = text.split(separator: "/")
        let bytes = (parts.first ?? "").split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
        guard parts.count == 2, bytes.count == 4, let length = Int(parts[1]), (0...32).contains(length) else {
            return nil
        }
        address = String(parts[0])
        number = bytes.reduce(0) { $0 << 8 | UInt32($1) }
        prefix = length
    }

    /// All that follows from the two.
    var values: ValueMap {
        let mask: UInt32 = prefix == 0 ? 0 : ~0 << (32 - UInt32(prefix))
        return [
            "address": .string(address), "broadcast": .string(Self.text(number | ~mask)),
            "netmask": .string(Self.text(mask)), "network": .string(Self.text(number & mask)),
            "prefix": .string("\(prefix)"),
        ]
    }

    private static func text(_ number: UInt32) -> String {
        (0..<4).map { String((number >> (24 - 8 * $0)) & 0xFF) }.joined(separator: ".")
    }
}
