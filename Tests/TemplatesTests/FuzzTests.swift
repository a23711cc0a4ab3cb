import Diagnostics
import Digests
import FoundationEssentials
import Templates
import TestSupport
import Testing
import YAML

@Suite struct `Whatever comes as a template` {
    private static let words = [
        "{{", "}}", "{%", "%}", "{#", "#}", "{{-", "-}}", "{%-", "-%}", "+%}", "if", "else", "elif", "endif", "for",
        "endfor", "in", "not", "is", "and", "or", "set", "endset", "raw", "endraw", "with", "filter", "|", ".", ",",
        "(", ")", "[", "]", "{", "}", ":", "=", "==", "<", ">=", "+", "-", "*", "**", "/", "//", "%", "~", "'", "\"",
        "\\", "\n", " ", "a", "list", "map", "text", "nope", "none", "true", "-1", "0", "1", "7", "1e308", "1.5",
        "9223372036854775807", "-9223372036854775807 - 1",
        "99999999999999999999", "10 ** 400", "2 ** 9999", "long", "'%'", "'%*d'", "'{:>9}'", "'äü日本🙂'", "'a\\tb'", "''",
        "x", "loop", "loop.cycle", "namespace()", "range(3)", "defined", "lambda", "é", "\u{0}", "\r\n", "_",
        "upper", "join", "map('upper')", "default('x')", "sort", "batch(2)", "slice(3)", "round", "int", "indent",
        "regex_replace('(a)|b*', '\\\\1')", "to_json", "from_yaml", "to_nice_yaml", "center(9)", "combine(map)",
        "dictsort", "groupby(0)", "first", "unique", "sum", "flatten", "human_readable", "bytes", "format(1)",
        ".zfill(5)", ".split()", ".format(1)", ".get('a')", "[::-1]", "[1:]", "urlencode", "comment", "int(base=0)",
    ]

    private static let scope = DictionaryScope([
        "a": .int(5), "list": .list([.int(3), .string("x"), .null, .float(.nan)]), "text": .string("{x} %s é\n"),
        "map": .map(["a": .int(1), "b": .list([])]), "x": .string(""),
        "long": .integer(BigInteger(Int128.min)),
    ])

    @Test func `is rendered or refused, and never ends the process`() throws {
        var random = SplitMix64(seed: 42)
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/cases.yaml").path
        let node = try #require(try Node(parsing: Source(name: "cases.yaml", bytes: contents(of: file))))
        let cases = (node["cases"]?.sequence ?? []).compactMap { $0.string }
        var rendered = 0
        for round in 0..<(3000 * soakFactor) {
            let text =
                round % 2 == 0
                ? mutated(cases.randomElement(using: &random) ?? "", &random)
                : (0..<Int.random(in: 1...12, using: &random))
                    .reduce("{{ ") { text, _ in text + (Self.words.randomElement(using: &random) ?? "") + " " } + "}}"
            guard let template = try? Template(parsing: Source(name: "t.j2", text: text)) else { continue }
            if (try? template.render(in: Self.scope)) != nil { rendered += 1 }
        }
        #expect(rendered > 100)
    }

    /// A template with a few of its characters replaced, doubled or dropped.
    private func mutated(_ text: String, _ random: inout SplitMix64) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<Int.random(in: 1...4, using: &random) where !scalars.isEmpty {
            let place = Int.random(in: 0..<scalars.count, using: &random)
            switch Int.random(in: 0...2, using: &random) {
            case 0: scalars.remove(at: place)
            case 1: scalars.insert(scalars[place], at: place)
            default:
                scalars.insert(contentsOf: (Self.words.randomElement(using: &random) ?? "").unicodeScalars, at: place)
            }
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}

@Suite struct `Any value` {
    private static let pieces = [
        "a", "yes", "null", "~", "1", "010", "1:30", "0x1f", "1e3", "1.5", ".inf", "-", " ", "\n", "\t", ": ", " #",
        "'",
        "\"", "\\", "{", "}", "[", "&a", "*a", "!t", "|", ">", "%", "@", "`", "---", "...", "é", "日", "🙂", "\u{7F}",
        "\u{85}",
        "\u{A0}", "\u{2028}", "\u{FEFF}", "\u{1}", "\u{0}", "2024-01-01", "<<", "=", ",", "?", "x y", "\r", "\u{301}",
    ]

    @Test func `written as YAML or JSON reads back as the same`() throws {
        var random = SplitMix64(seed: 7)
        for _ in 0..<(500 * soakFactor) {
            let value = Self.value(&random, depth: 0)
            let scope = DictionaryScope(["value": value])
            for filters in ["to_yaml | from_yaml", "to_nice_yaml | from_yaml", "to_json | from_json"] {
                let span = Span(file: "t", at: Position(line: 1, column: 1), width: 1)
                let expression = try Expression(parsing: "value | \(filters)", at: span)
                let result = try expression.evaluate(in: scope)
                try #require(result == value, "\(value.text) | \(filters) gives \(result.text)")
            }
        }
    }

    private static func value(_ random: inout SplitMix64, depth: Int) -> Value {
        switch Int.random(in: 0...(depth > 3 ? 5 : 8), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .int(Int.random(in: Int.min...Int.max, using: &random) >> Int.random(in: 0...63, using: &random))
        case 3: return .float(Double.random(in: -1e20...1e20, using: &random))
        case 4, 5: return .string(text(&random))
        case 6: return .list((0..<Int.random(in: 0...4, using: &random)).map { _ in value(&random, depth: depth + 1) })
        default:
            var map = ValueMap()
            for _ in 0..<Int.random(in: 0...4, using: &random) { map[text(&random)] = value(&random, depth: depth + 1) }
            return .map(map)
        }
    }

    private static func text(_ random: inout SplitMix64) -> String {
        (0..<Int.random(in: 0...5, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }
}
