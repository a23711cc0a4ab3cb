import Diagnostics
import FoundationEssentials
import Templates
import TestSupport
import Testing
import YAML

/// A file of templates in `Golden/filters`, and what they render to here; nil stands for an error.
private struct FilterCases {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/filters").path
    static let names = [
        "text", "lists", "maps", "data", "regex", "tests", "methods", "network", "lookups", "numbers",
    ].filter { FileManager.default.fileExists(atPath: "\(folder)/\($0).yaml") }

    static let environment = ["HOME": "/root", "MARK": "é x"]

    var templates: [String]
    var rendered: [String?]
    var problems: [String]
    /// Templates that mean something else here on purpose, with the reason.
    var differences: [String: String]

    init(_ name: String) throws {
        let source = try Source(name: "\(name).yaml", bytes: contents(of: "\(Self.folder)/\(name).yaml"))
        let node = try #require(try Node(parsing: source))
        let values = node["vars"].flatMap { Value($0).map } ?? [:]
        var machine = LocalMachine(folder: "\(Self.folder)/project", environment: Self.environment)
        machine.templates = FolderTemplates(folder: "\(Self.folder)/project/templates")
        machine.commands = .run { command, name, span throws(Diagnostic) in
            guard let result = try? runScript("cd '\(Self.folder)/project' && \(command)"), result.status == 0 else {
                throw Diagnostic("lookup-command", "\(name) failed", at: span)
            }
            return result.text
        }
        let scope = DictionaryScope(
            Dictionary(uniqueKeysWithValues: values.map { ($0.key.text, $0.value) }), machine: machine)
        templates = (node["cases"]?.sequence ?? []).compactMap(\.string)
        differences = Dictionary(
            (node["differs"]?.mapping ?? []).map { ($0.key.string ?? "", $0.value.string ?? "") },
            uniquingKeysWith: { first, _ in first })
        let outcomes = templates.map { (text: String) -> (String?, String) in
            do throws(Diagnostic) {
                return (try Template(parsing: Source(name: "case.j2", text: text)).render(in: scope).text, "")
            } catch {
                return (nil, error.message)
            }
        }
        rendered = outcomes.map(\.0)
        problems = outcomes.map(\.1)
    }
}

private struct FolderTemplates: TemplateLoader, Sendable {
    let folder: String

    func template(named name: String, at span: Span) throws(Diagnostic) -> Template? {
        guard let bytes = try? contents(of: "\(folder)/\(name)") else { return nil }
        return try Template(parsing: Source(name: name, bytes: bytes))
    }
}

/// What ansible-core makes of all files, asked once.
private enum AnsibleOutputs {
    static let all: Result<[String: [String?]], any Error> = Result {
        let python = try #require(Peers.python)
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../TestSupport/python/render-ansible.py").standardized.path
        let names = FilterCases.names.filter { $0 != "network" || Peers.collections.path != nil }
        let files = names.map { "'\(FilterCases.folder)/\($0).yaml'" }.joined(separator: " ")
        let environment = FilterCases.environment.merging(["COLLECTIONS": Peers.collections.path ?? ""]) { $1 }
        let result = try runScript("'\(python)' '\(script)' \(files)", environment: environment)
        #expect(result.status == 0, "\(result.errorText)")
        return try JSONDecoder().decode([String: [String?]].self, from: Data(result.output))
    }
}

@Suite struct `Filters, tests, methods and lookups` {
    @Test(
        .enabled(if: Peers.python != nil, "no Python with ansible-core: \(Peers.reason)"),
        arguments: FilterCases.names.filter { $0 != "network" })
    func `give what Ansible's give, or are refused as they are`(_ name: String) throws {
        try compare(name)
    }

    @Test(.enabled(if: Peers.collections.path != nil, "no collection ansible.utils: \(Peers.collections.reason)"))
    func `of addresses give what those of ansible.utils give`() throws { try compare("network") }

    private func compare(_ name: String) throws {
        let cases = try FilterCases(name)
        let theirs = try #require(try AnsibleOutputs.all.get()["\(name).yaml"])
        try #require(theirs.count == cases.templates.count)
        for (index, template) in cases.templates.enumerated() {
            if let reason = cases.differences[template] {
                #expect(cases.rendered[index] != theirs[index], "no longer differs (\(reason)): \(template)")
            } else {
                #expect(cases.rendered[index] == theirs[index], "\(template) \(cases.problems[index])")
            }
        }
    }

    @Test(arguments: FilterCases.names)
    func `give what they gave when the cases were last looked at`(_ name: String) throws {
        let cases = try FilterCases(name)
        let pairs = cases.templates.indices.map { index in
            "\(cases.templates[index])\n=> \(cases.rendered[index] ?? "error: \(cases.problems[index])")\n"
        }
        try expectGolden(pairs.joined(), "filters/\(name).txt")
    }
}
