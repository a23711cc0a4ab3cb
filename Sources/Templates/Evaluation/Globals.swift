internal import Diagnostics

/// The functions that every template has.
enum Globals {
    /// How many numbers `range()` gives at most.
    private static let longestRange = 1_000_000

    static let functions: [String: Function] = [
        "range": Function("range") { arguments throws(Diagnostic) in try range(arguments) },
        "dict": Function("dict") { arguments throws(Diagnostic) in .map(try map(of: arguments)) },
        "now": Function("now") { arguments throws(Diagnostic) in
            throw Diagnostic(
                "unrepeatable", "now() would give another time in every plan", at: arguments.span
            ).helping("give the time as a variable of the run: -e now=…")
        },
        "undef": Function("undef") { arguments throws(Diagnostic) in
            let bound = try undefParameters.bind(arguments, of: "undef()")
            let hint = bound.text("hint", default: "the value is left undefined on purpose")
            return Value(.undefined(Diagnostic("undefined-variable", hint, at: arguments.span)))
        },
    ]

    private static let undefParameters: Parameters = ["hint?"]

    /// A map out of a call: of a map or of pairs, and of arguments with names.
    static func map(of arguments: Arguments) throws(Diagnostic) -> ValueMap {
        var map = ValueMap()
        for value in arguments.positional {
            if let given = value.map {
                for entry in given { map.set(entry.key, to: entry.value) }
                continue
            }
            for pair in value.items ?? [value] {
                guard let parts = pair.list, parts.count == 2, map.set(parts[0], to: parts[1]) else {
                    throw Diagnostic(
                        "wrong-type", "a map is made of pairs of key and value, not of \(pair.typeName)",
                        at: arguments.span)
                }
            }
        }
        for (name, value) in arguments.named { map[name] = value }
        return map
    }

    private static func range(_ arguments: Arguments) throws(Diagnostic) -> Value {
        if arguments.positional.contains(where: { $0.isWhole && $0.int == nil }) {
            throw Diagnostic("number-out-of-range", "range() counts with 64 bits, and this is more", at: arguments.span)
        }
        let bounds = arguments.positional.compactMap { $0.int }
        guard (1...3).contains(bounds.count), bounds.count == arguments.positional.count, arguments.named.isEmpty else {
            throw Diagnostic("wrong-arguments", "range() takes one to three integers", at: arguments.span)
        }
        let (start, stop) = bounds.count == 1 ? (0, bounds[0]) : (bounds[0], bounds[1])
        let step = bounds.count == 3 ? bounds[2] : 1
        guard step != 0 else { throw Diagnostic("wrong-arguments", "the step cannot be 0", at: arguments.span) }
        let length = (Double(stop) - Double(start)) / Double(step)
        guard length <= Double(longestRange) else {
            throw Diagnostic(
                "range-too-long", "range() would give more than \(longestRange) numbers", at: arguments.span)
        }
        return .list(stride(from: start, to: stop, by: step).map { .int($0) })
    }
}
