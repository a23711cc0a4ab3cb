import Actions
import Diagnostics
import FoundationEssentials
import Manifests
import Model
import Resources
import TestSupport
import Testing

struct ProjectTests {
    private static let manifest = "hosts: web\nresources: [{package: curl}]\n"

    @Test func `a project takes its name from its file`() throws {
        let project = try ProjectFixture([
            "reconcile.yaml": "project: my-cluster\nforks: 7\nstate: var/state.db\nbecome: true\n",
            "manifests/site.yaml": Self.manifest,
        ]).load()
        #expect(project.name == "my-cluster")
        #expect(project.settings.forks == 7)
        #expect(project.settings.state == "var/state.db")
        #expect(project.warnings.isEmpty)
    }

    @Test func `a project without a name takes its folder's, with a warning`() throws {
        let fixture = try ProjectFixture(["reconcile.yaml": "forks: 2\n", "manifests/site.yaml": Self.manifest])
        let project = try fixture.load()
        #expect(project.name.hasPrefix("manifests-"))
        #expect(project.warnings.map(\.code) == ["project-unnamed"])
    }

    @Test(
        arguments: [
            ("project: My Cluster\n", "project-name"), ("porject: x\n", "unknown-key"),
            ("project: x\nforks: many\n", "wrong-type"), ("[a]\n", "wrong-type"), ("project: {x\n", "yaml-syntax"),
            ("project: x\ndefaults: {forks: 2}\n", "unknown-key"),
        ])
    func `mistakes in the project's file are told`(_ text: String, _ code: String) throws {
        let fixture = try ProjectFixture(["reconcile.yaml": text, "manifests/site.yaml": Self.manifest])
        let problems = try #require(throws: Problems.self) { try fixture.load() }
        #expect(problems.all.map(\.code) == [code])
        #expect(problems.all.first?.span?.file.hasSuffix("reconcile.yaml") == true)
    }

    @Test(
        arguments: [
            (["reconcile.yaml", "manifests"], "no-project"), (["manifests"], "no-manifests"),
            (["manifests/site.yaml"], "no-manifests"),
        ])
    func `a folder that lacks something says what`(_ missing: [String], _ code: String) throws {
        let fixture = try ProjectFixture(manifest: Self.manifest)
        for path in missing { try fixture.remove(path) }
        let problems = try #require(throws: Problems.self) { try fixture.load() }
        #expect(problems.all.map(\.code) == [code])
        #expect(problems.all.first?.help != nil)
    }

    @Test func `manifests are read from folders in folders, hidden ones left out`() throws {
        let project = try ProjectFixture([
            "manifests/b/c.yaml": Self.manifest, "manifests/a.yml": Self.manifest, "manifests/.old/x.yaml": "nonsense",
            "manifests/.hidden.yaml": "nonsense", "manifests/README.md": "# no manifest",
        ]).load()
        #expect(project.manifests.map(\.name) == ["a", "c"])
    }

    @Test(
        arguments: [
            (nil, [], ["web1", "web2", "db1"]), ("web1", [], ["web1"]), ("db", ["web"], []),
            (nil, ["web"], ["web1", "web2"]), (nil, ["manifests/db.yaml"], ["db1"]),
            ("web2,db1", ["db", "web"], ["web2", "db1"]),
        ] as [(String?, [String], [String])])
    func `the hosts of a run are those of its manifests within the limit`(
        _ limit: String?, _ manifests: [String], _ expected: [String]
    ) throws {
        let fixture = try ProjectFixture([
            "manifests/web.yaml": Self.manifest, "manifests/db.yaml": "hosts: db\nresources: [{package: curl}]\n",
        ])
        let names = manifests.map { $0.contains("/") ? "\(fixture.folder)/\($0)" : $0 }
        #expect(try fixture.load().hosts(limit: limit, manifests: names) == expected)
    }

    @Test func `unknown names on the command line are guessed at`() throws {
        let project = try ProjectFixture(["manifests/web.yaml": Self.manifest]).load()
        let problems = try #require(throws: Problems.self) { try project.hosts(limit: nil, manifests: ["wbe"]) }
        #expect(problems.all.first?.help == "did you mean 'web'?")
        #expect(throws: Problems.self) { try project.hosts(limit: "web9") }
    }

    @Test func `manifests that are left out make no orphans`() throws {
        let fixture = try ProjectFixture([
            "manifests/web.yaml": Self.manifest, "manifests/base.yaml": "hosts: all\nresources: [{package: zstd}]\n",
        ])
        let state = try fixture.state(Selection(manifests: ["web"]))
        #expect(state.addresses == ["package:curl"])
        #expect(state.dormant.map(\.text) == ["package:apt/zstd"])
        #expect(state.manifests == ["web"])
        #expect(!state.coversWholeProject)
        #expect(try fixture.state().coversWholeProject)
    }

    @Test func `mistakes that only facts would show do not keep a project from being valid`() throws {
        let fixture = try ProjectFixture(
            manifest: """
                hosts: web
                assert: [facts.memory.total > 1]
                resources:
                  - package: curl
                    when: facts.os.family == 'debian'
                  - file: "/etc/{{ ansible_hostname }}"
                    content: "{{ facts.nothing_such }}"
                  - package: zstd
                  - package: "{{ item }}"
                    loop: facts.packages

                """)
        #expect(fixture.validate().isEmpty)
        let state = try fixture.state(facts: nil)
        #expect(
            state.addresses
                == ["package:curl", "file:{{ ansible_hostname }}", "package:zstd", "package:{{ item }}"]
                .map { $0 == "file:{{ ansible_hostname }}" ? "file:/etc/{{ ansible_hostname }}" : $0 })
        let problems = try #require(throws: Problems.self) { try fixture.state() }
        #expect(problems.all.map(\.code) == ["undefined-attribute", "undefined-attribute"])
    }

    @Test func `files are found in their folder, beside the manifest and by their path`() throws {
        let fixture = try ProjectFixture([
            "manifests/web/site.yaml": """
            hosts: web
            resources:
              - {file: /a, source: in-folder}
              - {file: /b, source: beside}
              - {file: /c, source: own/folder}
              - {file: /d, source: ../escaped}
              - {file: /e, source: files/in-folder}
              - {file: /f, template: beside.j2}

            """,
            "files/in-folder": "1", "manifests/web/beside": "2", "manifests/web/files/own/folder": "3",
            "manifests/escaped": "4", "manifests/web/beside.j2": "{{ site }}",
        ])
        let contents = try fixture.state().resources.map { try content(of: $0) }
        #expect(contents == ["1", "2", "3", "4", "1", "example.org"])
    }

    @Test func `binary files come out byte for byte`() throws {
        let fixture = try ProjectFixture(manifest: "hosts: web\nresources: [{file: /a, source: blob}]\n")
        let bytes = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try fixture.write("files/blob", bytes)
        let resource = try #require(try fixture.state().resources.first)
        guard case .resource(let file as File) = resource.entry else { throw WrongType() }
        #expect(file.source?.payload.bytes == bytes)
    }

    private struct WrongType: Error {}

    private func content(of desired: DesiredResource) throws -> String {
        guard case .resource(let file as File) = desired.entry else { throw WrongType() }
        return String(decoding: file.source?.payload.bytes ?? file.template?.payload.bytes ?? [], as: UTF8.self)
    }
}
