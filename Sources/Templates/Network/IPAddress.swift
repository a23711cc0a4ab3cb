#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// An address of IPv4 or IPv6.
struct IPAddress: Hashable {
    enum Version: Int { case v4 = 4, v6 = 6 }

    let version: Version
    var number: UInt128

    init?(_ version: Version, _ number: UInt128) {
        guard number <= version.largest else { return nil }
        (self.version, self.number) = (version, number)
    }

    /// Reads what inet_pton(3) reads: four decimal numbers, or IPv6 without a zone.
    init?(_ text: String) {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 {
            self.init(.v4, Self.number(bytes.prefix(4)))
        } else if inet_pton(AF_INET6, text, &bytes) == 1 {
            self.init(.v6, Self.number(bytes))
        } else {
            return nil
        }
    }

    private static func number(_ bytes: some Sequence<UInt8>) -> UInt128 {
        bytes.reduce(0) { $0 << 8 | UInt128($1) }
    }

    /// The bytes, the first of them first.
    var bytes: [UInt8] {
        stride(from: version.width - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt128($0)) }
    }

    /// As inet_ntop(3) writes it: the longest row of zeros short, an IPv4 address in it with dots.
    var text: String {
        var buffer = [CChar](repeating: 0, count: 64)
        let family = version == .v4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &buffer, socklen_t(buffer.count)) != nil else { return "" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The eight numbers of IPv6, or the four of IPv4, as bits.
    var words: [UInt16] {
        guard version == .v6 else { return bytes.map { UInt16($0) } }
        return stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    }

    /// So many addresses on; nil behind the last and before the first.
    func advanced(by amount: Int) -> IPAddress? {
        let distance = UInt128(amount.magnitude)
        let (sum, overflows) =
            amount < 0 ? number.subtractingReportingOverflow(distance) : number.addingReportingOverflow(distance)
        return overflows ? nil : IPAddress(version, sum)
    }

    func isIn(_ networks: [IPNetwork]) -> Bool { networks.contains { $0.contains(IPNetwork(self)) } }

    /// The name under which a name server is asked for the address's name.
    var reverseName: String {
        if version == .v4 { return bytes.reversed().map { "\($0)." }.joined() + "in-addr.arpa." }
        let nibbles = bytes.reversed().flatMap { [$0 & 15, $0 >> 4] }
        return nibbles.map { String($0, radix: 16) + "." }.joined() + "ip6.arpa."
    }
}

extension IPAddress.Version {
    /// How many bits an address has.
    var width: Int { self == .v4 ? 32 : 128 }
    var largest: UInt128 { self == .v4 ? UInt128(UInt32.max) : .max }
}
