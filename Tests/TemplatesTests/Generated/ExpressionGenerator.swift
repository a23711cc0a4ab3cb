import TestSupport

/// Makes up expressions that mostly are what they should be: a few are of a type that does not fit.
struct ExpressionGenerator {
    enum Kind: CaseIterable, Sendable {
        case number, text, list, map, bool

        /// How phrases name it.
        var letter: Character {
            switch self {
            case .number: "n"
            case .text: "t"
            case .list: "l"
            case .map: "m"
            case .bool: "b"
            }
        }
    }

    var random: SplitMix64
    /// Variables that are certainly set where the expression stands.
    var numbers = ["n", "neg", "zero", "pi", "large"]
    var isInLoop = false
    /// Whether nothing may be of a type that does not fit, since filters are not all as hard on that as Python.
    var isStrict = false
    /// The words that were used, such as `filter upper`.
    var used: Set<String> = []

    /// Something that is not there.
    mutating func undefined() -> String {
        one(of: ["nope", "name.nope", "list[9]", "map['nope']", "nope | upper", "nope + 1"])
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    mutating func one<Item>(of items: [Item]) -> Item { items[Int.random(in: 0..<items.count, using: &random)] }

    /// One of several operators.
    private mutating func sign(_ signs: String...) -> String {
        let sign = one(of: signs)
        used.insert("operator \(sign)")
        return sign
    }

    mutating func any(_ depth: Int) -> String { expression(one(of: Kind.allCases), depth) }

    mutating func expression(_ wanted: Kind, _ depth: Int) -> String {
        if !isStrict, chance(1) {
            return one(of: ["(nope | default(1))", "(map.nope | default('d'))", "(list[9] | default(2))"])
        }
        let kind = isStrict || !chance(2) ? wanted : one(of: Kind.allCases)
        if depth > 0, chance(12) {
            used.insert("operator if")
            return
                "(\(expression(kind, depth - 1)) if \(expression(.bool, depth - 1)) else \(expression(kind, depth - 1)))"
        }
        if depth > 0, chance(30), let filtered = filtered(kind, depth) { return filtered }
        switch kind {
        case .number: return number(depth)
        case .text: return text(depth)
        case .list: return list(depth)
        case .map: return map(depth)
        case .bool: return bool(depth)
        }
    }

    private mutating func number(_ depth: Int) -> String {
        guard depth > 0, chance(60) else {
            if isInLoop, chance(30) {
                return "loop." + one(of: ["index", "index0", "revindex", "revindex0", "length", "depth", "depth0"])
            }
            let literals = ["0", "1", "2", "3", "7", "10", "42", "1.5", "0.25", "1e3", "1_000", "0x1F", "0b11", "0o17"]
            // What 64 bits do not hold, what they just hold, and what numbers with a fraction do not hold exactly.
            let large = [
                "9223372036854775807", "9223372036854775808", "18446744073709551616", "0xFFFFFFFFFFFFFFFFFFFF",
                "123456789012345678901234567890", "9007199254740993",
            ]
            if chance(8) { return one(of: large) }
            return chance(50) ? one(of: numbers) : one(of: literals)
        }
        switch Int.random(in: 0...6, using: &random) {
        case 0: return "(\(number(depth - 1)) \(sign("+", "-", "*", "/", "//", "%")) \(number(depth - 1)))"
        case 1: return "\(number(depth - 1)) \(sign("+", "-", "*")) \(number(depth - 1))"
        case 2: return "\(one(of: ["-", "+"]))\(number(0))"
        case 3:
            return "\(one(of: ["2", "n", "3", "large", "neg"])) \(sign("**")) \(one(of: ["2", "3", "0", "10", "25"]))"
        case 4: return "\(expression(.text, depth - 1)).\(one(of: ["count('a')", "find('l')", "find('zz')"]))"
        case 5: return "(\(expression(.list, depth - 1))).\(one(of: ["count(1)", "index(1)"]))"
        default:
            used.formUnion(["operator .", "operator []"])
            return "users[\(one(of: ["0", "1", "-1", "2"]))].uid"
        }
    }

    private mutating func text(_ depth: Int) -> String {
        guard depth > 0, chance(65) else {
            let literals = [
                "'a'", "''", "\"it's\"", "'ab c'", "'äö 日本'", "'x\\ty'", "'a' 'b'", "'<&>'", "'1'", "'0x1f'",
            ]
            return chance(50) ? one(of: ["name", "text", "spaced", "lines", "empty", "unicode"]) : one(of: literals)
        }
        let inner = expression(.text, depth - 1)
        switch Int.random(in: 0...8, using: &random) {
        case 0: return "((\(any(depth - 1))) \(sign("~")) (\(any(depth - 1))))"
        case 1: return "(\(inner) \(sign("+")) \(expression(.text, depth - 1)))"
        case 2: return "(\(inner) \(sign("*")) \(one(of: ["0", "2", "3", "-1"])))"
        case 3: return "(\(inner))\(slice())"
        case 4: return "(\(inner)).\(one(of: Self.methods))"
        case 5:
            let format = one(of: ["%s", "%5s|", "%-5s|", "%.1s", "%%%s", "%r", "<%s>"])
            return "'\(format)' % (\(any(depth - 1)),)"
        case 6:
            return
                "'\(one(of: ["%d", "%5d", "%05d", "%-5d|", "%+d", "%x", "%.2f", "%g", "%e"]))' % \(number(depth - 1))"
        case 7:
            return "'\(one(of: ["{}", "{0}", "{:>6}", "{:<6}|", "{:^7}", "{!r}", "{{{}}}"]))'.format(\(inner) | string)"
        default: return "users[\(one(of: ["0", "1", "2"]))].name"
        }
    }

    private static let methods = [
        "upper()", "lower()", "title()", "capitalize()", "strip()", "lstrip()", "rstrip()", "strip('a')", "swapcase()",
        "replace('a', 'b')", "replace('a', '', 1)", "zfill(5)", "ljust(6)", "rjust(6, '.')", "center(7)",
        "join(['a', 'b'])",
        "removeprefix('a')", "removesuffix('b')", "casefold()",
    ]

    private mutating func slice() -> String {
        used.insert("operator [:]")
        return one(of: [
            "[1:]", "[:2]", "[::-1]", "[-2:]", "[:-1]", "[::2]", "[1:3]", "[5:1]", "[:]", "[-100:100]", "[3:0:-1]",
        ])
    }

    private mutating func list(_ depth: Int) -> String {
        guard depth > 0, chance(65) else {
            return one(of: ["list", "words", "nested", "dups", "users", "[]", "[1, 2, 3]"])
        }
        switch Int.random(in: 0...7, using: &random) {
        case 0:
            let count = Int.random(in: 0...4, using: &random)
            return "[" + (0..<count).map { _ in any(depth - 1) }.joined(separator: ", ") + "]"
        case 1: return "range(\(one(of: ["0", "3", "5", "1, 4", "0, 10, 3", "5, 0, -2"]))) | list"
        case 2: return "(\(expression(.list, depth - 1)) | list + [\(any(depth - 1))])"
        case 3: return "(\(expression(.list, depth - 1)) | list)\(slice())"
        case 4: return "(\(any(depth - 1)), \(any(depth - 1)))"
        case 5: return "(\(expression(.map, depth - 1))).\(one(of: ["keys()", "values()", "items()"])) | list"
        case 6:
            return
                "(\(expression(.text, depth - 1))).\(one(of: ["split()", "split(',')", "splitlines()", "rsplit('a', 1)", "partition('l')"]))"
        default: return "([\(any(depth - 1))] * \(one(of: ["0", "1", "2"])))"
        }
    }

    private mutating func map(_ depth: Int) -> String {
        guard depth > 0, chance(60) else { return one(of: ["map", "ports", "{}", "{'a': 1}", "deep", "users[0]"]) }
        switch Int.random(in: 0...2, using: &random) {
        case 0: return "{\(one(of: ["'a'", "1", "name", "true"])): \(any(depth - 1)), 'z': \(any(depth - 1))}"
        case 1: return "dict(a=\(any(depth - 1)), b=\(any(depth - 1)))"
        default: return "dict(\(expression(.map, depth - 1)), c=\(any(depth - 1)))"
        }
    }

    private mutating func bool(_ depth: Int) -> String {
        guard depth > 0, chance(80) else {
            let inLoop = isInLoop ? ["loop.first", "loop.last", "loop.changed(n)"] : []
            return one(of: ["true", "false", "yes_", "(nope is defined)", "(name is defined)"] + inLoop)
        }
        switch Int.random(in: 0...7, using: &random) {
        case 0: return "\(number(depth - 1)) \(comparison()) \(number(depth - 1))"
        case 1: return "1 < \(number(depth - 1)) \(comparison()) 9"
        case 2: return "\(expression(.text, depth - 1)) \(comparison()) \(expression(.text, depth - 1))"
        case 3: return "\(any(depth - 1)) \(sign("in", "not in")) (\(expression(.list, depth - 1)))"
        case 4: return "(\(bool(depth - 1)) \(sign("and", "or")) \(bool(depth - 1)))"
        case 5: return "(\(sign("not")) \(bool(depth - 1)))"
        case 6: return "(\(any(depth - 1))) \(sign("==", "!=")) (\(any(depth - 1)))"
        default: return tested(depth)
        }
    }

    private mutating func comparison() -> String { sign("<", "<=", ">", ">=", "==", "!=") }
}
