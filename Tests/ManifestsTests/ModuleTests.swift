import Diagnostics
import FoundationEssentials
import Manifests
import Model
import Resources
import TestSupport
import Testing
import YAML

/// Modules and what includes them: each `Golden/modules/NAME.yaml` maps the files of a small project to their texts,
/// and `NAME.txt` holds what is wrong with it, or the state of the host `web1`.
struct ModuleTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/modules").path

    static let cases = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()

    @Test(arguments: cases)
    func `an include is the resources of its module, with values for its parameters`(_ name: String) throws {
        let fixture = try Self.project(name)
        let problems = fixture.validate()
        var text = fixture.render(problems)
        if !problems.contains(where: { $0.severity == .error }) {
            do {
                let state = try fixture.state()
                text += state.text + fixture.render(state.refusals)
            } catch {
                text += "on web1:\n" + fixture.render(error.all)
            }
        }
        try expectGolden(text, "modules/\(name).txt")
    }

    @Test func `the command line goes over what an include gives, in the type of the parameter`() throws {
        let fixture = try Self.project("parameters")
        let extra = try #require(try Node(parsing: Source(name: "-e", text: "{port: '81'}")))
        let state = try fixture.state(Selection(extraVars: [extra]))
        #expect(state.text.contains("port=81 plus=82"), "\(state.text)")
    }

    @Test func `what a module comes to may rest on facts`() throws {
        let state = try Self.project("facts").state(facts: nil)
        #expect(state.addresses == ["directory:{{ path }}", "file:{{ path }}/x", "include:one", "include:one"])
    }

    @Test func `a secret that is given to a parameter stays one`() throws {
        let fixture = try Self.project("sensitive")
        let state = try fixture.state()
        #expect(state.resources.map(\.isSensitive) == [true])
    }

    @Test(arguments: [nil, "root", "app"])
    func `the connection becomes whom the entries of modules want`(_ user: String?) throws {
        let become = user.map { "    become: \($0)\n" } ?? ""
        let fixture = try ProjectFixture([
            "manifests/site.yaml": "hosts: web1\nresources:\n  - include: one\n\(become)    loop: [a]\n",
            "modules/one/module.yaml": "resources:\n  - directory: /srv/x\n",
        ])
        #expect(try fixture.load().becomeUser(on: "web1") == user)
    }

    private static func project(_ name: String) throws -> ProjectFixture {
        let text = try String(contentsOfFile: "\(folder)/\(name).yaml", encoding: .utf8)
        let files = try #require(try Node(parsing: Source(name: name, text: text))?.mapping)
        let pairs = files.map { ($0.key.string ?? "", $0.value.string ?? "") }
        return try ProjectFixture(Dictionary(pairs) { first, _ in first })
    }
}
