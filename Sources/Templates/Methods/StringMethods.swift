internal import Diagnostics

/// The methods of Python's `str` that templates use.
enum StringMethods {
    static let all: [Method] =
        [
            text("upper") { $0.uppercased() },
            text("lower") { $0.lowercased() },
            text("casefold") { $0.lowercased() },
            text("capitalize") { $0.pythonCapitalized },
            text("title") { $0.pythonTitle },
            text("swapcase") { text in
                String(
                    scalars: text.unicodeScalars.flatMap { scalar in
                        Array(
                            (scalar.properties.isUppercase
                                ? scalar.properties.lowercaseMapping
                                : scalar.properties.uppercaseMapping).unicodeScalars)
                    })
            },
            strip("strip", .both), strip("lstrip", .start), strip("rstrip", .end),
            question("isdigit") { $0.properties.generalCategory == .decimalNumber },
            question("isnumeric") { $0.properties.numericType != nil },
            question("isalpha") { $0.properties.isAlphabetic },
            question("isalnum") { $0.properties.isAlphabetic || $0.properties.numericType != nil },
            question("isspace") { $0.isPythonSpace },
            Method("isupper") { value, _ throws(Diagnostic) in isCased(value.text) { $0.properties.isUppercase } },
            Method("islower") { value, _ throws(Diagnostic) in isCased(value.text) { $0.properties.isLowercase } },
            Method("replace", ["old", "new", "count?"]) { value, arguments throws(Diagnostic) in
                .string(
                    value.text.replacingScalars(
                        arguments.text("old"), with: arguments.text("new"),
                        count: try arguments.int("count", default: -1)))
            },
            Method("join", ["items"]) { value, arguments throws(Diagnostic) in
                .string((arguments["items"]?.items ?? []).map { $0.text }.joined(separator: value.text))
            },
            Method("startswith", ["prefix"]) { value, arguments throws(Diagnostic) in
                .bool(choices(arguments["prefix"]).contains { value.text.utf8.starts(with: $0.utf8) })
            },
            Method("endswith", ["suffix"]) { value, arguments throws(Diagnostic) in
                .bool(
                    choices(arguments["suffix"]).contains {
                        value.text.utf8.reversed().starts(with: $0.utf8.reversed())
                    })
            },
            Method("removeprefix", ["prefix"]) { value, arguments throws(Diagnostic) in
                let prefix = arguments.text("prefix").unicodeScalars
                let text = value.scalars
                return .string(String(scalars: text.starts(with: prefix) ? text.dropFirst(prefix.count) : text[...]))
            },
            Method("removesuffix", ["suffix"]) { value, arguments throws(Diagnostic) in
                let suffix = arguments.text("suffix").unicodeScalars
                let text = value.scalars
                let ends = text.reversed().starts(with: suffix.reversed())
                return .string(String(scalars: ends ? text.dropLast(suffix.count) : text[...]))
            },
            Method("count", ["part"]) { value, arguments throws(Diagnostic) in
                let part = arguments.text("part")
                guard !part.isEmpty else { return .int(value.scalars.count + 1) }
                return .int(value.text.splitScalars(by: part).count - 1)
            },
            Method("find", ["part"]) { value, arguments throws(Diagnostic) in
                .int(
                    value.scalars.firstRange(of: Array(arguments.text("part").unicodeScalars), from: 0)?.lowerBound
                        ?? -1)
            },
            Method("index", ["part"]) { value, arguments throws(Diagnostic) in
                let part = Array(arguments.text("part").unicodeScalars)
                guard let range = value.scalars.firstRange(of: part, from: 0) else {
                    throw Diagnostic(
                        "not-found", "the text does not hold what is looked for", at: arguments.span)
                }
                return .int(range.lowerBound)
            },
            Method("format", ["*", "**"]) { value, arguments throws(Diagnostic) in
                .string(try BraceFormat(value.text, arguments: arguments).applied())
            },
            Method("zfill", ["width"]) { value, arguments throws(Diagnostic) in
                let text = value.text
                let missing = try arguments.int("width", default: 0) - text.unicodeScalars.count
                guard missing > 0 else { return .string(text) }
                let sign = text.hasPrefix("-") || text.hasPrefix("+") ? String(text.prefix(1)) : ""
                return .string(sign + String(repeating: "0", count: missing) + text.dropFirst(sign.count))
            },
            padded("ljust") { _ in 0 }, padded("rjust") { $0 }, padded("center") { $0 / 2 },
        ] + splitting

    private static let splitting: [Method] = [
        Method("split", ["sep?", "maxsplit?"]) { value, arguments throws(Diagnostic) in
            let limit = try arguments.int("maxsplit", default: -1)
            return .list(try parts(of: value.text, arguments, limit: limit).map { .string($0) })
        },
        Method("rsplit", ["sep?", "maxsplit?"]) { value, arguments throws(Diagnostic) in
            let limit = try arguments.int("maxsplit", default: -1)
            let all = try parts(of: value.text, arguments, limit: -1)
            guard limit >= 0, all.count > limit + 1 else { return .list(all.map { .string($0) }) }
            let joint = all.dropLast(limit).joined(separator: arguments["sep"]?.string ?? " ")
            return .list(([joint] + all.suffix(limit)).map { .string($0) })
        },
        Method("splitlines") { value, _ throws(Diagnostic) in .list(value.text.pythonLines.map { .string($0) }) },
        Method("partition", ["sep"]) { value, arguments throws(Diagnostic) in
            let parts = value.text.splitScalars(by: arguments.text("sep"), limit: 1)
            guard parts.count == 2 else { return .tuple([value, .string(""), .string("")]) }
            return .tuple([.string(parts[0]), .string(arguments.text("sep")), .string(parts[1])])
        },
        Method("rpartition", ["sep"]) { value, arguments throws(Diagnostic) in
            let separator = arguments.text("sep")
            let parts = value.text.splitScalars(by: separator)
            guard parts.count > 1 else { return .tuple([.string(""), .string(""), value]) }
            let head = parts.dropLast().joined(separator: separator)
            return .tuple([.string(head), .string(separator), .string(parts[parts.count - 1])])
        },
    ]

    private static func parts(
        of text: String, _ arguments: BoundArguments, limit: Int
    ) throws(Diagnostic) -> [String] {
        guard let separator = arguments["sep"]?.string else { return text.words(limit: limit) }
        guard !separator.isEmpty else {
            throw Diagnostic("wrong-arguments", "text cannot be split by nothing", at: arguments.span)
                .helping("'| list' gives its characters")
        }
        return text.splitScalars(by: separator, limit: limit)
    }

    private static func text(_ name: String, _ change: @escaping @Sendable (String) -> String) -> Method {
        Method(name) { value, _ throws(Diagnostic) in .string(change(value.text)) }
    }

    private static func strip(_ name: String, _ side: Side) -> Method {
        Method(name, ["characters?"]) { value, arguments throws(Diagnostic) in
            .string(value.text.stripped(side, of: arguments["characters"]?.string))
        }
    }

    private static func question(_ name: String, _ holds: @escaping @Sendable (Unicode.Scalar) -> Bool) -> Method {
        Method(name) { value, _ throws(Diagnostic) in
            .bool(!value.text.isEmpty && value.text.unicodeScalars.allSatisfy(holds))
        }
    }

    private static func isCased(_ text: String, _ holds: (Unicode.Scalar) -> Bool) -> Value {
        let cased = text.unicodeScalars.filter { $0.properties.isCased }
        return .bool(!cased.isEmpty && cased.allSatisfy(holds))
    }

    private static func padded(_ name: String, before: @escaping @Sendable (Int) -> Int) -> Method {
        Method(name, ["width", "fill?"]) { value, arguments throws(Diagnostic) in
            let missing = try arguments.int("width", default: 0) - value.text.unicodeScalars.count
            guard missing > 0 else { return .string(value.text) }
            guard missing <= Arithmetic.longest else {
                throw Diagnostic(
                    "too-long", "the result would be longer than \(Arithmetic.longest)", at: arguments.span)
            }
            let fill = arguments.text("fill", default: " ")
            let left = before(missing)
            return .string(
                String(repeating: fill, count: left) + value.text + String(repeating: fill, count: missing - left))
        }
    }

    /// What `startswith` looks for: a text, or one of several.
    private static func choices(_ value: Value?) -> [String] {
        value?.list.map { $0.map { $0.text } } ?? [value?.text ?? ""]
    }
}
