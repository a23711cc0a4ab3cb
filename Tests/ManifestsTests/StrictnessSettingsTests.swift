import Diagnostics
import Manifests
import Testing

/// `strictness` in `reconcile.yaml`, and what it makes of a project.
struct StrictnessSettingsTests {
    /// A project in which each check finds one thing.
    private func fixture(_ strictness: String) throws -> ProjectFixture {
        try ProjectFixture([
            "reconcile.yaml": "project: test\n\(strictness)",
            "inventory/hosts.yaml": """
            a: {hosts: {h: {ansible_ssh_args: -4}}, vars: {x: 1}}
            b: {hosts: {h: }, vars: {x: 2}}
            """,
            "group_vars/all.yaml": "y: 1\ny: 2\n", "group_vars/typo.yaml": "y: 3\n",
            "manifests/site.yaml": "hosts: a:!typo\nresources: [{package: curl}]\n",
        ])
    }

    private func found(_ strictness: String) throws -> [String] {
        let fixture = try fixture(strictness)
        return fixture.validate().map { problem in
            let place = problem.span.map { "\($0.file.split(separator: "/").last ?? ""):\($0.start.line)" } ?? "nowhere"
            return "\(place) \(problem.severity == .error ? "error" : "warning") \(problem.code)"
        }.sorted()
    }

    @Test func `where nothing is said, what cannot be meant is an error and what may be a slip a warning`() throws {
        #expect(try found("") == ["all.yaml:2 error duplicate-key"])
        #expect(
            try found("strictness: {duplicate_keys: warning}\n") == [
                "all.yaml:2 warning duplicate-key", "hosts.yaml:1 warning ignored-variable",
                "hosts.yaml:2 warning tied-groups", "site.yaml:1 error unknown-host",
                "typo.yaml:1 warning orphan-vars-file",
            ])
    }

    @Test func `each check has a switch, and what is found has its place whatever it says`() throws {
        let warnings = "strictness: {duplicate_keys: warning, unknown_groups: warning}\n"
        #expect(
            try found(warnings) == [
                "all.yaml:2 warning duplicate-key", "hosts.yaml:1 warning ignored-variable",
                "hosts.yaml:2 warning tied-groups", "site.yaml:1 warning unknown-host",
                "typo.yaml:1 warning orphan-vars-file",
            ])
        let errors = """
            strictness:
              duplicate_keys: error
              orphan_vars_files: error
              unknown_groups: error
              tied_groups: error
              ignored_vars: error

            """
        #expect(try found(errors).allSatisfy { $0.contains(" error ") })
        let off = errors.replacing(": error", with: ": off")
        #expect(try found(off) == [])
    }

    @Test(arguments: [
        ("strictness: {duplicate_keys: lax}\n", "wrong-type"), ("strictness: {duplicate_key: off}\n", "unknown-key"),
        ("strictness: off\n", "wrong-type"),
    ])
    func `a switch that there is not, or that does not go there, is told`(text: String, code: String) throws {
        let problem = try #require(
            try fixture(text).validate().first { $0.span?.file.hasSuffix("reconcile.yaml") == true })
        #expect(problem.code == code)
        #expect(problem.span?.start.line == 2)
    }
}
