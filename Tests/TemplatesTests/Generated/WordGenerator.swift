/// Uses of filters and tests, as far as arguments for them are known.
extension ExpressionGenerator {
    /// A filter, what it takes and gives, and the arguments that it is tried with.
    private struct Word {
        var name: String
        var input: Kind
        var output: Kind
        var arguments: [String]

        init(_ name: String, _ input: Kind, _ output: Kind, _ arguments: String...) {
            (self.name, self.input, self.output) = (name, input, output)
            self.arguments = arguments.isEmpty ? [""] : arguments
        }
    }

    private static let known: [Word] = [
        Word("upper", .text, .text), Word("lower", .text, .text), Word("capitalize", .text, .text),
        Word("title", .text, .text), Word("trim", .text, .text, "", "('a')"), Word("string", .number, .text),
        Word("replace", .text, .text, "('a', 'b')", "('l', '', 1)"), Word("center", .text, .text, "(9)"),
        Word("indent", .text, .text, "", "(2)", "(2, true)", "(width=1, blank=true)", "('> ')"),
        Word("wordcount", .text, .number), Word("length", .text, .number), Word("count", .list, .number),
        Word("join", .list, .text, "", "(',')", "('-')"), Word("list", .text, .list),
        Word("first", .list, .text, " | default(0)"), Word("last", .list, .text, " | default(0)"),
        Word("reverse", .list, .list, "| list"),
        Word("sort", .list, .list, "", "(reverse=true)", "(case_sensitive=true)"),
        Word("unique", .list, .list, "| list"),
        Word("min", .list, .number, " | default(0)"), Word("max", .list, .number, " | default(0)"),
        Word("sum", .list, .number, "", "(start=5)"),
        Word("batch", .list, .list, "(2) | list", "(2, 'x') | list", "(3) | list"),
        Word("slice", .list, .list, "(2) | list", "(3, 'x') | list"), Word("flatten", .list, .list, "", "(1)"),
        Word("map", .list, .list, "('upper') | list", "('string') | list", "('length') | list", "('abs') | list"),
        Word("select", .list, .list, "| list", "('string') | list", "('gt', 1) | list", "('odd') | list"),
        Word("reject", .list, .list, "| list", "('string') | list", "('in', [1, 'a']) | list"),
        Word("selectattr", .list, .list, "('uid') | list", "('uid', 'eq', 1001) | list"),
        Word("rejectattr", .list, .list, "('active') | list"), Word("items", .map, .list, "| list"),
        Word("dictsort", .map, .list, "", "(reverse=true)", "(by='value')"), Word("abs", .number, .number),
        Word("round", .number, .number, "", "(1)", "(0, 'floor')", "(method='ceil')"), Word("int", .text, .number),
        Word("int", .number, .number), Word("int", .text, .number, "(5)", "(base=16)"),
        Word("float", .text, .number, "", "(2.5)"), Word("default", .text, .text, "('d')", "('d', true)"),
        Word("d", .number, .number, "(1)"), Word("urlencode", .text, .text), Word("format", .text, .text),
        Word("dict2items", .map, .list), Word("combine", .map, .map, "({'q': 1})"),
        Word("zip", .list, .list, "([1, 2]) | list"),
        Word("ternary", .bool, .text, "('t', 'f')"), Word("to_json", .map, .text), Word("b64encode", .text, .text),
        Word("to_nice_json", .list, .text), Word("hash", .text, .text, "('sha256')"), Word("quote", .text, .text),
        Word("bool", .text, .bool), Word("basename", .text, .text), Word("dirname", .text, .text),
        Word("regex_replace", .text, .text, "('[ab]', 'x')"),
        Word("regex_search", .text, .text, "('l+')"), Word("regex_findall", .text, .list, "('l')"),
        Word("truncate", .text, .text, "(5)", "(5, true)", "(7, false, '..', 0)"),
        Word("wordwrap", .text, .text, "(5)"),
        Word("filesizeformat", .number, .text, "", "(true)"), Word("pprint", .map, .text),
        Word("striptags", .text, .text),
    ]

    private static let tests: [(word: String, input: Kind, argument: String)] = [
        ("defined", .text, ""), ("undefined", .text, ""), ("none", .number, ""), ("string", .text, ""),
        ("mapping", .map, ""), ("boolean", .bool, ""), ("integer", .number, ""), ("float", .number, ""),
        ("number", .number, ""), ("sequence", .list, ""), ("iterable", .text, ""), ("callable", .text, ""),
        ("true", .bool, ""), ("false", .bool, ""), ("odd", .number, ""), ("even", .number, ""),
        ("divisibleby", .number, " 3"), ("divisibleby", .number, "(2)"), ("sameas", .bool, " true"),
        ("eq", .number, " 1"), ("equalto", .text, "('a')"), ("ne", .number, "(1)"),
        ("lt", .number, " 5"), ("lessthan", .number, "(5)"), ("le", .number, "(5)"), ("gt", .number, " 2"),
        ("greaterthan", .number, "(2)"), ("ge", .number, "(2)"), ("in", .number, " [1, 2, 3]"), ("upper", .text, ""),
        ("lower", .text, ""), ("filter", .text, ""), ("test", .text, ""), ("contains", .list, "(1)"),
        ("any", .list, ""), ("all", .list, ""),
        ("match", .text, "('a')"), ("search", .text, "('l')"), ("regex", .text, "('l')"), ("escaped", .text, ""),
    ]

    /// All of them, in the order in which templates take their turns.
    static let words: [Phrase] =
        known.map { word in
            Phrase(
                .filter(word.name), word.output, word.arguments.map { "@\(word.input.letter) | \(word.name)\($0)" })
        }
        + tests.map { test in
            // Of a number with a fraction these are not asked here.
            let isWhole = ["odd", "even", "divisibleby"].contains(test.word)
            let input = "(@\(test.input.letter)\(isWhole ? " | int" : ""))"
            return Phrase(
                .test(test.word), .bool,
                ["", "not "].map { "\(input) is \($0)\(test.word)\(test.argument)" })
        } + Phrase.all

    private static let phrases = Dictionary(grouping: words, by: \.output)

    mutating func filtered(_ output: Kind, _ depth: Int) -> String? {
        let fitting = (Self.phrases[output] ?? []).filter { $0.isFilter }
        return fitting.isEmpty ? nil : phrase(one(of: fitting), depth)
    }

    mutating func tested(_ depth: Int) -> String {
        phrase(one(of: (Self.phrases[.bool] ?? []).filter { !$0.isFilter }), depth)
    }

    /// The phrase in brackets, with something made up for what is open in it.
    mutating func phrase(_ phrase: Phrase, _ depth: Int) -> String {
        let outer = isStrict
        isStrict = true
        defer { isStrict = outer }
        switch phrase.word {
        case .filter(let name): used.formUnion(["filter \(name)", "operator |"])
        case .test(let name): used.formUnion(["test \(name)", "operator is"])
        }
        let pattern = one(of: phrase.texts)
        if pattern.contains(" is not ") { used.insert("operator is not") }
        var pieces = pattern.split(separator: "@", omittingEmptySubsequences: false)
        var text = String(pieces.removeFirst())
        for piece in pieces {
            guard let letter = piece.first, "ntlmbx".contains(letter) else {
                text += "@" + piece
                continue
            }
            let kind = Kind.allCases.first { $0.letter == letter }
            text += "(\(kind.map { expression($0, depth - 1) } ?? any(depth - 1)))" + piece.dropFirst()
        }
        return "(" + text.replacing(" | ", with: one(of: [" | ", " | ", " | ", "|", " |", "  |  "])) + ")"
    }
}
