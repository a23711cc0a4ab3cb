import Diagnostics
import FoundationEssentials
import Inventory
import Manifests
import Model
import Templates
import TestSupport
import Testing

@Suite struct `Lookups of a project` {
    private static let manifest = """
        name: site
        hosts: web
        resources:
          - file: /etc/motd
            content: "{{ lookup('pipe', 'echo x >>ran; pwd; echo hi') }}"

        """

    private func project(_ settings: String = "", _ files: [String: String] = [:]) throws -> ProjectFixture {
        let usual = ["reconcile.yaml": "project: test\n\(settings)", "manifests/site.yaml": Self.manifest]
        return try ProjectFixture(usual.merging(files) { $1 })
    }

    @Test func `run commands only where the project allows it`() throws {
        let fixture = try project()
        let problems = fixture.validate()
        #expect(
            fixture.render(problems) == """
                manifests/site.yaml:5:18: error: lookup 'pipe' runs a command on this machine, which the project does not allow [not-allowed]
                  5 |     content: "{{ lookup('pipe', 'echo x >>ran; pwd; echo hi') }}"
                    |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  = help: allow it in reconcile.yaml, 'lookups: {commands: true}', or keep what it prints in a variable

                """)
        #expect(throws: Problems.self) { try fixture.load().desiredState(of: "web1", facts: .debian) }
        #expect(!FileManager.default.fileExists(atPath: fixture.folder + "/ran"))
    }

    @Test func `run nothing while a project is only checked, and each command once in a run, in its folder`() throws {
        let fixture = try project("lookups: {commands: true}\n")
        #expect(fixture.validate().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: fixture.folder + "/ran"))
        let project = try fixture.load()
        for host in ["web1", "web2"] {
            let state = try project.desiredState(of: host, facts: .debian)
            #expect("\(state.resources)".contains("\(fixture.folder)\\nhi"), "\(state.resources)")
        }
        #expect(try contents(of: fixture.folder + "/ran") == Array("x\n".utf8))
    }

    @Test func `say what a command said that failed, and where it is written`() throws {
        let text = Self.manifest.replacing("echo x >>ran; pwd; echo hi", with: "echo no >&2; exit 3")
        let fixture = try project("lookups: {commands: true}\n", ["manifests/site.yaml": text])
        do {
            _ = try fixture.state()
            Issue.record("nothing is wrong")
        } catch {
            #expect(
                fixture.render(error.all) == """
                    manifests/site.yaml:5:18: error: 'echo no >&2; exit 3' ended with status 3 [lookup-command]
                      5 |     content: "{{ lookup('pipe', 'echo no >&2; exit 3') }}"
                        |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                      = note: it said: no

                    """)
        }
    }

    @Test func `find files where the project, a module and a manifest keep theirs`() throws {
        func manifest(_ name: String) -> String { "    content: \"{{ lookup('file', '\(name)') }}\"\n" }
        let fixture = try project(
            "",
            [
                "manifests/site.yaml": """
                hosts: web1
                resources:
                  - file: /a
                \(manifest("a"))  - include: m
                """,
                "modules/m/module.yaml": "resources:\n  - file: /b\n\(manifest("b"))  - file: /c\n\(manifest("a"))",
                "modules/m/files/b": "b of the module", "files/a": "a of the project", "files/b": "b of the project",
                "group_vars/web.yaml": "own: \"{{ lookup('template', 't.j2') }}\"\n",
                "templates/t.j2": "{% include 'part.j2' %} {{ lookup('inventory_hostnames', 'web:!web2') }}",
                "templates/part.j2": "{{ inventory_hostname }}",
            ])
        let state = "\(try fixture.state().resources)"
        for text in ["b of the module", "a of the project"] { #expect(state.contains(text), "\(state)") }
        #expect(!state.contains("b of the project"))
        let scope = try fixture.load().scope(for: "web1", facts: nil)
        #expect(try scope.value(of: "own")?.text == "web1 web1")
    }

    @Test func `make passwords in a run, and none while a project is only checked`() throws {
        let text = Self.manifest.replacing(
            "lookup('pipe', 'echo x >>ran; pwd; echo hi')", with: "lookup('password', 'secrets/db length=9')")
        let fixture = try project("", ["manifests/site.yaml": text])
        #expect(fixture.validate().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: fixture.folder + "/secrets"))
        _ = try fixture.state()
        #expect(try contents(of: fixture.folder + "/secrets/db").count == 10)
    }
}
