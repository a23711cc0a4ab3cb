import Diagnostics
import Model
import TestSupport
import Testing
import YAML

@testable import Resources

@Suite struct DataFormatTests {
    private func node(_ text: String) throws -> Node {
        try #require(try Node(parsing: Source(name: "d.yaml", text: text)))
    }

    /// Texts that a careless writer would change.
    static let texts = [
        "", " ", "a", "yes", "No", "null", "~", "1", "0644", "1e3", "1:30", "-", "- a", "a: b", "a #b", "#a", "*a",
        "&a", "!a",
        "%a", "@a", "`a`", "'a'", "\"a\"", "a'b", "{a}", "[a]", "a,b", "?", "? a", ":", "a:", "|", ">", "=", "<<", "y",
        "N",
        " a", "a ", "\ta", "a\n", "a\n\n", "\na", "a\nb", "a\n  b\n", "  a\nb", "a\n\n\nb\n", "a \nb", "\n", "\n\n",
        "\r\n", "a\rb",
        "é", "e\u{301}", "\u{7F}", "\u{85}", "\u{2028}", "\u{FEFF}a", "a\u{2028}b\nc\n", "a\r\nb\n", "😀", "a\\b",
        "\u{1}", "2001-01-01", ".5", "0x1F",
        "0b1",
        "$(id)", "${X}", "`id`", "a;b", "---", "...", "--- a", "true\n", "key: |\n  x\n", "12e03", "1_000", "+1",
        ".inf", " \u{301}a\nb", "a\n---\nb", "a\n...\n", "%a\nb\n",
    ]

    /// These, texts that are odd to a shell, and random ones.
    static let many: [String] = {
        var generator = SplitMix64(seed: randomSeed)
        return texts + OddText.all + OddText.random(200 * soakFactor, using: &generator)
    }()

    @Test func `many texts come out of YAML and JSON as they went in, alone and in lists`() throws {
        for text in Self.many {
            for format in [DataFormat.yaml, .json] {
                let alone = try node(try format.text(of: try quoted(text)))
                #expect(alone.string.map { Array($0.utf8) } == Array(text.utf8), "\(format) \(text.jsonQuoted)")
            }
        }
        let list = Node(.sequence(try Self.many.map(quoted)), at: try node("x").span)
        for format in [DataFormat.yaml, .json] {
            let read = try node(try format.text(of: list)).sequence?.compactMap(\.string) ?? []
            #expect(read.map { Array($0.utf8) } == Self.many.map { Array($0.utf8) })
        }
    }

    @Test(arguments: PosixShell.installed)
    func `a shell reads env as it was written`(_ shell: PosixShell) throws {
        let span = try node("x").span
        let entries = try Self.many.enumerated().map {
            Node.Entry(key: try node("T\($0.offset)"), value: try quoted($0.element))
        }
        let script = try DataFormat.env.text(of: Node(.mapping(entries), at: span))
        let show = Self.many.indices.map { "printf '%s\\0' \"$T\($0)\"\n" }.joined()
        let result = try runScript(script + show, with: shell)
        #expect(result.status == 0 && result.errors.isEmpty, "\(result.errorText)")
        let read = result.output.split(separator: 0, omittingEmptySubsequences: false).dropLast().map { Array($0) }
        for (seen, text) in zip(read, Self.many) { #expect(seen == Array(text.utf8), "\(text.jsonQuoted)") }
        #expect(read.count == Self.many.count)
    }

    @Test(arguments: texts)
    func `a text comes out of YAML as it went in`(_ text: String) throws {
        let data = Node(.mapping([.init(key: try node("key"), value: try quoted(text))]), at: try node("x").span)
        let read = try node(try DataFormat.yaml.text(of: data))
        #expect(read["key"]?.scalar == .string(text))
        let nested = Node(.sequence([Node(.sequence([try quoted(text), data]), at: data.span)]), at: data.span)
        let items = try node(try DataFormat.yaml.text(of: nested)).sequence?.first?.sequence
        #expect(items?.first?.scalar == .string(text))
        #expect(items?.last?["key"]?.scalar == .string(text))
    }

    @Test(arguments: texts)
    func `a key comes out of YAML as it went in`(_ text: String) throws {
        let data = Node(.mapping([.init(key: try quoted(text), value: try node("1"))]), at: try node("x").span)
        #expect(try node(try DataFormat.yaml.text(of: data)).mapping?.first?.key.scalar == .string(text))
    }

    @Test(arguments: texts)
    func `a text comes out of JSON as it went in`(_ text: String) throws {
        let data = Node(.sequence([try quoted(text)]), at: try node("x").span)
        // What JSON writes, YAML reads, all but for surrogate pairs, which are not written.
        #expect(try node(try DataFormat.json.text(of: data)).sequence?.first?.scalar == .string(text))
    }

    @Test(arguments: ["{a: 1, b: [x, {c: null, d: []}], e: {}}", "[[], [[1]], {}]", "5", "[1.5, -3, yes, 1e+20]"])
    func `data comes out of YAML as it went in`(_ text: String) throws {
        let data = try node(text)
        #expect(try node(try DataFormat.yaml.text(of: data)).meaning == data.meaning)
    }

    private static let hasTOML = (try? runScript("python3 -c 'import tomllib'"))?.status == 0

    /// What Python makes of a document, printed as JSON.
    private func python(_ program: String, _ document: String) throws -> Node {
        try withTemporaryFolder { folder in
            try write(Array(document.utf8), to: folder + "/document")
            try write(Array("import json, sys\nf = open(sys.argv[1], 'rb')\n\(program)\n".utf8), to: folder + "/p.py")
            let result = try runScript("python3 \(folder)/p.py \(folder)/document")
            #expect(result.status == 0, "\(result.errorText)\n\(document)")
            return try Node(parsingJSON: Source(name: "d.json", text: result.text))
        }
    }

    @Test(.enabled(if: hasTOML, "needs python3 of 3.11 or later"))
    func `Python reads TOML as it was written`() throws {
        let program = "import tomllib\nprint(json.dumps(tomllib.load(f)))"
        let span = try node("x").span
        let entries = try Self.many.enumerated().map { number, text in
            Node.Entry(key: try quoted("\(text)\(number)"), value: try quoted(text))
        }
        let texts = Node(.mapping(entries), at: span)
        #expect(try python(program, try DataFormat.toml.text(of: texts)).meaning == texts.meaning)
        for text in [
            "{a: 1, b: [x, 2.5], c: {d: {e: true}}, f: [{g: 1, h: {i: 2}}, {g: 3}], j: [1, {k: [l]}]}", "{}",
            "{a: {}, b: {c: {}}, d: [], 'e.f': {' ': 1}}", "{a: {b: 1, c: {d: 2}, e: 3}}", "{a: [[1], [{b: c}]]}",
        ] {
            let data = try node(text)
            let read = try python(program, try DataFormat.toml.text(of: data))
            #expect(read.sorted.meaning == data.sorted.meaning)
        }
    }

    @Test(.enabled(if: hasTOML, "needs python3"))
    func `Python reads INI as it was written`() throws {
        let program = """
            import configparser, io
            p = configparser.RawConfigParser()
            p.optionxform = str
            p.read_file(io.TextIOWrapper(f, encoding='utf-8', newline=''))
            print(json.dumps({s: dict(p.items(s)) for s in p.sections()}))
            """
        let span = try node("x").span
        let single = try Self.many.filter { text in
            let value = Node(.mapping([.init(key: try node("k"), value: try quoted(text))]), at: span)
            let section = Node(.mapping([.init(key: try node("s"), value: value)]), at: span)
            return (try? DataFormat.ini.text(of: section)) != nil
        }
        #expect(single.count > 50)
        let entries = try single.enumerated().map { Node.Entry(key: try quoted("k\($0)"), value: try quoted($1)) }
        let section = Node.Entry(key: try quoted("a section"), value: Node(.mapping(entries), at: span))
        let data = Node(.mapping([section]), at: span)
        #expect(try python(program, try DataFormat.ini.text(of: data)).meaning == data.meaning)
    }

    @Test(arguments: ["[1]", "{1a: b}", "{a: [1]}", "{a-b: c}", "{'': c}", "{\"é\": c}"])
    func `what env cannot hold is refused`(_ text: String) throws {
        let data = try node(text)
        #expect(throws: DataProblem.self) { try DataFormat.env.text(of: data) }
    }

    @Test func `no number is written that JSON does not know`() throws {
        let data = try node("[.nan]")
        #expect(throws: DataProblem.self) { try DataFormat.json.text(of: data) }
    }

    private func quoted(_ text: String) throws -> Node { Node(.scalar(text, isQuoted: true), at: try node("x").span) }
}

extension Node {
    /// The same with the keys of mappings in order.
    fileprivate var sorted: Node {
        var copy = self
        switch value {
        case .scalar: break
        case .sequence(let items): copy.value = .sequence(items.map(\.sorted))
        case .mapping(let entries):
            copy.value = .mapping(
                entries.map { Entry(key: $0.key, value: $0.value.sorted) }
                    .sorted { ($0.key.string ?? "") < ($1.key.string ?? "") })
        }
        return copy
    }

    /// What it says, however it is written.
    fileprivate var meaning: String {
        switch value {
        case .scalar: "\(scalar ?? .null)"
        case .sequence(let items): "[\(items.map(\.meaning).joined(separator: ", "))]"
        case .mapping(let entries):
            "{\(entries.map { "\($0.key.meaning): \($0.value.meaning)" }.joined(separator: ", "))}"
        }
    }
}
