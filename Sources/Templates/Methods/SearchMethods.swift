internal import Diagnostics

/// The methods of Python's `str` that look for text in it, each in a part of it if that is asked for.
enum SearchMethods {
    static let all: [Method] = [
        Method("startswith", ["prefix", "start?", "end?"]) { value, arguments throws(Diagnostic) in
            let text = try part(of: value, arguments)
            return .bool(try choices(arguments, "prefix").contains { text.starts(with: $0) })
        },
        Method("endswith", ["suffix", "start?", "end?"]) { value, arguments throws(Diagnostic) in
            let text = try part(of: value, arguments)
            return .bool(try choices(arguments, "suffix").contains { text.suffix($0.count).elementsEqual($0) })
        },
        Method("count", ["part", "start?", "end?"]) { value, arguments throws(Diagnostic) in
            let text = try part(of: value, arguments)
            let wanted = try arguments.string("part")
            guard !wanted.isEmpty else { return .int(text.count + 1) }
            return .int(String(scalars: text).splitScalars(by: wanted).count - 1)
        },
        Method("find", ["part", "start?", "end?"]) { value, arguments throws(Diagnostic) in
            .int(try place(in: value, arguments, isLast: false) ?? -1)
        },
        Method("rfind", ["part", "start?", "end?"]) { value, arguments throws(Diagnostic) in
            .int(try place(in: value, arguments, isLast: true) ?? -1)
        },
        index("index", isLast: false), index("rindex", isLast: true),
    ]

    private static func index(_ name: String, isLast: Bool) -> Method {
        Method(name, ["part", "start?", "end?"]) { value, arguments throws(Diagnostic) in
            guard let place = try place(in: value, arguments, isLast: isLast) else {
                throw Diagnostic("not-found", "the text does not hold what is looked for", at: arguments.span)
            }
            return .int(place)
        }
    }

    private static func part(
        of value: Value, _ arguments: BoundArguments
    ) throws(Diagnostic) -> ArraySlice<Unicode.Scalar> {
        let text = value.scalars
        return text[try arguments.range(in: text.count)]
    }

    private static func place(in value: Value, _ arguments: BoundArguments, isLast: Bool) throws(Diagnostic) -> Int? {
        let text = try part(of: value, arguments)
        let wanted = Array(try arguments.string("part").unicodeScalars)
        if wanted.isEmpty { return isLast ? text.endIndex : text.startIndex }
        guard isLast else { return text.firstRange(of: wanted, from: text.startIndex)?.lowerBound }
        return text.indices.last { text[$0...].starts(with: wanted) }
    }

    /// What `startswith` looks for: a text, or one of a tuple.
    private static func choices(_ arguments: BoundArguments, _ name: String) throws(Diagnostic) -> [[Unicode.Scalar]] {
        guard let value = arguments[name], value.isTuple, let items = value.list else {
            return [Array(try arguments.string(name).unicodeScalars)]
        }
        return items.map(\.scalars)
    }
}

extension BoundArguments {
    /// The part between `start` and `end` or `stop` of so many items, which count from the end if negative.
    func range(in count: Int) throws(Diagnostic) -> Range<Int> {
        func clamped(_ index: Int) -> Int { Swift.min(Swift.max(index < 0 ? index + count : index, 0), count) }
        let start = clamped(try int("start") ?? 0)
        let end = clamped(try int(values["end"] == nil ? "stop" : "end") ?? count)
        return start..<Swift.max(start, end)
    }
}
