import Diagnostics
import FoundationEssentials
import Templates
import TestSupport
import Testing
import YAML

/// The case file's templates, and what they render to here; nil stands for an error.
private struct CaseFile {
    var templates: [String]
    var rendered: [String?]
    static let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/cases.yaml").path

    init() throws {
        let source = try Source(name: "cases.yaml", bytes: contents(of: Self.path))
        let node = try #require(try Node(parsing: source))
        let values = Value(try #require(node["vars"])).map ?? [:]
        let scope = DictionaryScope(Dictionary(uniqueKeysWithValues: values.map { ($0.key.text, $0.value) }))
        templates = (node["cases"]?.sequence ?? []).compactMap(\.string)
        let loader = MapLoader(
            Dictionary(
                uniqueKeysWithValues: (node["templates"]?.mapping ?? []).map {
                    ($0.key.string ?? "", $0.value.string ?? "")
                }))
        rendered = templates.map { text in
            try? Template(parsing: Source(name: "case.j2", text: text)).render(in: scope, loader: loader).text
        }
    }
}

@Suite struct `Templates and Jinja2's` {
    @Test(.enabled(if: Peers.python != nil, "no Python with Jinja2: \(Peers.reason)"))
    func `render to the same text, or are both refused`() throws {
        let cases = try CaseFile()
        let theirs = try Peers.answers("render-jinja2.py", to: CaseFile.path, as: [String?].self)
        try #require(theirs.count == cases.templates.count)
        for (template, (ours, theirs)) in zip(cases.templates, zip(cases.rendered, theirs)) {
            #expect(ours == theirs, "\(template)")
        }
    }

    @Test func `render as they did when the cases were last looked at`() throws {
        let cases = try CaseFile()
        let pairs = zip(cases.templates, cases.rendered).map { template, text in
            "\(template)\n=>\n\(text ?? "(an error)")\n----\n"
        }
        try expectGolden(pairs.joined(), "rendered.txt")
    }
}
