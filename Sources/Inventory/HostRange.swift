import Diagnostics

/// A host's name as inventories write it: `web[01:20].example.com:2222`.
struct HostRange {
    /// The names that it stands for, in order; several ranges make all their combinations.
    var names: [String]
    var port: Int?

    /// Reads a name, which `span` covers.
    init(parsing text: String, at span: Span) throws(Diagnostic) {
        let address = HostAddress(parsing: text)
        port = address?.port
        names = try Self.expand(address?.host ?? text, at: span)
    }

    private static func expand(_ name: String, at span: Span) throws(Diagnostic) -> [String] {
        var names = [""]
        var rest = name[...]
        while let open = rest.firstIndex(of: "[") {
            guard let close = rest[open...].firstIndex(of: "]") else {
                throw Diagnostic("host-range", "the range in '\(name)' has no ']'", at: span)
            }
            let values = try values(String(rest[rest.index(after: open)..<close]), in: name, at: span)
            guard names.count * values.count <= mostHosts else {
                throw Diagnostic("host-range", "'\(name)' stands for more than \(mostHosts) hosts", at: span)
            }
            let prefix = rest[..<open]
            names = names.flatMap { name in values.map { name + prefix + $0 } }
            rest = rest[rest.index(after: close)...]
        }
        return rest.isEmpty ? names : names.map { $0 + rest }
    }

    /// The values of `begin:end` or `begin:end:step`, both ends included.
    private static func values(_ range: String, in name: String, at span: Span) throws(Diagnostic) -> [String] {
        let bounds = range.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
        guard bounds.count == 2 || bounds.count == 3, !bounds[1].isEmpty else {
            throw Diagnostic("host-range", "'[\(range)]' in '\(name)' is no range", at: span)
                .helping("write it as [begin:end] or [begin:end:step]")
        }
        guard let step = bounds.count == 3 ? Int(bounds[2]) : 1, step > 0 else {
            throw Diagnostic(
                "host-range", "'\(bounds[2])' is no step: '[\(range)]' wants a whole number above 0", at: span)
        }
        let (begin, end) = (bounds[0].isEmpty ? "0" : bounds[0], bounds[1])
        if let first = Int(begin), let last = Int(end), first >= 0 {
            return try numbers(from: (begin, first), through: (end, last), by: step, in: range, at: span)
        }
        guard let first = letters.firstIndex(of: begin), let last = letters.firstIndex(of: end) else {
            throw Diagnostic(
                "host-range", "'[\(range)]' in '\(name)' goes neither from number to number nor from letter to letter",
                at: span)
        }
        guard first <= last else { throw backwards(range, at: span) }
        return stride(from: first, through: last, by: step).map { letters[$0] }
    }

    private static func numbers(
        from begin: (text: String, value: Int), through end: (text: String, value: Int), by step: Int, in range: String,
        at span: Span
    ) throws(Diagnostic) -> [String] {
        let isPadded = begin.text.hasPrefix("0") && begin.text.count > 1
        guard !isPadded || begin.text.count == end.text.count else {
            throw Diagnostic("host-range", "the ends of '[\(range)]' have different lengths", at: span)
                .helping("with leading zeros both ends need as many digits, such as [01:20]")
        }
        guard begin.value <= end.value else { throw backwards(range, at: span) }
        guard (end.value - begin.value) / step < mostHosts else {
            throw Diagnostic("host-range", "'[\(range)]' stands for more than \(mostHosts) hosts", at: span)
        }
        let width = isPadded ? begin.text.count : 0
        return stride(from: begin.value, through: end.value, by: step).map { number in
            String(repeating: "0", count: max(0, width - "\(number)".count)) + "\(number)"
        }
    }

    private static func backwards(_ range: String, at span: Span) -> Diagnostic {
        Diagnostic("host-range", "'[\(range)]' ends before it begins", at: span)
    }

    /// More are taken for a slip.
    private static let mostHosts = 100_000

    /// Small letters come before capital ones: `[a:C]` has 29 values.
    private static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".map { String($0) }
}
