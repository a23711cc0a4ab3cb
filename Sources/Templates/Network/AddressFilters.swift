internal import Diagnostics

/// The filters of addresses and networks that the collection `ansible.utils` has.
enum AddressFilters {
    static let all: [Filter] = Filter.ofCollections([
        Filter("ipaddr", ["query?", "version?", "alias?"]) { call throws(Diagnostic) in
            let version = try call.arguments.int("version").flatMap { IPAddress.Version(rawValue: $0) }
            return try answer(call, to: call.input, call.arguments.text("query"), version)
        },
        Filter("ipv4", ["query?"]) { call throws(Diagnostic) in
            try answer(call, to: call.input, call.arguments.text("query"), .v4)
        },
        Filter("ipv6", ["query?"]) { call throws(Diagnostic) in
            try answer(call, to: call.input, call.arguments.text("query"), .v6)
        },
        Filter("ipwrap", ["query?"]) { call throws(Diagnostic) in
            let query = call.arguments.text("query")
            func wrapped(_ value: Value) -> Value {
                guard let found = try? answer(call, to: value, query, nil), found.isTrue else { return value }
                return (try? answer(call, to: call.input.list == nil ? found : value, "wrap", nil)) ?? value
            }
            return call.input.list.map { .list($0.map(wrapped)) } ?? wrapped(call.input)
        },
        Filter("ipmath", ["amount"]) { call throws(Diagnostic) in
            let amount = try whole(call, "amount")
            guard let start = IPNetwork(try text(call))?.address else { throw noAddress(call) }
            guard let found = start.advanced(by: amount) else { throw call.problem("leaves the space of addresses") }
            return .string(found.text)
        },
        Filter("ipcut", ["amount"]) { call throws(Diagnostic) in
            let amount = try whole(call, "amount")
            guard let address = IPAddress(try text(call)) else { throw noAddress(call) }
            return .string(cut(address, amount))
        },
        Filter("ip4_hex", ["delimiter?"]) { call throws(Diagnostic) in
            guard let address = IPAddress(try text(call)), address.version == .v4 else { throw noAddress(call) }
            let digits = address.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
            return .string(digits.joined(separator: call.arguments.text("delimiter")))
        },
        Filter("ipv6form", ["format"]) { call throws(Diagnostic) in
            guard let address = IPAddress(try text(call)) else { throw noAddress(call) }
            switch call.arguments.text("format") {
            case "compress": return .string(pythonText(of: address))
            case "expand":
                return .string(
                    address.version == .v4
                        ? address.text : address.words.map { padded($0) }.joined(separator: ":"))
            case "x509":
                guard address.version == .v6 else { throw call.problem("has the form 'x509' for IPv6 only") }
                return .string(address.words.map { String($0, radix: 16) }.joined(separator: ":"))
            case let other: throw call.problem("knows no form '\(other)'").helping("it knows expand, compress, x509")
            }
        },
    ])

    /// What `ipaddr` answers about a value; of a list, what it answers about each for which that is not false.
    static func answer(
        _ call: FilterCall, to value: Value, _ query: String, _ version: IPAddress.Version?
    ) throws(Diagnostic) -> Value {
        if let list = value.list {
            var answers: [Value] = []
            for item in list { answers.append(try answer(call, to: item, query, version)) }
            return .list(answers.filter { $0.isTrue })
        }
        guard value.string != nil || value.isWhole else {
            throw call.takes("an address or a list of them", not: value)
        }
        guard let subject = AddressQuery.subject(value, version), version == nil || subject.network.version == version
        else { return .bool(false) }
        return try AddressQuery(subject: subject) { call.problem($0) }.answer(query)
    }

    static func text(_ call: FilterCall) throws(Diagnostic) -> String {
        guard let text = call.input.string else { throw call.takes("an address") }
        return text
    }

    static func whole(_ call: FilterCall, _ name: String) throws(Diagnostic) -> Int {
        guard let value = call[name], let number = value.int ?? value.string.flatMap({ Int($0) }) else {
            throw call.problem("takes a whole number for '\(name)'")
        }
        return number
    }

    static func noAddress(_ call: FilterCall) -> Diagnostic {
        call.problem("takes an address, not '\(call.input.text)'")
    }

    /// The first bits of an address, or the last ones; each group of them as a number.
    private static func cut(_ address: IPAddress, _ amount: Int) -> String {
        let width = address.version.width
        let all = (0..<width).map { address.number >> UInt128(width - 1 - $0) & 1 }
        let bits = amount < 0 ? Array(all.suffix(-amount)) : Array(all.prefix(amount))
        let (length, radix, mark) = address.version == .v4 ? (8, 10, ".") : (16, 16, ":")
        return stride(from: 0, to: bits.count, by: length).map { start in
            String(bits[start..<min(start + length, bits.count)].reduce(0) { $0 << 1 | $1 }, radix: radix)
        }.joined(separator: mark)
    }

    private static func padded(_ word: UInt16) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }

    /// As Python's `ipaddress` writes it: without dots in IPv6.
    private static func pythonText(of address: IPAddress) -> String {
        guard address.version == .v6, address.text.contains(".") else { return address.text }
        let words = address.words.map { String($0, radix: 16) }
        let zeros = words.prefix { $0 == "0" }.count
        return "::" + words.dropFirst(zeros).joined(separator: ":")
    }
}

extension Filter {
    /// Filters under their short names and under those of the collections that have them.
    static func ofCollections(_ filters: [Filter]) -> [Filter] {
        filters.flatMap { [$0, $0.named("ansible.utils.\($0.name)"), $0.named("ansible.netcommon.\($0.name)")] }
    }
}
