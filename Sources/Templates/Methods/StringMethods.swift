internal import Diagnostics

/// The methods of Python's `str` that templates use.
enum StringMethods {
    static let all: [Method] =
        [
            text("upper") { $0.uppercased() },
            text("lower") { $0.lowercased() },
            text("casefold") { $0.lowercased().replacingScalars("ß", with: "ss") },
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
            question("isdigit") { $0.properties.numericType == .decimal || $0.properties.numericType == .digit },
            question("isdecimal") { $0.properties.generalCategory == .decimalNumber },
            question("isprintable", ofNothing: true) { $0.isPythonPrintable },
            question("isascii", ofNothing: true) { $0.isASCII },
            Method("isidentifier") { value, _ throws(Diagnostic) in
                .bool(value.scalars.first?.isNameStart == true && value.scalars.allSatisfy(\.isNamePart))
            },
            Method("istitle") { value, _ throws(Diagnostic) in
                .bool(value.scalars.contains { $0.properties.isCased } && value.text == value.text.pythonTitle)
            },
            question("isnumeric") { $0.properties.numericType != nil },
            question("isalpha") { $0.properties.isAlphabetic },
            question("isalnum") { $0.properties.isAlphabetic || $0.properties.numericType != nil },
            question("isspace") { $0.isPythonSpace },
            Method("isupper") { value, _ throws(Diagnostic) in isCased(value.text) { $0.properties.isUppercase } },
            Method("islower") { value, _ throws(Diagnostic) in isCased(value.text) { $0.properties.isLowercase } },
            Method("replace", ["old", "new", "count?"]) { value, arguments throws(Diagnostic) in
                .string(
                    value.text.replacingScalars(
                        try arguments.string("old"), with: try arguments.string("new"),
                        count: try arguments.int("count", default: -1)))
            },
            Method("join", ["items"]) { value, arguments throws(Diagnostic) in
                guard let items = arguments["items"]?.items else {
                    throw Diagnostic("wrong-type", "'join()' takes a list", at: arguments.span)
                }
                guard let odd = items.first(where: { $0.string == nil }) else {
                    return .string(items.map { $0.text }.joined(separator: value.text))
                }
                throw Diagnostic("wrong-type", "'join()' takes text, not \(odd.typeName)", at: arguments.span)
                    .helping("the filter 'join' takes any values")
            },
            Method("removeprefix", ["prefix"]) { value, arguments throws(Diagnostic) in
                let prefix = try arguments.string("prefix").unicodeScalars
                let text = value.scalars
                return .string(String(scalars: text.starts(with: prefix) ? text.dropFirst(prefix.count) : text[...]))
            },
            Method("removesuffix", ["suffix"]) { value, arguments throws(Diagnostic) in
                let suffix = try arguments.string("suffix").unicodeScalars
                let text = value.scalars
                let ends = text.reversed().starts(with: suffix.reversed())
                return .string(String(scalars: ends ? text.dropLast(suffix.count) : text[...]))
            },
            Method("format", ["*", "**"]) { value, arguments throws(Diagnostic) in
                .string(try BraceFormat(value.text, arguments: arguments).applied())
            },
            Method("format_map", ["mapping"]) { value, arguments throws(Diagnostic) in
                guard let map = arguments["mapping"]?.map else {
                    throw Diagnostic("wrong-type", "'format_map()' takes a map", at: arguments.span)
                }
                var given = BoundArguments(span: arguments.span)
                given.others = map.map { ($0.key.text, $0.value) }
                return .string(try BraceFormat(value.text, arguments: given).applied())
            },
            Method("expandtabs", ["tabsize?"]) { value, arguments throws(Diagnostic) in
                .string(expanded(value.scalars, size: min(try arguments.int("tabsize", default: 8), 1000)))
            },
            Method("translate", ["table"]) { value, arguments throws(Diagnostic) in
                .string(value.scalars.map { translated($0, by: arguments["table"]?.map) }.joined())
            },
            Method("encode", ["encoding?", "errors?"]) { value, arguments throws(Diagnostic) in
                let name = arguments.text("encoding", default: "utf-8")
                guard let bytes = TextEncoding(name)?.bytes(of: value.text) else {
                    throw Diagnostic(
                        "wrong-arguments", "'encode()' cannot write this text as '\(name)'", at: arguments.span)
                }
                return .list(bytes.map { .int(Int($0)) })
            },
            Method("zfill", ["width"]) { value, arguments throws(Diagnostic) in
                let text = value.text
                let missing = try arguments.int("width", default: 0) - text.unicodeScalars.count
                guard missing > 0 else { return .string(text) }
                guard missing <= Arithmetic.longest else {
                    throw Diagnostic(
                        "too-long", "the result would be longer than \(Arithmetic.longest)", at: arguments.span)
                }
                let sign = text.hasPrefix("-") || text.hasPrefix("+") ? String(text.prefix(1)) : ""
                return .string(sign + String(repeating: "0", count: missing) + text.dropFirst(sign.count))
            },
            padded("ljust") { text, width, fill in text + fill.repeated(width - text.unicodeScalars.count) },
            padded("rjust") { text, width, fill in fill.repeated(width - text.unicodeScalars.count) + text },
            padded("center") { $0.pythonCentered($1, fill: $2) },
        ] + splitting + SearchMethods.all

    private static let splitting: [Method] = [
        Method("split", ["sep?", "maxsplit?"]) { value, arguments throws(Diagnostic) in
            let limit = try arguments.int("maxsplit", default: -1)
            return .list(try parts(of: value.text, arguments, limit: limit).map { .string($0) })
        },
        // From the right, which is from the left in the text read backwards.
        Method("rsplit", ["sep?", "maxsplit?"]) { value, arguments throws(Diagnostic) in
            var backwards = arguments
            if let separator = arguments["sep"]?.string { backwards.values["sep"] = .string(separator.backwards) }
            let limit = try arguments.int("maxsplit", default: -1)
            let parts = try parts(of: value.text.backwards, backwards, limit: limit)
            return .list(parts.reversed().map { .string($0.backwards) })
        },
        Method("splitlines", ["keepends?"]) { value, arguments throws(Diagnostic) in
            let lines = arguments.flag("keepends") ? value.text.pythonLinesWithEnds : value.text.pythonLines
            return .list(lines.map { .string($0) })
        },
        Method("partition", ["sep"]) { value, arguments throws(Diagnostic) in
            let separator = try separator(arguments)
            let parts = value.text.splitScalars(by: separator, limit: 1)
            guard parts.count == 2 else { return .tuple([value, .string(""), .string("")]) }
            return .tuple([.string(parts[0]), .string(separator), .string(parts[1])])
        },
        Method("rpartition", ["sep"]) { value, arguments throws(Diagnostic) in
            let separator = try separator(arguments)
            let parts = value.text.splitScalars(by: separator)
            guard parts.count > 1 else { return .tuple([.string(""), .string(""), value]) }
            let head = parts.dropLast().joined(separator: separator)
            return .tuple([.string(head), .string(separator), .string(parts[parts.count - 1])])
        },
    ]

    private static func separator(_ arguments: BoundArguments) throws(Diagnostic) -> String {
        let separator = try arguments.string("sep")
        guard !separator.isEmpty else {
            throw Diagnostic("wrong-arguments", "text cannot be split by nothing", at: arguments.span)
        }
        return separator
    }

    /// `\t` as blanks up to the next column that the size divides.
    private static func expanded(_ text: [Unicode.Scalar], size: Int) -> String {
        var result = ""
        var column = 0
        for scalar in text {
            if scalar == "\t" {
                let blanks = size > 0 ? size - column % size : 0
                result += String(repeating: " ", count: blanks)
                column += blanks
            } else {
                result.unicodeScalars.append(scalar)
                column = scalar == "\n" || scalar == "\r" ? 0 : column + 1
            }
        }
        return result
    }

    private static func translated(_ scalar: Unicode.Scalar, by table: ValueMap?) -> String {
        guard let value = table?.value(of: .int(Int(scalar.value))) else { return String(scalar) }
        if case .null = value.payload { return "" }
        return value.int.flatMap { UInt32(exactly: $0) }.flatMap(Unicode.Scalar.init).map { String($0) } ?? value.text
    }

    private static func parts(
        of text: String, _ arguments: BoundArguments, limit: Int
    ) throws(Diagnostic) -> [String] {
        guard let given = arguments["sep"], given != .null else { return text.words(limit: limit) }
        let separator = try arguments.string("sep")
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
            if let given = arguments["characters"], given != .null { _ = try arguments.string("characters") }
            return .string(value.text.stripped(side, of: arguments["characters"]?.string))
        }
    }

    private static func question(
        _ name: String, ofNothing: Bool = false, _ holds: @escaping @Sendable (Unicode.Scalar) -> Bool
    ) -> Method {
        Method(name) { value, _ throws(Diagnostic) in
            .bool(value.text.isEmpty ? ofNothing : value.text.unicodeScalars.allSatisfy(holds))
        }
    }

    private static func isCased(_ text: String, _ holds: (Unicode.Scalar) -> Bool) -> Value {
        let cased = text.unicodeScalars.filter { $0.properties.isCased }
        return .bool(!cased.isEmpty && cased.allSatisfy(holds))
    }

    private static func padded(
        _ name: String, _ pad: @escaping @Sendable (String, Int, String) -> String
    ) -> Method {
        Method(name, ["width", "fill?"]) { value, arguments throws(Diagnostic) in
            let width = try arguments.int("width", default: 0)
            let fill = try arguments["fill"] == nil ? " " : arguments.string("fill")
            guard fill.unicodeScalars.count == 1 else {
                throw Diagnostic("wrong-arguments", "'\(name)()' fills with one character", at: arguments.span)
            }
            guard width <= Arithmetic.longest else {
                throw Diagnostic(
                    "too-long", "the result would be longer than \(Arithmetic.longest)", at: arguments.span)
            }
            return .string(pad(value.text, width, fill))
        }
    }
}

extension String {
    fileprivate var backwards: String { String(scalars: unicodeScalars.reversed()) }

    fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: max(0, count)) }

    /// The lines with their breaks.
    fileprivate var pythonLinesWithEnds: [String] {
        var rest = Array(unicodeScalars)[...]
        return pythonLines.map { line in
            let count = line.unicodeScalars.count
            let isPair = rest.dropFirst(count).starts(with: "\r\n".unicodeScalars)
            let taken = rest.prefix(count + (isPair ? 2 : 1))
            rest = rest.dropFirst(taken.count)
            return String(scalars: taken)
        }
    }
}
