import Actions
import Diagnostics
import FoundationEssentials
import Manifests
import Model
import Resources
import TestSupport
import Testing

/// What manifests come to on their hosts: each `Golden/states/NAME.yaml` becomes the manifests of a small project, and
/// `NAME.txt` holds the state of each host, in order.
struct StatesTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/states").path

    static let cases = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()

    @Test(arguments: cases)
    func `a host's state is as its manifests say`(_ name: String) throws {
        let fixture = try ProjectFixture([
            "manifests/site.yaml": try String(contentsOfFile: "\(Self.folder)/\(name).yaml", encoding: .utf8),
            "templates/app.conf.j2": "site={{ site }}\n",
            "templates/header.j2": "# {{ ansible_managed }} on {{ facts.hostname }}\n",
        ])
        let project = try fixture.load()
        var text = ""
        for host in try project.hosts() {
            let state = try project.desiredState(of: host, facts: .debian)
            text += "\(host)\n" + state.text + fixture.render(state.refusals)
        }
        try expectGolden(text, "states/\(name).txt")
    }

    /// Or else the reason of a plan would quote them.
    @Test(arguments: [
        "- {command: a, shell: b, unless: 'test hunter2', sensitive: true}",
        "- {command: a, shell: b, unless: 'test hunter2'}\n  - {command: a, shell: b, creates: /c, sensitive: true}",
    ])
    func `the fields of a sensitive entry are secrets to its type`(_ entries: String) throws {
        let fixture = try ProjectFixture(manifest: "hosts: all\nresources:\n  \(entries)\n")
        let command = try #require(try fixture.state().resources.first?.entry.command)
        #expect(command.$unless.isSensitive)
    }
}

extension DesiredResource.Entry {
    fileprivate var command: Command? {
        if case .resource(let resource) = self { resource as? Command } else { nil }
    }
}

extension DesiredState {
    /// Everything in it, a resource a line.
    var text: String {
        var lines = resources.map { "  \($0.text)" }
        if !dormant.isEmpty { lines.append("  dormant: \(dormant.sorted().map(\.text).joined(separator: " "))") }
        if !uncertainManifests.isEmpty { lines.append("  uncertain: \(uncertainManifests.sorted())") }
        lines.append("  manifests: \(manifests.sorted().joined(separator: " "))")
        return lines.joined(separator: "\n") + "\n"
    }
}

extension DesiredResource {
    fileprivate var text: String {
        var words = ["\(address)", "(\(manifest):\(span.start.line):\(span.start.column))"]
        if let label { words.append("'\(label)'") }
        if !barriers.isEmpty { words.append("barriers=\(barriers.map { "\($0.text)=\($0.hosts)" })") }
        if !after.isEmpty { words.append("after=\(after)") }
        if let becomeUser { words.append("become=\(becomeUser)") }
        if isSensitive { words.append("sensitive") }
        if ignoresErrors { words.append("ignore_errors") }
        if let timeout { words.append("timeout=\(timeout.components.seconds)s") }
        if let retry { words.append("retry=\(retry.attempts)/\(retry.delay.components.seconds)s") }
        if triggers != nil { words.append("triggers") }
        if !tags.isEmpty { words.append("tags=\(tags.sorted())") }
        for (name, references) in [("restart_on", restartOn), ("reload_on", reloadOn), ("run_on", runOn)]
        where !references.isEmpty { words.append("\(name)=\(references.map(\.text))") }
        switch entry {
        case .resource(let resource): words.append(resource.fields)
        case .undecided(_, _, let reason): words.append("undecided: \(reason)")
        }
        return words.joined(separator: " ")
    }
}

extension File {
    fileprivate var contentText: String {
        let bytes = template?.payload.bytes ?? source?.payload.bytes ?? Array((content?.text ?? "").utf8)
        return "\(String(decoding: bytes, as: UTF8.self).debugDescription)"
    }
}

extension Resource {
    /// The fields that tests look at: lists that merge, and content.
    fileprivate var fields: String {
        switch self {
        case let user as User: "groups=\(user.groups) shell=\(user.shell?.text ?? "")"
        case let file as File: "content=\(file.contentText)"
        default: ""
        }
    }
}
