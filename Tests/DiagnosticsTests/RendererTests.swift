import Diagnostics
import FoundationEssentials
import Testing

@Suite struct `A diagnostic on the screen` {
    private func excerpt(_ text: String, _ start: Position, _ end: Position) -> [Substring] {
        let source = Source(name: "f", text: text)
        let problem = Diagnostic("x", "wrong", at: Span(file: "f", start: start, end: end))
        return DiagnosticRenderer(sources: [source]).render(problem).split(separator: "\n").dropFirst().map { $0 }
    }

    @Test(arguments: [
        ("key: value", 6..<11, "  1 | key: value", "    |      ^^^^^"),
        ("\tkey: value", 7..<12, "  1 |     key: value", "    |          ^^^^^"),
        ("k: 日本 x", 7..<8, "  1 | k: 日本 x", "    |         ^"),
        ("k: 日本", 4..<6, "  1 | k: 日本", "    |    ^^^^"),
        ("e\u{301}: x", 5..<6, "  1 | e\u{301}: x", "    |    ^"),
        ("k:", 3..<3, "  1 | k:", "    |   ^"),
        ("k: \u{1B}[31mx", 4..<5, "  1 | k: \u{FFFD}[31mx", "    |    ^"),
        ("k: 🙂 x", 6..<7, "  1 | k: 🙂 x", "    |       ^"),
    ])
    func `marks the right columns`(_ line: String, columns: Range<Int>, shown: String, marks: String) {
        let lines = excerpt(
            line, Position(line: 1, column: columns.lowerBound), Position(line: 1, column: columns.upperBound))
        #expect(lines == [shown[...], marks[...]])
    }

    @Test func `shows a span of a few lines, each with its marks`() {
        let lines = excerpt("a:\n  b: 1\n  c: 2\nd: 3\n", Position(line: 2, column: 3), Position(line: 3, column: 7))
        #expect(lines == ["  2 |   b: 1", "    |   ^^^^", "  3 |   c: 2", "    |   ^^^^"])
    }

    @Test func `shows only the start of a long span, and nothing of a line at whose start it ends`() {
        let text = "a: |\n  1\n  2\n  3\n  4\nb: 1\n"
        #expect(excerpt(text, Position(line: 1, column: 4), Position(line: 6, column: 1)).count == 2)
        #expect(excerpt("a: |\n  1\nb: 1\n", Position(line: 1, column: 4), Position(line: 3, column: 1)).count == 4)
    }

    @Test func `cuts a long line around what is meant`() {
        let line = String(repeating: "x", count: 1000) + "HERE" + String(repeating: "y", count: 1000)
        let lines = excerpt(line, Position(line: 1, column: 1001), Position(line: 1, column: 1005))
        #expect(lines[0].count < 200)
        let text = Array(lines[0])
        let marked = zip(text, Array(lines[1])).filter { $0.1 == "^" }.map { $0.0 }
        #expect(String(marked) == "HERE")
    }

    @Test func `reads lines that end in CR LF`() {
        let lines = excerpt("a: 1\r\nb: 2\r\n", Position(line: 2, column: 4), Position(line: 2, column: 5))
        #expect(lines == ["  2 | b: 2", "    |    ^"])
    }

    @Test func `never passes control characters of its input on`() {
        let problem = Diagnostic("x", "no field 'a\u{1B}[2Jb\n'").helping("quote \u{7}")
        let text = DiagnosticRenderer().render(problem)
        #expect(!text.unicodeScalars.contains("\u{1B}") && !text.unicodeScalars.contains("\u{7}"))
        #expect(text.split(separator: "\n").count == 2)
    }

    @Test func `comes in the order of files, lines and columns`() {
        func problem(_ file: String, _ line: Int) -> Diagnostic {
            Diagnostic("x", "\(file)\(line)", at: Span(file: file, at: Position(line: line, column: 1)))
        }
        let given = [problem("b", 1), Diagnostic("x", "none"), problem("a", 10), problem("a", 9)]
        #expect(given.inOrder.map(\.message) == ["a9", "a10", "b1", "none"])
    }

    @Test func `has a note without a place beside its helps`() {
        let text = DiagnosticRenderer().render(Diagnostic("x", "wrong", notes: [.note("because")]).helping("mend it"))
        #expect(text == "error: wrong [x]\n  = help: mend it\n  = note: because\n")
    }
}

@Suite struct `A diagnostic as JSON` {
    @Test func `holds everything and reads back as the same`() throws {
        let span = Span(file: "f", at: Position(line: 1, column: 2), width: 3)
        let problem = Diagnostic("unknown-field", "no field 'a'", at: span, notes: [.note("why", at: span)])
            .suggesting("b").helping("write b")
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(problem)
        #expect(try JSONDecoder().decode(Diagnostic.self, from: data) == problem)
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains("\"code\":\"unknown-field\"") && text.contains("\"help\":\"write b\""))
        let all = try encoder.encode(Problems([problem, problem]))
        #expect(try JSONDecoder().decode(Problems.self, from: all).all == [problem, problem])
    }
}

@Suite struct `A likely word` {
    @Test(arguments: [
        ("usr", "user"), ("shcedule", "schedule"), ("Command", "command"), ("minut", "minute"),
    ])
    func `is suggested for a slip`(_ slip: String, word: String) {
        #expect(slip.closest(of: ["user", "schedule", "command", "minute", "state"]) == word)
    }

    @Test(arguments: ["zzz", "x", "schedule_of_things"])
    func `is not suggested for another word`(_ other: String) {
        #expect(other.closest(of: ["user", "schedule", "command"]) == nil)
    }
}
