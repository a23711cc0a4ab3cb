import Diagnostics
import FoundationEssentials
import Manifests
import Model
import Resources
import Testing

/// What `validate` finds beside what keeps a run from its work.
struct ValidationTests {
    private static func codes(_ files: [String: String], _ selection: Selection = Selection()) throws -> [String] {
        let project = try ProjectFixture(
            files.merging(["manifests/site.yaml": "hosts: web\nresources: [{package: curl}]\n"]) { given, _ in given })
        return Validation(folder: project.folder, catalog: .standard, selection: selection).problems().map(\.code)
    }

    @Test(arguments: [
        ("'site == \"a\" or \"b\"'", "always true"), ("1 == 1", "always true"),
        ("site == 'a' and false", "always false"),
        ("not true", "always false"), ("'\"{{ site }}\" == \"a\"'", "'{{' stands inside of quotes"),
        ("'\"site is defined\"'", "a text in quotes"), ("\"'x' in 'xy'\"", "always true"),
        ("\"{{ 'x' in 'xy' }}\"", "always true"), ("\"{{ 1 > 2 }}\"", "always false"),
    ])
    func `a condition that cannot be meant is told`(_ condition: String, _ message: String) throws {
        let project = try ProjectFixture(
            manifest: "hosts: web\nresources:\n  - package: curl\n    when: \(condition)\n")
        let found = project.validate().filter { ["constant-condition", "template-in-expression"].contains($0.code) }
        #expect(found.count == 1 && found[0].message.contains(message), "\(project.validate())")
        #expect(found.first?.span?.start.line == 4)
    }

    @Test(arguments: [
        "true", "false", "site", "site is defined", "facts.os.family == 'debian'", "'{{ site == \"a\" }}'",
        "site in ['a', 'b']", "range(3) | length == 3",
    ])
    func `a condition that can be meant is left alone`(_ condition: String) throws {
        let project = try ProjectFixture(
            manifest: "hosts: web\nresources:\n  - package: curl\n    when: \(condition)\n")
        #expect(!project.validate().contains { $0.code == "constant-condition" }, "\(project.validate())")
    }

    @Test(arguments: [
        ("group_vars/web.yaml", "range: 3\n"), ("host_vars/web1.yaml", "groups: []\n"),
        ("group_vars/all.yaml", "in: 3\n"),
        ("group_vars/all.yaml", "ansible_distribution: x\n"), ("group_vars/all.yaml", "facts: {}\n"),
        ("manifests/site.yaml", "hosts: web\nvars: {lookup: 1}\nresources: [{package: curl}]\n"),
        ("manifests/site.yaml", "hosts: web\nresources: [{package: curl, vars: {hostvars: 1}}]\n"),
        ("manifests/site.yaml", "hosts: web\nresources: [{package: curl, loop: [1], loop_var: namespace}]\n"),
    ])
    func `a variable that hides a name or is hidden by one is told once`(_ path: String, _ text: String) throws {
        #expect(try Self.codes([path: text]) == ["hidden-name"])
    }

    @Test func `names of one's own are left alone`() throws {
        #expect(try Self.codes(["group_vars/all.yaml": "ranges: 1\nansible_user: root\nansible_port: 22\n"]).isEmpty)
    }

    @Test func `tags that nothing has are told, with those that are meant`() throws {
        let manifest = "hosts: web\ntags: [base]\nresources: [{package: curl, tags: [tools]}]\n"
        let selection = Selection(tags: TagSelection(tags: ["tool", "all"], skipTags: ["base"]))
        #expect(try Self.codes(["manifests/site.yaml": manifest], selection) == ["unknown-tag"])
        let project = try ProjectFixture(manifest: manifest)
        let found = Validation(folder: project.folder, catalog: .standard, selection: selection).problems()
        #expect(found.first?.help == "did you mean 'tools'?")
    }

    @Test func `a template that nobody names yet is read, too`() throws {
        let found = try Self.codes([
            "templates/later.conf.j2": "{% if x %}\n", "templates/plain.txt": "{% no template %}",
        ])
        #expect(found == ["unclosed-statement"])
    }

    @Test func `what is asked of some files is told of these alone`() throws {
        let project = try ProjectFixture([
            "manifests/a/one.yaml": "hosts: web\nresources: [{fil: /x}]\n",
            "manifests/two.yaml": "hosts: web\nresources: [{fil: /y}]\n",
        ])
        let validation = Validation(folder: project.folder, catalog: .standard)
        let all = validation.problems()
        #expect(all.count == 2)
        for word in ["one", "manifests/a", "manifests/a/one.yaml", "\(project.folder)/manifests/../manifests/a/"] {
            let found = try validation.narrow(all, to: [word])
            #expect(found.count == 1 && found[0].span?.file.hasSuffix("one.yaml") == true, "\(word)")
        }
        #expect(try validation.narrow(all, to: ["templates", "two"].filter { $0 == "two" }).count == 1)
        #expect(throws: Problems.self) { try validation.narrow(all, to: ["three"]) }
    }
}
