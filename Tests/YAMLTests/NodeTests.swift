import Diagnostics
import Testing
import YAML

@Suite struct `A YAML file` {
    private func documents(_ text: String) throws -> [Node] {
        try Node.documents(parsing: Source(name: "f.yaml", text: text))
    }

    private func document(_ text: String) throws -> Node {
        try #require(try Node(parsing: Source(name: "f.yaml", text: text)))
    }

    @Test(arguments: ["", "\n", "# nothing\n", "---\n", "\u{FEFF}"])
    func `that holds nothing has no document`(_ text: String) throws {
        #expect(try documents(text).isEmpty)
    }

    @Test func `has as many documents as it says`() throws {
        #expect(try documents("a: 1\n---\nb: 2\n---\n- c\n").count == 3)
        #expect(throws: Problems.self) { try document("a: 1\n---\nb: 2\n") }
    }

    @Test func `with a byte order mark and CR LF reads as one without`() throws {
        let node = try document("\u{FEFF}a: 1\r\nb: two\r\n")
        #expect(node["a"]?.scalar == .int(1))
        #expect(node["b"]?.string == "two")
        #expect(node["b"]?.span.start == Position(line: 2, column: 4))
    }

    @Test func `knows where each value is written`() throws {
        let node = try document("a:\n  - b: ö\n    c: 'ü'\n  - {d: 1}\ne: x\n")
        #expect(
            node["a"]?.span == Span(file: "f.yaml", start: .init(line: 2, column: 3), end: .init(line: 4, column: 11)))
        #expect(node["a"]?.sequence?[0]["c"]?.span == Span(file: "f.yaml", at: .init(line: 3, column: 8), width: 3))
    }

    @Test func `stands an anchored value wherever its alias is`() throws {
        let node = try document("a: &x {k: [1, 2]}\nb: *x\n")
        #expect(node["a"]?.value == node["b"]?.value)
    }

    @Test func `merges maps under its own keys, the first of a list winning`() throws {
        let node = try document(
            "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  z: 3\n  <<: [*a, *b]\nd: {<<: *a, x: 9}\n")
        let values = (node["c"]?.mapping ?? []).map { "\($0.key.string ?? "")=\($0.value.string ?? "")" }
        #expect(values == ["y=1", "z=3", "x=1"])
        #expect(node["d"]?["x"]?.string == "9")
        #expect(node["d"]?.mapping?.count == 2)
    }

    @Test func `keeps tags of its own and obeys standard ones`() throws {
        let node = try document("a: !vault |\n  $ANSIBLE\nb: !!str 1\nc: !!int '2'\nd: !unsafe '{{ x }}'\ne: ! 3\n")
        #expect(node["a"]?.tag == "!vault")
        #expect(node["a"]?.string == "$ANSIBLE\n")
        #expect(node["b"]?.scalar == .string("1"))
        #expect(node["c"]?.scalar == .int(2))
        #expect(node["d"]?.tag == "!unsafe")
        #expect(node["e"]?.scalar == .string("3"))
        #expect(node["b"]?.tag == nil)
    }

    @Test func `of variables lets the last of two keys count, with a warning`() throws {
        var warnings: [Diagnostic] = []
        let nodes = try Node.documents(parsing: Source(name: "f", text: "a: 1\na: 2\n"), warnings: &warnings)
        #expect(nodes.first?["a"]?.string == "2")
        #expect(warnings.map(\.code) == ["duplicate-key"])
        #expect(warnings.map(\.severity) == [.warning])
    }

    @Test(arguments: [
        ("a: x{{ y }}", 1, Position(line: 1, column: 5)),
        ("a: 'it''s {{ y }}'", 5, Position(line: 1, column: 11)),
        ("a: \"\\tä\\u00e4{{ y }}\"", 3, Position(line: 1, column: 14)),
        ("a: |\n  one\n\n    {{ y }}\n", 7, Position(line: 4, column: 5)),
        ("a: >-\n  one\n  two {{ y }}\n", 8, Position(line: 3, column: 7)),
        ("a: \"one\n  two {{ y }}\"\n", 8, Position(line: 2, column: 7)),
        ("a: \"one\\\n  two {{ y }}\"\n", 7, Position(line: 2, column: 7)),
    ])
    func `knows where the text of a scalar lies, however it is quoted`(
        _ text: String, offset: Int, place: Position
    ) throws {
        let node = try document(text)
        let scalars = Array(try #require(node["a"]?.string).unicodeScalars)
        #expect(scalars[offset] == "{")
        #expect(node["a"]?.layout?.position(ofScalar: offset) == place)
    }
}
