import Diagnostics
import FoundationEssentials
import TestSupport
import Testing
import YAML

@testable import Templates

@Suite struct `Templates that nobody wrote` {
    private struct Job: Encodable {
        var vars = TemplateGenerator.variables
        var templates = TemplateGenerator.library
        var cases: [String]
    }

    private struct Answers: Decodable {
        var answers: [Answer]
        /// The words that Jinja2 and Ansible have.
        var filters: [String]
        var tests: [String]
    }

    private struct Answer: Decodable {
        var text: String?
        var error: String?
        var template: String?
        var line: Int?
    }

    /// What `~` and variables of paths stand for.
    private static let environment = ["HOME": "/root", "MARK": "é x"]

    /// What a template comes to here: its text, or the problem.
    private static func rendered(_ text: String, in scope: DictionaryScope) -> Result<String, Diagnostic> {
        Result { () throws(Diagnostic) in
            try Template(parsing: Source(name: "t.j2", text: text)).render(
                in: scope, loader: MapLoader(TemplateGenerator.library)
            ).text
        }
    }

    /// Whether what a template prints is text for Ansible.
    private static func endsAsText(_ text: String, in scope: DictionaryScope) -> Bool {
        let output = try? Evaluator(scope: scope, loader: MapLoader(TemplateGenerator.library)).rendered(
            Template(parsing: Source(name: "t.j2", text: text)))
        return output?.endsAsText ?? true
    }

    @Test(.enabled(if: Peers.python != nil, "no Python with Jinja2: \(Peers.reason)"))
    func `come to the same text as with Jinja2, or are refused on the same line`() throws {
        let count = soakFactor > 1 ? 6000 : 400
        let seed = randomSeed << 20
        let made = (0..<count).map { TemplateGenerator.template(seed: seed + UInt64($0)) }
        let cases = made.map(\.text)
        let theirs = try withTemporaryFolder { folder in
            try write(Array(try JSONEncoder().encode(Job(cases: cases))), to: folder + "/job.json")
            return try Peers.answers(
                "render-templates.py", to: folder + "/job.json", as: Answers.self, environment: Self.environment)
        }
        try #require(theirs.answers.count == count)
        expectEveryWord(in: made.map(\.used), of: theirs, times: soakFactor > 1 ? 10 : 1)
        let node = try #require(try Node(parsing: Source(name: "vars", text: TemplateGenerator.variables)))
        let values = Value(node).map ?? [:]
        let scope = DictionaryScope(
            Dictionary(uniqueKeysWithValues: values.map { ($0.key.text, $0.value) }),
            machine: LocalMachine(folder: "/etc", environment: Self.environment))
        var texts = 0
        for (index, (template, answer)) in zip(cases, theirs.answers).enumerated()
        where compare(template, in: scope, with: answer, "case \(index): \(template)") {
            texts += 1
        }
        #expect(texts > count / 3)
        print("\(texts) of \(count) templates came to a text, the others to an error")
    }

    /// Every filter, test, statement and operator occurs in some templates, but for what only this language has.
    private func expectEveryWord(in templates: [Set<String>], of theirs: Answers, times: Int) {
        let counts = Dictionary(templates.joined().map { ($0, 1) }, uniquingKeysWith: +)
        let words =
            Vocabulary.filters.filter(theirs.filters.contains).map { "filter \($0)" }
            + Vocabulary.tests.filter(theirs.tests.contains).map { "test \($0)" }
            + Vocabulary.statements.map { "statement \($0)" } + Vocabulary.operators.map { "operator \($0)" }
        let rare = words.filter { counts[$0, default: 0] < times }
        #expect(rare.isEmpty, "too rarely tried: \(rare.joined(separator: ", "))")
    }

    /// Compares what a template comes to here and there; says whether that is a text.
    private func compare(
        _ template: String, in scope: DictionaryScope, with theirs: Answer, _ label: @autoclosure () -> String
    ) -> Bool {
        switch Self.rendered(template, in: scope) {
        case .success(let text):
            // Ansible makes up for lost line breaks of text only, of which plain Jinja2 knows nothing.
            let expected = Self.endsAsText(template, in: scope) ? theirs.text : theirs.text?.withoutLineBreaksAtEnd
            #expect(
                text.utf8.elementsEqual((expected ?? "").utf8) && theirs.error == nil,
                "\(label())\n=> \(text)\n== \(expected ?? theirs.error ?? "")")
            return theirs.text != nil
        case .failure(let problem):
            #expect(theirs.text == nil, "\(label())\n=> \(problem.message)\n== \(theirs.text ?? "")")
            // Jinja2 says where it missed the end of something, we where that begins; it says where something undefined
            // was used, we where it came from; and it looks for what stands outside of a loop only when it has read the
            // whole.
            let isElsewhere =
                problem.code.hasPrefix("unclosed") || problem.code.hasPrefix("undefined-")
                || problem.code == "stray-statement"
            if let line = theirs.line, theirs.text == nil, !isElsewhere, let span = problem.span {
                let place = "\(theirs.template ?? "t.j2"):\(line)"
                #expect(
                    place == "\(span.file):\(span.start.line)",
                    "\(label())\n=> \(span.file):\(span.start.line): \(problem.message)\n== \(place): \(theirs.error ?? "")"
                )
            }
            return false
        }
    }
}

extension String {
    fileprivate var withoutLineBreaksAtEnd: String {
        String(self[..<(lastIndex { $0 != "\n" }.map(index(after:)) ?? startIndex)])
    }
}
