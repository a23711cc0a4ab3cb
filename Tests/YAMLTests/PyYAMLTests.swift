import Diagnostics
import FoundationEssentials
import TestSupport
import Testing
import YAML

@Suite struct `A YAML text` {
    private static let scalars = [
        "1", "0", "-1", "+1", "00", "010", "-010", "08", "0o17", "0x1f", "0X1F", "-0xff", "0x", "0b101", "-0b1",
        "0b", "0b2", "1_000", "_1", "1_", "0_", "0_1", "1:30", "-1:30", "1:60", "1:5:10", "01:30", "1:", ":30",
        "190:20:30", "1.", ".5", "-.5", "+.5", "1.5", "-1.5", "1e3", "1.0e3", "1.0e+3", "1.5E-3", "1.e+3", ".5e+1",
        "1_0.5_0",
        "1:30.5", "1:30.", ".", "..", "-", "+", "._", "1._", "_.5", ".inf", "-.inf", "+.Inf", ".INF", ".iNF", ".nan",
        ".NaN",
        "-.nan", "inf", "nan", "yes", "Yes", "YES", "yEs", "no", "on", "Off", "true", "TRUE", "tRue", "y", "n", "null",
        "Null",
        "NULL", "nULL", "~", "None", "2024-01-01", "2024-01-01 10:00:00", "1.2.3", "1.20", "v1", "0.1.0",
        "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "18446744073709551616", "0xffffffffffffffff", "0777", "1,000",
        "123456789012345678901234567890", "-123_456_789_012_345_678_901_234_567_890", "+99999999999999999999",
        "0777777777777777777777777", "-0xFFFF_FFFF_FFFF_FFFF_FFFF", "99999999999999999999:30",
        "-1:59:99999999999999999999",
        "0b10000000000000000000000000000000000000000000000000000000000000000000", "99999999999999999999.",
        "99999999999999999999a", "0888888888888888888888888888", "9223372036854775807:07",
        "=",
        "1e", "e1", "0.", "0.0", "-0", "-0.0", "00.5", "1__0", "0x1_f", "12e03", "-2E+05", "0e0", "é", "@x", "a#b",
    ]

    private static let documents = [
        "a: 1\nb: [x, yes, 010]\nc: {d: ~}\n", "- 1\n- - 2\n  - 3\n", "a: |\n  x\n  y\n\nb: >\n  p\n  q\n\n  r\n",
        "a: |-\n  x\nb: |+\n  y\n\nc: >-\n  z\n", "a: 'it''s'\nb: \"x\\ty\\u00e9\"\n",
        "a: &x {k: 1}\nb: *x\nc: {<<: *x, l: 2}\n",
        "a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc: {<<: [*a, *b], w: 0}\n", "? a\n: b\n", "a:\nb:\n", "[]", "{}", "''",
        "x",
        "a: !!int '99999999999999999999'\nb: !!float 99999999999999999999\nc: !!float 12345678901234567890123\n",
        "99999999999999999999: a\n",
        "a: !!str 1\nb: !!int '2'\nc: !!float '3'\nd: !!bool 'yes'\ne: !!null ''\n", "%YAML 1.1\n---\na: b\n",
        "a: b # c\n#d\n",
        "a : b\n", "a: b: c\n", "\ta: b\n", "a: 'x\n", "a: *x\n", "- a\nb: c\n", "a: [1, 2\n", "a: {b: 1,}\n", "[a, ]",
        "a: - b\n",
        "a: \"x\\q\"\n", "a:\n- b\n- c\n", "a: x\n  y\n  z\n", "a: \"x\n  y\"\n", "--- a\n...\n", "a: @x\n", "a: `x\n",
        "a: %x\n",
        "2: a\nyes: b\n~: c\n1.5: d\n", "a: http://x:80/?q=1#f\n", "a: x:y\n", "a: - \n", "key with spaces: v\n",
        "\"q\": 1\n'r': 2\n",
        "a: >\n  one\n   indented\n  two\n", "a: |2\n   x\n", "\u{FEFF}a: 1\n", "a: 1\r\nb: 2\r\n",
        "a: \"\\x41\\\n  b\"\n",
    ]

    @Test func `means here what it means to PyYAML`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized.path
        let made = try runScript("'\(root)/Scripts/python-peers'")
        guard made.status == 0, let python = made.text.split(separator: "\n").last else {
            try Test.cancel("no Python with PyYAML: \(made.errorText)")
        }
        let texts = Self.scalars.flatMap { [$0, "a: \($0)\n"] } + Self.documents
        let theirs = try withTemporaryFolder { folder in
            try write(Array(try JSONEncoder().encode(texts)), to: folder + "/texts")
            let result = try runScript("'\(python)' '\(root)/Tests/TestSupport/python/parse-yaml.py' \(folder)/texts")
            #expect(result.status == 0, "\(result.errorText)")
            return try JSONDecoder().decode([Meaning?].self, from: Data(result.output))
        }
        for (text, meaning) in zip(texts, theirs) {
            let node = try? Node(parsing: Source(name: "f", text: text))
            switch meaning {
            // What is one document without a value to PyYAML is no document here.
            case .scalar("NoneType", _)? where node == nil: continue
            default: #expect(node.map(Meaning.init) == meaning, "\(text)")
            }
        }
    }
}

/// What a node means, as far as two parsers can compare it.
private enum Meaning: Decodable, Equatable, CustomStringConvertible {
    case scalar(String, String)
    case list([Meaning])
    case map([Meaning])

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        let type = try container.decode(String.self)
        var parts: [Meaning] = []
        switch type {
        case "list", "map":
            while !container.isAtEnd { parts.append(try container.decode(Meaning.self)) }
            self = type == "list" ? .list(parts) : .map(parts)
        default: self = .scalar(type, container.isAtEnd ? "" : try container.decode(String.self))
        }
    }

    init(_ node: Node) {
        switch node.value {
        case .sequence(let items): self = .list(items.map { Meaning($0) })
        case .mapping(let entries): self = .map(entries.flatMap { [Meaning($0.key), Meaning($0.value)] })
        case .scalar:
            switch node.scalar {
            case .null, nil: self = .scalar("NoneType", "None")
            case .bool(let flag): self = .scalar("bool", flag ? "True" : "False")
            case .int(let number): self = .scalar("int", "\(number)")
            case .big(let number): self = .scalar("int", "\(number)")
            case .float(let number): self = .scalar("float", "\(number)")
            case .string(let text): self = .scalar("str", text)
            }
        }
    }

    var description: String {
        switch self {
        case .scalar(let type, let text): "\(type) \(text)"
        case .list(let parts): "\(parts)"
        case .map(let parts): "{\(parts)}"
        }
    }
}
