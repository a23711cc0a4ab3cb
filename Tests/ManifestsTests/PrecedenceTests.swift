import Diagnostics
import Manifests
import Model
import Testing
import YAML

struct PrecedenceTests {
    /// Where a variable can be set, lowest precedence first.
    enum Level: Int, CaseIterable, Comparable {
        case defaults, inventoryAll, groupVarsAll, groupVars, hostVars, manifest, entry, extra

        static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
    }

    /// Every pair of levels, and all of them up to each one.
    static let cases: [[Level]] =
        Level.allCases.flatMap { low in Level.allCases.filter { $0 > low }.map { [low, $0] } }
        + Level.allCases.map { top in Level.allCases.filter { $0 <= top } }

    @Test(arguments: cases)
    func `the highest level that sets a variable wins`(_ levels: [Level]) throws {
        let state = try Self.state(settingIn: Set(levels))
        #expect(state.addresses == ["package:\(try #require(levels.max()))"])
    }

    private static func state(settingIn levels: Set<Level>) throws -> DesiredState {
        func line(_ level: Level, _ text: String) -> String { levels.contains(level) ? text + "\n" : "" }
        let fixture = try ProjectFixture([
            "inventory/hosts.yaml": "all:\n  hosts:\n    web1:\n  children:\n    web: {hosts: {web1: }}\n"
                + line(.inventoryAll, "  vars: {x: inventoryAll}"),
            "group_vars/all.yaml": "unused: 1\n" + line(.groupVarsAll, "x: groupVarsAll"),
            "group_vars/web.yaml": "unused: 1\n" + line(.groupVars, "x: groupVars"),
            "host_vars/web1.yaml": "unused: 1\n" + line(.hostVars, "x: hostVars"),
            "manifests/site.yaml": "hosts: web\n" + line(.defaults, "defaults: {x: defaults}")
                + line(.manifest, "vars: {x: manifest}") + "resources:\n  - package: \"{{ x }}\"\n"
                + line(.entry, "    vars: {x: entry}"),
        ])
        let extra = try Node(parsing: Source(name: "-e", text: "{x: extra}")).map { [$0] } ?? []
        return try fixture.state(Selection(extraVars: levels.contains(.extra) ? extra : []))
    }

    @Test func `variables of an entry and its loop are seen by variables of the inventory`() throws {
        let fixture = try ProjectFixture([
            "group_vars/web.yaml": "name: \"{{ site }}-{{ item }}-{{ suffix }}\"\n",
            "manifests/site.yaml": """
            hosts: web
            defaults: {suffix: low}
            resources:
              - package: "{{ name }}"
                loop: [a, b]
                vars: {suffix: "{{ item }}2"}
              - package: "{{ name }}"
                vars: {item: c}

            """,
        ])
        #expect(
            try fixture.state().addresses == [
                "package:example.org-a-a2", "package:example.org-b-b2", "package:example.org-c-low",
            ])
    }

    @Test func `facts hide variables of their names`() throws {
        let fixture = try ProjectFixture(
            manifest: """
                hosts: web
                vars: {facts: {arch: mine}, ansible_os_family: Mine}
                resources: [{package: "{{ facts.arch }}-{{ ansible_os_family }}"}]

                """)
        #expect(try fixture.state().addresses == ["package:amd64-Debian"])
    }
}
