internal import Diagnostics
internal import Digests

/// The address of a network card, of 48 bits.
struct HardwareAddress {
    let number: UInt64

    private static let forms: [(marks: Set<Unicode.Scalar>, words: Int, digits: ClosedRange<Int>)] = [
        (["-", ":"], 6, 1...2), (["-", ":", "."], 3, 1...4), (["-", ":"], 2, 5...6), ([], 1, 11...12),
    ]

    /// Reads the spellings of Unix, Windows, Cisco and PostgreSQL, and bare digits.
    init?(_ text: String) {
        for form in Self.forms {
            let marks = form.marks.filter { text.unicodeScalars.contains($0) }
            guard marks.count <= 1 else { continue }
            let words = marks.first.map { text.splitScalars(by: String($0)) } ?? [text]
            let isSo = words.allSatisfy { form.digits.contains($0.count) && $0.utf8.allSatisfy(\.isHexadecimal) }
            guard words.count == form.words, isSo else { continue }
            number = words.reduce(0) { $0 << UInt64(48 / form.words) | (UInt64($1, radix: 16) ?? 0) }
            return
        }
        return nil
    }

    /// In words of so many bits, each with so many digits at least.
    func text(_ bits: Int, _ mark: String, digits: Int, isUpper: Bool = false) -> String {
        stride(from: 48 - bits, through: 0, by: -bits).map { shift in
            let word = String(number >> UInt64(shift) & (1 << UInt64(bits) - 1), radix: 16, uppercase: isUpper)
            return String(repeating: "0", count: max(0, digits - word.count)) + word
        }.joined(separator: mark)
    }

    /// The lower half of the address that the card gives itself in a network of IPv6.
    var interfaceIdentifier: UInt64 {
        let (upper, lower) = (number >> 24, number & 0xff_ffff)
        return (upper << 40 | 0xff_fe << 24 | lower) ^ (1 << 57)
    }
}

extension UInt8 {
    fileprivate var isHexadecimal: Bool {
        (48...57).contains(self) || (65...70).contains(self) || (97...102).contains(self)
    }
}

/// The filters of addresses of network cards.
enum HardwareFilters {
    static let all: [Filter] = Filter.ofCollections([
        Filter("hwaddr", ["query?", "alias?"], body: written),
        Filter("macaddr", ["query?"], body: written),
        Filter("slaac", ["query?"]) { call throws(Diagnostic) in
            guard let network = AddressQuery.subject(call.input, nil)?.network, network.version == .v6,
                let card = HardwareAddress(call.arguments.text("query")),
                let address = IPAddress(.v6, network.network.number + UInt128(card.interfaceIdentifier))
            else { return .bool(false) }
            return .string(address.text)
        },
    ])

    private static func written(_ call: FilterCall) throws(Diagnostic) -> Value {
        let query = call.arguments.text("query")
        guard let address = HardwareAddress(call.input.text) else {
            guard query.isEmpty || query == "bool" else {
                throw call.problem("takes the address of a network card, not '\(call.input.text)'")
            }
            return .null
        }
        switch query {
        case "": return call.input
        case "bool": return .bool(true)
        case "int": return .integer(BigInteger(address.number))
        case "bare": return .string(address.text(48, "", digits: 12, isUpper: true))
        case "cisco": return .string(address.text(16, ".", digits: 4))
        case "eui48", "win": return .string(address.text(8, "-", digits: 2, isUpper: true))
        case "linux": return .string(address.text(8, ":", digits: 2))
        case "unix": return .string(address.text(8, ":", digits: 1))
        case "pgsql", "postgresql", "psql": return .string(address.text(24, ":", digits: 6))
        default: throw call.problem("knows no query '\(query)'")
        }
    }
}
