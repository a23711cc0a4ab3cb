internal import Diagnostics

/// `lookup('sequence', 'start=1 end=5 format=web%02d')`, or `1-5:web%02d` for short.
enum SequenceLookup {
    static let all = [
        Lookup("sequence", ["*", "start?", "end?", "count?", "stride?", "format?"]) { call throws(Diagnostic) in
            try (call.terms.isEmpty ? [.string("")] : call.terms).collected { term throws(Diagnostic) in
                let text = term.string ?? term.text
                if let short = try short(text, call) { return try numbers(short) }
                let (words, inner) = try call.inline(text, ["start", "end", "count", "stride", "format"])
                guard words.isEmpty else { throw call.problem("cannot read '\(words)'") }
                return try numbers(inner)
            }
        }
    ]

    private static let number = "(-?(?:0x)?[0-9a-f]+)"

    /// The short form, `[start-]end[/stride][:format]`, as options; nil for any other text.
    private static func short(_ text: String, _ call: LookupCall) throws(Diagnostic) -> LookupCall? {
        let pattern = "^(?:(\(number))-)?\(number)(?:/\(number))?(?::(.+))?$"
        let bytes = Array(text.utf8)
        guard let match = try call.evaluator.regex(pattern, .ignoresCase, at: call.span).match(in: bytes) else {
            return nil
        }
        var options = call.options
        for (name, group) in [("start", 1), ("end", 3), ("stride", 4), ("format", 5)] {
            if let range = match.groups[group] {
                options.values[name] = .string(String(decoding: bytes[range], as: UTF8.self))
            }
        }
        return LookupCall(name: call.name, terms: call.terms, options: options, evaluator: call.evaluator)
    }

    private static func numbers(_ call: LookupCall) throws(Diagnostic) -> [Value] {
        let start = try call.number("start") ?? 1
        let stride = try call.number("stride") ?? 1
        var end = try call.number("end")
        let count = try call.number("count")
        guard (count == nil) != (end == nil) else { throw call.problem("takes either 'end' or 'count'") }
        if let count {
            if count == 0 { return [] }
            end = start + count * stride - 1
        }
        if stride == 0 { return [] }
        let last = end ?? start
        guard stride > 0 ? last >= start : last <= start else {
            throw call.problem("goes from \(start) to \(last), for which the stride \(stride) has the wrong sign")
        }
        guard (last - start) / stride <= 1_000_000 else { throw call.problem("would give more than 1000000 texts") }
        let format = call.options.text("format", default: "%d")
        guard format.splitScalars(by: "%").count == 2 else { throw call.problem("takes a format with one '%'") }
        return try Swift.stride(from: start, through: last, by: stride).map { number throws(Diagnostic) in
            .string(try PercentFormat(format, span: call.span).applied(to: .int(number)))
        }
    }
}
