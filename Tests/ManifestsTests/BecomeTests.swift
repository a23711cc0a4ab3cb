import Diagnostics
import Manifests
import Model
import Testing

struct BecomeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var project = ""
        var variables = ""
        var manifest = ""
        var entry = ""
        var option: Become.Wish?
        var user: String?

        var testDescription: String {
            "project {\(project)} host {\(variables)} manifest {\(manifest)} entry {\(entry)}: \(user ?? "nobody")"
        }
    }

    static let cases: [Case] = [
        Case(user: nil),
        Case(project: "become: true", user: "root"),
        Case(project: "become: deploy", user: "deploy"),
        Case(project: "become: true", manifest: "become: false", user: nil),
        Case(manifest: "become: true", user: "root"),
        Case(manifest: "become: true", entry: "become_user: git", user: "git"),
        Case(manifest: "become: git", entry: "become: true", user: "git"),
        Case(manifest: "become: git", entry: "become: false", user: nil),
        Case(manifest: "become_user: git", user: "git"),
        Case(entry: "become: '{{ site }}'", user: "example.org"),
        Case(entry: "become: '{{ 1 == 2 }}'", user: nil),
        Case(option: .init(isWanted: true), user: "root"),
        Case(entry: "become: git", option: .init(isWanted: true), user: "git"),
        Case(manifest: "become: false", option: .init(isWanted: true), user: nil),
        Case(variables: "ansible_become: true", user: "root"),
        Case(variables: "ansible_become: 'yes'", user: "root"),
        Case(variables: "ansible_become: false", manifest: "become: true", user: nil),
        Case(variables: "ansible_become_user: ops", user: nil),
        Case(variables: "ansible_become_user: ops", manifest: "become: true", entry: "become_user: git", user: "ops"),
    ]

    @Test(arguments: cases)
    func `an entry is done as the user that the highest level names`(_ given: Case) throws {
        let fixture = try Self.project(given.project, given.variables, given.manifest, entries: [given.entry])
        let selection = Selection(become: given.option)
        let state = try fixture.state(selection)
        #expect(state.resources.map(\.becomeUser) == [given.user])
        #expect(try fixture.load().becomeUser(on: "web1", selection: selection) == given.user)
    }

    @Test(
        arguments: [
            (["", "become: true"], "root"), (["become: git", ""], "root"), (["become: git", "become: ops"], "root"),
            (["become: git", "become: git"], "git"), (["", ""], nil),
        ] as [([String], String?)])
    func `a connection becomes whoever can do all of it`(_ entries: [String], _ user: String?) throws {
        let fixture = try Self.project("", "", "", entries: entries)
        #expect(try fixture.load().becomeUser(on: "web1") == user)
    }

    private static func project(
        _ project: String, _ variables: String, _ manifest: String, entries: [String]
    ) throws -> ProjectFixture {
        let resources = entries.enumerated().map { "  - package: p\($0)\n    \($1)\n" }.joined()
        return try ProjectFixture([
            "reconcile.yaml": "project: test\n\(project)\n", "host_vars/web1.yaml": "unused: 1\n\(variables)\n",
            "manifests/site.yaml": "hosts: web\n\(manifest)\nresources:\n\(resources)",
        ])
    }
}
