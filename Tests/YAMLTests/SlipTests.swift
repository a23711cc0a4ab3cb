import Diagnostics
import Testing
import YAML

@Suite struct `What is wrong with a YAML file` {
    struct Case: CustomTestStringConvertible, Sendable {
        var text: String
        var code: String
        var line: Int
        var column: Int
        var help: String
        var testDescription: String { text }

        init(_ text: String, _ code: String, _ line: Int, _ column: Int, _ help: String = "") {
            (self.text, self.code, self.line, self.column, self.help) = (text, code, line, column, help)
        }
    }

    @Test(arguments: [
        Case("a: {{ x }}\n", "unquoted-value", 1, 4, "quote it: a: \"{{ x }}\""),
        Case("a: 1\nb: {{ x }}/bin\nc: 2\n", "unquoted-value", 2, 4, "quote it: b: \"{{ x }}/bin\""),
        Case("- {{ x[\"k\"] }}\n", "unquoted-value", 1, 3, "quote it: - '{{ x[\"k\"] }}'"),
        Case("a: {% if x %}y{% endif %}\n", "unquoted-value", 1, 4, "quote it: a: \"{% if x %}y{% endif %}\""),
        Case("- cron: x\n  schedule: */5 * * * *\n", "unquoted-value", 2, 13, "quote it: schedule: \"*/5 * * * *\""),
        Case("schedule: * * * * *\n", "unquoted-value", 1, 11, "quote it: schedule: \"* * * * *\""),
        Case("schedule: @daily # at night\n", "unquoted-value", 1, 11, "quote it: schedule: \"@daily\""),
        Case("a: `x`\n", "unquoted-value", 1, 4, "quote it: a: \"`x`\""),
        Case("a: %x\n", "unquoted-value", 1, 4, "quote it: a: \"%x\""),
        Case("hosts: &web\nname: x\n", "unquoted-value", 1, 8, "quote it: hosts: \"&web\""),
        Case("hosts: &web:!db\nname: x\n", "unquoted-value", 1, 8, "quote it: hosts: \"&web:!db\""),
        Case("hosts: !retired\nname: x\n", "unquoted-value", 1, 8, "quote it: hosts: \"!retired\""),
        Case("a: *nothing\n", "unknown-anchor", 1, 4, "quote it: \"*nothing\""),
        Case("a: &name {b: 1}\nc: *nmae\n", "unknown-anchor", 2, 4),
        Case("a: &x [1, *x]\n", "endless-alias", 1, 11),
        Case("a:\n\tb: 1\n", "tab-indentation", 2, 1, "indent with spaces"),
        Case("a: b: c\n", "unquoted-colon", 1, 5, "quote the value: a: \"b: c\""),
        Case("a: 1\n  b: 2\n", "yaml-indentation", 2, 4, "indentation of the keys"),
        Case("a: \"x\n\n", "unclosed-quote", 1, 4),
        Case("a: \"{{ x }}\" --flag\n", "text-after-quote", 1, 14, "a: '\"{{ x }}\" --flag'"),
        Case("a: 1\nb\nc: 2\n", "yaml-syntax", 2, 1, "write 'key: value'"),
        Case("a: 1\n\"a\": 2\n", "duplicate-key", 2, 1),
        Case("yes: 1\ntrue: 2\n", "duplicate-key", 2, 1),
        Case("[a, b]: c\n", "wrong-key", 1, 1, "quote the key"),
        Case("a: \u{0}\n", "unreadable-character", 1, 4, "binary"),
        Case("ä: ö\u{7}\n", "unreadable-character", 1, 5, "escape"),
        Case("a: {<<: 1}\n", "wrong-merge", 1, 9, "<<: *name"),
    ])
    func `is said at its place and with its mend`(_ given: Case) throws {
        let problems = #expect(throws: Problems.self) {
            try Node.documents(parsing: Source(name: "f.yaml", text: given.text))
        }
        let first = try #require(problems?.all.first)
        #expect(first.code == given.code, "\(first.message)")
        #expect(first.span?.start == Position(line: given.line, column: given.column))
        #expect((first.help ?? "").contains(given.help), "\(first.help ?? "no help")")
    }

    @Test func `is said of all duplicate keys at once, each with the place of the first`() {
        let problems = #expect(throws: Problems.self) {
            try Node.documents(
                parsing: Source(name: "f.yaml", text: "a: 1\nb:\n  c: 1\n  'c': 2\na: 3\n---\nd: 1\n\"d\": 1\n"))
        }
        #expect(problems?.all.compactMap(\.span?.start.line) == [4, 5, 8])
        #expect(problems?.all.compactMap { $0.notes.first?.span?.start.line } == [3, 1, 7])
    }

    @Test func `ends at a depth that no stack minds`() {
        let text = String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
        let problems = #expect(throws: Problems.self) { try Node.documents(parsing: Source(name: "f", text: text)) }
        #expect(problems?.all.map(\.code) == ["nested-too-deeply"])
    }

    @Test func `is found before a few lines of aliases become millions of values`() {
        let levels = (1...9).map {
            "a\($0): &a\($0) [\(Array(repeating: "*a\($0 - 1)", count: 9).joined(separator: ","))]"
        }
        let text = "a0: &a0 [lol, lol]\n" + levels.joined(separator: "\n") + "\n"
        let problems = #expect(throws: Problems.self) { try Node.documents(parsing: Source(name: "f", text: text)) }
        #expect(problems?.all.map(\.code) == ["too-many-aliases"])
    }

    @Test func `names the byte that is not UTF-8`() {
        let problem = #expect(throws: Diagnostic.self) {
            try Source(name: "f", bytes: Array("a: 1\nb: ".utf8) + [0xFF, 0x0A])
        }
        #expect(problem?.code == "not-utf-8")
        #expect(problem?.span?.start == Position(line: 2, column: 4))
    }
}
