import Diagnostics
import TestSupport
import Testing
import YAML

@Suite struct `Whatever comes as YAML` {
    private static let pieces = [
        "a", "b: ", "- ", ": ", "\n", "\n  ", "\n    ", "{", "}", "[", "]", ",", "&x ", "*x", "!t ", "!!str ", "|",
        ">-", "'",
        "\"", "\\", "#", "%", "@", "`", "?", "<<: ", "---\n", "...\n", "\t", "é", "\u{FEFF}", "\r\n", "{{ x }}", "~",
        "1",
        "*x: ", "&x {a: 1}", "\u{85}", "\u{2028}", "\\x41", "\\u263a",
    ]

    @Test func `is read or refused, with places that the file has`() throws {
        var random = SplitMix64(seed: 3)
        for _ in 0..<(4000 * soakFactor) {
            let count = Int.random(in: 1...15, using: &random)
            let text = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
            let source = Source(name: "f", text: text)
            do throws(Problems) {
                for node in try Node.documents(parsing: source) { check(node, source) }
            } catch {
                try #require(!error.all.isEmpty)
                for problem in error.all { try #require(problem.span != nil, "\(problem.message)") }
                _ = DiagnosticRenderer(sources: [source]).render(error.all)
            }
        }
    }

    private func check(_ node: Node, _ source: Source) {
        let isOrdered = node.span.start <= node.span.end
        #expect(isOrdered, "\(source.text)")
        for item in node.sequence ?? [] { check(item, source) }
        for entry in node.mapping ?? [] { check(entry.value, source) }
    }
}
