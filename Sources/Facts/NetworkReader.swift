/// Reads what the node says of its interfaces and its way to the world.
struct NetworkReader {
    private(set) var interfaces: [StandardFacts.Interface] = []
    private(set) var gateway = ""
    /// The interface of the default route.
    private var exit = ""
    /// The interface that lines of `ifconfig` are about.
    private var current = ""

    mutating func read(_ key: String, _ value: String) {
        let words = words(value)
        switch key {
        case "mac" where words.count == 2: update(words[0]) { $0.mac = words[1] }
        case "address": readAddress(words)
        case "route": readRoute(words)
        case "ifconfig": readConfiguration(value, words)
        case "default" where words.count == 2 && words[0] == "gateway:": gateway = words[1]
        case "default" where words.count == 2 && words[0] == "interface:": exit = words[1]
        default: break
        }
    }

    /// The first address of the interface that the default route leaves by.
    var address: String {
        let addresses = interfaces.first { $0.name == exit }?.addresses ?? interfaces.flatMap(\.addresses)
        let first = addresses.first { !$0.contains(":") } ?? addresses.first ?? ""
        return String(first.prefix { $0 != "/" })
    }

    private mutating func update(_ name: String, _ change: (inout StandardFacts.Interface) -> Void) {
        if name == "lo" || name == "lo0" { return }
        if let index = interfaces.firstIndex(where: { $0.name == name }) {
            change(&interfaces[index])
        } else {
            var interface = StandardFacts.Interface()
            interface.name = name
            change(&interface)
            interfaces.append(interface)
        }
    }

    /// A line of `ip -o addr`: `2: eth0    inet 10.0.0.4/24 brd …`.
    private mutating func readAddress(_ words: [String]) {
        guard words.count > 3, words[2] == "inet" || words[2] == "inet6", !words[3].hasPrefix("fe80:") else { return }
        let name = String(words[1].prefix { $0 != "@" })
        update(name) { $0.addresses.append(words[3]) }
    }

    /// A line of `/proc/net/route`: interface, destination, gateway, flags …, addresses as hexadecimal words of the
    /// machine's byte order; all machines that run reconcile's nodes are little-endian.
    private mutating func readRoute(_ words: [String]) {
        guard exit.isEmpty, words.count > 7, words[1] == "00000000", words[7] == "00000000",
            let word = UInt32(words[2], radix: 16)
        else { return }
        exit = words[0]
        if word != 0 { gateway = (0..<4).map { String((word >> (8 * $0)) & 0xFF) }.joined(separator: ".") }
    }

    /// A line of BSD's `ifconfig`: `en0: flags=…`, and indented below it `ether …`, `inet … netmask 0xffffff00`.
    private mutating func readConfiguration(_ line: String, _ words: [String]) {
        if let first = line.unicodeScalars.first, first != "\t", first != " " {
            current = String(line.prefix { $0 != ":" })
        } else if words.count > 1, words[0] == "ether" {
            update(current) { $0.mac = words[1] }
        } else if words.count > 3, words[0] == "inet" {
            let mask = UInt32(words[3].dropFirst(2), radix: 16)?.nonzeroBitCount ?? 32
            update(current) { $0.addresses.append("\(words[1])/\(mask)") }
        } else if words.count > 3, words[0] == "inet6", !words[1].hasPrefix("fe80:") {
            update(current) { $0.addresses.append("\(words[1])/\(words[3])") }
        }
    }
}
