internal import Diagnostics
internal import Digests

/// Filters on amounts of memory and storage.
enum SizeFilters {
    static let all: [Filter] = [
        Filter("bytes", body: bytes),
        Filter("human_to_bytes", ["default_unit?", "isbits?"]) { call throws(Diagnostic) in
            guard
                let amount = AnsibleAmount(
                    call.input.text, unit: call["default_unit"]?.string, isBits: call.arguments.flag("isbits"))
            else { throw unreadable(call) }
            return amount.count
        },
        Filter("human_readable", ["isbits?", "unit?"]) { call throws(Diagnostic) in
            guard call.input.number != nil else { throw call.takes("a number") }
            return .string(
                try readable(call.input, call, isBits: call.arguments.flag("isbits"), unit: call["unit"]?.string))
        },
    ]

    /// `'16GiB' | bytes`: KiB, MiB … go by 1024, kB, MB … by 1000, as the units say.
    private static func bytes(_ call: FilterCall) throws(Diagnostic) -> Value {
        if let number = call.input.integer { return .integer(number) }
        if let number = call.input.number, let whole = Value(whole: number.rounded(.down)) { return whole }
        guard let text = call.input.string else { throw call.takes("text such as '16GiB'") }
        guard let bytes = ByteAmount(text, kiloIs: 1000)?.bytes else { throw unreadable(call) }
        return .int(bytes)
    }

    private static func unreadable(_ call: FilterCall) -> Diagnostic {
        let amount = call.input.holdsSecret ? "the amount" : "'\(call.input.text)'"
        return call.problem("cannot read \(amount) as bytes").helping("write it as 512MiB, 16GiB or 30GB")
    }

    /// Ansible's `human_readable`: the largest unit of 1024 that the number reaches, or the one that is asked for.
    private static func readable(
        _ number: Value, _ call: FilterCall, isBits: Bool, unit: String?
    ) throws(Diagnostic) -> String {
        let units = Array("KMGTPEZY".unicodeScalars)
        for power in (1...units.count).reversed() {
            let size = Value.integer(BigInteger(Int128(1) << Int128(power * 10)))
            let order = number.order(to: size)
            if unit.map({ $0.uppercased() == String(units[power - 1]) }) ?? (order == .descending || order == .same) {
                let amount = try Arithmetic(span: call.span).result(.divide, number, size).number ?? 0
                // Python names the unit by the first letter of "bits" or "Bytes".
                return CFormat.text(amount, "f", precision: 2) + " \(units[power - 1])\(isBits ? "b" : "B")"
            }
        }
        let amount = try number.fraction(at: call.span) ?? 0
        return CFormat.text(amount, "f", precision: 2) + (isBits ? " bits" : " Bytes")
    }
}

/// An amount as Ansible's `human_to_bytes` reads it: `10K`, `1.5 GB`, `2 megabytes`; every unit goes by 1024.
private struct AnsibleAmount {
    let count: Value

    private static let names = [
        "b": "", "k": "kilo", "m": "mega", "g": "giga", "t": "tera", "p": "peta", "e": "exa",
        "z": "zeta", "y": "yotta",
    ]

    init?(_ text: String, unit standard: String?, isBits: Bool) {
        let text = text.stripped(.end)
        let digits = text.unicodeScalars.prefix { $0.isDigit || $0 == "." }
        let rest = String(scalars: text.unicodeScalars.dropFirst(digits.count)).stripped(.start)
        guard digits.last != ".", let number = String(scalars: digits).pythonFloat,
            rest.unicodeScalars.allSatisfy({ $0.isASCII && $0.properties.isAlphabetic })
        else { return nil }
        let unit = rest.isEmpty ? standard ?? "" : rest
        guard let first = unit.first else {
            guard let whole = Value(whole: number.rounded(.toNearestOrEven)) else { return nil }
            count = whole
            return
        }
        let letter = first.lowercased()
        guard let power = Array("bkmgtpezy").map({ String($0) }).firstIndex(of: letter), let name = Self.names[letter]
        else {
            return nil
        }
        let short = (letter == "b" ? "" : letter.uppercased()) + (isBits ? "b" : "B")
        guard unit.count == 1 || unit == short || unit.lowercased() == name + (isBits ? "bit" : "byte") else {
            return nil
        }
        let size = (0..<power).reduce(1.0) { size, _ in size * 1024 }
        guard let whole = Value(whole: (number * size).rounded(.toNearestOrEven)) else { return nil }
        count = whole
    }
}

/// An amount such as `1.5 GiB`.
private struct ByteAmount {
    let bytes: Int

    /// Units without an `i` go by 1000 or 1024 as `kilo` says; those with one, and bare letters, by 1024.
    init?(_ text: String, kiloIs kilo: Double) {
        let text = text.stripped()
        let digits = text.unicodeScalars.prefix { $0.isDigit || $0 == "." || $0 == "_" }
        let unit = String(scalars: text.unicodeScalars.dropFirst(digits.count)).stripped().lowercased()
        guard let number = String(scalars: digits).pythonFloat else { return nil }
        guard let first = unit.first, unit != "b", unit != "byte", unit != "bytes" else {
            guard let whole = Int(exactly: number.rounded(.down)) else { return nil }
            bytes = whole
            return
        }
        guard let power = Array("kmgtpe").firstIndex(of: first) else { return nil }
        let step: Double
        switch unit.dropFirst() {
        case "", "ib", "i": step = 1024
        case "b": step = kilo
        default: return nil
        }
        let size = (0...power).reduce(1.0) { size, _ in size * step }
        guard let whole = Int(exactly: (number * size).rounded(.down)) else { return nil }
        bytes = whole
    }
}
