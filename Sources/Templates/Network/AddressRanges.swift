/// What registries say of addresses.
extension IPAddress {
    var isLoopback: Bool { isIn(Ranges.loopback) }
    var isMulticast: Bool { isIn(Ranges.multicast) }
    var isLinkLocal: Bool { isIn(Ranges.linkLocal) }

    /// Whether it can be reached from anywhere, by the IANA's tables of special addresses.
    var isGlobal: Bool { !isIn(Ranges.special) || isIn(Ranges.reachable) }

    /// As Python's `ipaddress` has it: the addresses that providers share are neither private nor global.
    var isPrivate: Bool {
        if let inner = mapped { return inner.isPrivate }
        return isIn(Ranges.special) && !isIn(Ranges.reachable) && !isShared
    }
    var isShared: Bool { mapped?.isShared ?? isIn(Ranges.shared) }

    /// The address of IPv4 that stands in one of IPv6.
    private var mapped: IPAddress? {
        version == .v6 && number >> 32 == 0xffff ? IPAddress(.v4, number & 0xffff_ffff) : nil
    }
    var isReserved: Bool { isIn(Ranges.reserved) }

    /// Whether it is a row of ones and then zeros, or the other way round.
    var isMask: Bool {
        let (ones, next) = (number ^ version.largest, number &+ 1)
        return ones & (ones &+ 1) == 0 || number & next == 0
    }

    private enum Ranges {
        static let loopback = IPNetwork.known("127.0.0.0/8 ::1")
        static let multicast = IPNetwork.known("224.0.0.0/4 ff00::/8")
        static let linkLocal = IPNetwork.known("169.254.0.0/16 fe80::/10")
        static let shared = IPNetwork.known("100.64.0.0/10")
        static let special = IPNetwork.known(
            """
            0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
            192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4
            ::1 :: ::ffff:0:0/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 fc00::/7 fe80::/10
            """)
        static let reachable = IPNetwork.known(
            "192.0.0.9 192.0.0.10 2001:1::1 2001:1::2 2001:3::/32 2001:4:112::/48 2001:20::/28 2001:30::/28")
        static let reserved = IPNetwork.known(
            """
            240.0.0.0/4 ::/8 100::/8 200::/7 400::/6 800::/5 1000::/4 4000::/3 6000::/3 8000::/3 a000::/3 c000::/3
            e000::/4 f000::/5 f800::/6 fe00::/9
            """)
    }
}
