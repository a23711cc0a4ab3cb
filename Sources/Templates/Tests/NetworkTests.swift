internal import Diagnostics

/// The tests of addresses and networks that the collection `ansible.utils` has; a network with a host in it is none.
enum NetworkTests {
    static let all: [ValueTest] = [
        ofNetwork("ip") { _ in true },
        ofNetwork("ipv4") { $0.version == .v4 },
        ofNetwork("ipv6") { $0.version == .v6 },
        ofAddress("ip_address") { _ in true },
        ofAddress("ipv4_address") { $0.version == .v4 },
        ofAddress("ipv6_address") { $0.version == .v6 },
        ofAddress("ipv6_ipv4_mapped") { $0.version == .v6 && $0.number >> 32 == 0xffff },
        ofAddress("ipv6_sixtofour") { $0.version == .v6 && $0.number >> 112 == 0x2002 },
        ofAddress("ipv6_teredo") { $0.version == .v6 && $0.number >> 96 == 0x2001_0000 },
        ofAddress("loopback") { $0.isLoopback },
        ofAddress("multicast") { $0.isMulticast },
        ofAddress("private") { $0.isPrivate },
        ofAddress("public") { !$0.isPrivate && !$0.isShared },
        ofAddress("reserved") { $0.isReserved },
        ofAddress("unspecified") { $0.number == 0 },
        ValueTest("ipv4_netmask", body: { call throws(Diagnostic) in isMask(call.input.text) { $0.mask } }),
        ValueTest("ipv4_hostmask", body: { call throws(Diagnostic) in isMask(call.input.text) { $0.hostMask } }),
        ValueTest("mac") { call throws(Diagnostic) in
            let pattern =
                "(?i)^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$|^([0-9a-f]{4}\\.[0-9a-f]{4}\\.[0-9a-f]{4})$|^[0-9a-f]{12}$"
            return try call.evaluator.regex(pattern, [], at: call.span)
                .match(in: Array(call.input.text.utf8), isAnchored: true) != nil
        },
        ValueTest("in_network", ["network"]) { call throws(Diagnostic) in isIn(call.input, call["network"]) },
        ValueTest("subnet_of", ["network_b"]) { call throws(Diagnostic) in isIn(call.input, call["network_b"]) },
        ValueTest("supernet_of", ["network_b"]) { call throws(Diagnostic) in
            call["network_b"].map { isIn($0, call.input) } ?? false
        },
        ValueTest("in_any_network", ["networks"]) { call throws(Diagnostic) in try count(call) > 0 },
        ValueTest("in_one_network", ["networks"]) { call throws(Diagnostic) in try count(call) == 1 },
    ].flatMap { [$0, $0.named("ansible.utils.\($0.name)")] }

    private static func ofNetwork(_ name: String, _ holds: @escaping @Sendable (IPNetwork) -> Bool) -> ValueTest {
        ValueTest(name) { call throws(Diagnostic) in network(call.input).map(holds) ?? false }
    }

    private static func ofAddress(_ name: String, _ holds: @escaping @Sendable (IPAddress) -> Bool) -> ValueTest {
        ValueTest(name) { call throws(Diagnostic) in IPAddress(call.input.text).map(holds) ?? false }
    }

    private static func network(_ value: Value?) -> IPNetwork? {
        value.flatMap { IPNetwork($0.text) }.flatMap { $0 == $0.cidr ? $0 : nil }
    }

    private static func isIn(_ inner: Value, _ outer: Value?) -> Bool {
        guard let inner = network(inner), let outer = network(outer) else { return false }
        return outer.contains(inner)
    }

    private static func count(_ call: FilterCall) throws(Diagnostic) -> Int {
        try call.items(of: call["networks"] ?? .list([])).filter { isIn(call.input, $0) }.count
    }

    private static func isMask(_ text: String, _ part: (IPNetwork) -> IPAddress) -> Bool {
        network(.string("10.0.0.0/\(text)")).map { part($0).text == text } ?? false
    }
}
