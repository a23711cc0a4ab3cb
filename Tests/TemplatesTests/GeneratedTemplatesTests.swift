import Diagnostics
import FoundationEssentials
import Templates
import TestSupport
import Testing
import YAML

@Suite struct `Templates that nobody wrote` {
    private struct Job: Encodable {
        var vars = TemplateGenerator.variables
        var templates = TemplateGenerator.library
        var cases: [String]
    }

    private struct Answer: Decodable {
        var text: String?
        var error: String?
        var template: String?
        var line: Int?
    }

    /// What a template comes to here: its text, or the problem.
    private static func rendered(_ text: String, in scope: DictionaryScope) -> Result<String, Diagnostic> {
        Result { () throws(Diagnostic) in
            try Template(parsing: Source(name: "t.j2", text: text)).render(
                in: scope, loader: MapLoader(TemplateGenerator.library)
            ).text
        }
    }

    @Test(.enabled(if: Peers.python != nil, "no Python with Jinja2: \(Peers.reason)"))
    func `come to the same text as with Jinja2, or are refused on the same line`() throws {
        let count = soakFactor > 1 ? 6000 : 400
        let seed = randomSeed << 20
        let cases = (0..<count).map { TemplateGenerator.template(seed: seed + UInt64($0)) }
        let answers = try withTemporaryFolder { folder in
            try write(Array(try JSONEncoder().encode(Job(cases: cases))), to: folder + "/job.json")
            return try Peers.answers("render-templates.py", to: folder + "/job.json", as: [Answer].self)
        }
        try #require(answers.count == count)
        let node = try #require(try Node(parsing: Source(name: "vars", text: TemplateGenerator.variables)))
        let values = Value(node).map ?? [:]
        let scope = DictionaryScope(Dictionary(uniqueKeysWithValues: values.map { ($0.key.text, $0.value) }))
        var texts = 0
        for (index, (template, theirs)) in zip(cases, answers).enumerated() {
            switch Self.rendered(template, in: scope) {
            case .success(let text):
                if theirs.text != nil { texts += 1 }
                #expect(
                    text.utf8.elementsEqual((theirs.text ?? "").utf8) && theirs.error == nil,
                    "case \(index): \(template)\n=> \(text)\n== \(theirs.text ?? theirs.error ?? "")")
            case .failure(let problem):
                #expect(
                    theirs.text == nil, "case \(index): \(template)\n=> \(problem.message)\n== \(theirs.text ?? "")")
                // Jinja2 says where it missed the end of something, we where that begins.
                let isUnclosed = problem.code.hasPrefix("unclosed")
                if let line = theirs.line, theirs.text == nil, !isUnclosed, let span = problem.span {
                    #expect(
                        line == span.start.line && theirs.template ?? "t.j2" == span.file,
                        "case \(index): \(template)\n=> \(span.file):\(span.start.line): \(problem.message)\n== \(theirs.template ?? ""):\(line): \(theirs.error ?? "")"
                    )
                }
            }
        }
        #expect(texts > count / 3)
        print("\(texts) of \(count) templates came to a text; no use is known of the filters")
        print(ExpressionGenerator.untriedFilters.joined(separator: " "))
        print("and of the tests " + ExpressionGenerator.untriedTests.joined(separator: " "))
    }
}
