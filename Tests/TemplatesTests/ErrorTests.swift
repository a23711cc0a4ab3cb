import Diagnostics
import FoundationEssentials
import Templates
import TestSupport
import Testing
import YAML

@Suite struct `What is wrong with a template` {
    private static let others = [
        "broken.j2": "one\n{% if %}", "fails.j2": "one\n{{ nope }}", "itself.j2": "{% include 'itself.j2' %}",
        "lib.j2": "{% macro hello() %}{% endmacro %}{% macro fails() %}{{ 1 / 0 }}{% endmacro %}"
            + "{% macro uses() %}{{ name }}{% endmacro %}",
        "base.j2": "{% block body %}{% endblock %}", "required.j2": "{% block body required %}{% endblock %}",
    ]

    @Test func `is said with its place and its mend`() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/errors.yaml").path
        let node = try #require(try Node(parsing: Source(name: "errors.yaml", bytes: contents(of: path))))
        let scope = DictionaryScope([
            "name": .string("web"), "items": .list([.int(1), .int(2)]),
            "host": .map(["ip": .map(["v4": .string("10.0.0.1")]), "port": .int(80)]),
        ])
        let texts = (node.sequence ?? []).compactMap { $0.string }.map { (text: String) -> String in
            let source = Source(name: "t.j2", text: text)
            do throws(Diagnostic) {
                let template = try Template(parsing: source)
                return "no error: \(try template.render(in: scope, loader: MapLoader(Self.others)).text)\n"
            } catch {
                let others = Self.others.map { Source(name: $0.key, text: $0.value) }
                return DiagnosticRenderer(sources: [source] + others).render(error)
            }
        }
        try expectGolden(texts.joined(separator: "\n"), "errors.txt")
        #expect(!texts.contains { $0.hasPrefix("no error") })
    }

    @Test(arguments: [
        ("a: x {{ nope }}\n", Position(line: 1, column: 9)),
        ("a: 'it''s {{ nope }}'\n", Position(line: 1, column: 14)),
        ("a: |\n  one\n  two {{ nope }}\n", Position(line: 3, column: 10)),
        ("a: >-\n  one\n  two {{ nope }}\n", Position(line: 3, column: 10)),
        ("a: \"\\tx\\n{{ nope }}\"\n", Position(line: 1, column: 13)),
    ])
    func `in a YAML file is said at its place in that file`(_ text: String, place: Position) throws {
        let node = try #require(try Node(parsing: Source(name: "m.yaml", text: text)))
        let problems = #expect(throws: Problems.self) { try node.rendered(in: DictionaryScope()) }
        #expect(problems?.all.map(\.code) == ["undefined-variable"])
        #expect(problems?.all.first?.span == Span(file: "m.yaml", at: place, width: 4))
    }

    @Test(arguments: [
        ("when: nope == 1\n", Position(line: 1, column: 7)),
        ("when: \"{{ nope == 1 }}\"\n", Position(line: 1, column: 11)),
        ("when: 'nope == 1'\n", Position(line: 1, column: 8)),
        ("when: >-\n  1 == 1 and\n  nope\n", Position(line: 3, column: 3)),
    ])
    func `in a bare expression is said at its place`(_ text: String, place: Position) throws {
        let node = try #require(try Node(parsing: Source(name: "m.yaml", text: text))?["when"])
        let expression = try Expression(parsing: node)
        let problem = #expect(throws: Diagnostic.self) { try expression.evaluate(in: DictionaryScope()) }
        #expect(problem?.span?.start == place)
        #expect(expression.names == ["nope"])
    }

    @Test func `with variables that use each other for ever ends`() {
        struct Endless: Scope {
            let names = ["a"]
            func value(of name: String) throws(Diagnostic) -> Value? {
                guard name == "a" else { return nil }
                let span = Span(file: "v.yaml", at: Position(line: 1, column: 1), width: 1)
                return try Expression(parsing: "a", at: span).evaluate(in: self)
            }
        }
        let problem = #expect(throws: Diagnostic.self) {
            try Template(parsing: Source(name: "t.j2", text: "{{ a }}")).render(in: Endless())
        }
        #expect(problem?.code == "endless-recursion")
    }

    @Test(arguments: [
        "{% for a in range(1000) %}{% for b in range(1000) %}{% endfor %}{% endfor %}",
        "{% for a in range(100000) if a < 0 %}{% endfor %}",
        "{% set ns = namespace(x='aaaaaaaaaa') %}{% for a in range(100) %}{% set ns.x = ns.x * 10 %}{% endfor %}",
        "{% for a in range(100) %}{{ 'x' * 100000 }}{% endfor %}",
        "{% for a in range(100) %}{% set b %}{{ 'x' * 100000 }}{% endset %}{{ b }}{% endfor %}",
        "{% for a in range(1000) %}{{ '%9999999d' % a }}{% endfor %}",
    ])
    func `such as work without end is refused`(_ text: String) throws {
        let template = try Template(parsing: Source(name: "t.j2", text: text))
        var limits = Limits()
        (limits.rounds, limits.bytes) = (10_000, 1_000_000)
        #expect(throws: Diagnostic.self) { try template.render(in: DictionaryScope(), limits: limits) }
    }
}
