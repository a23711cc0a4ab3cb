import Diagnostics
import Testing
import YAML

@testable import Inventory

/// Where reading is stricter than Ansible's, and the switches for it.
@Suite struct StrictnessTests {
    private func load(
        _ ini: String, _ others: [String: String] = [:], _ strictness: Strictness = Strictness()
    ) throws(Problems) -> Inventory {
        let files = others.merging(["hosts.ini": ini]) { $1 }
        return try .load(
            from: ["hosts.ini"], projectFolder: ".", reading: .table(files), strictness: strictness)
    }

    private func ties(_ ini: String, _ others: [String: String] = [:]) throws -> [Diagnostic] {
        try load(ini, others).warnings.filter { $0.code == "tied-groups" }
    }

    private static let two = "[a]\nh\n[b]\nh\n"

    @Test func `two groups that only their names decide between are told with both places`() throws {
        let found = try ties(Self.two + "[a:vars]\nx=1\n[b:vars]\nx=2\n")
        #expect(found.count == 1)
        #expect(
            found.first?.message
                == "groups 'a' and 'b' set 'x' of host 'h' differently, and only their names decide")
        #expect(found.first?.span?.start == Position(line: 8, column: 3))
        #expect(found.first?.notes.first?.span?.start == Position(line: 6, column: 3))
    }

    @Test(arguments: [
        ("the same value", "[a:vars]\nx=1\n[b:vars]\nx=1\n", [:]),
        ("a priority", "[a:vars]\nx=1\nansible_group_priority=5\n[b:vars]\nx=2\n", [:]),
        ("depth", "[top:children]\nb\n[a:vars]\nx=1\n[b:vars]\nx=2\n", [:]),
        ("a value of the host", "[a:vars]\nx=1\n[b:vars]\nx=2\n", ["host_vars/h.yml": "x: 3"]),
        ("a file over inventory files", "[a:vars]\nx=1\n[b:vars]\nx=2\n", ["group_vars/a.yml": "x: 3"]),
        ("a deeper group", "[top:children]\nc\n[c]\nh\n[a:vars]\nx=1\n[b:vars]\nx=2\n[c:vars]\nx=3\n", [:]),
    ])
    func `what something else decides is no tie`(reason: String, ini: String, files: [String: String]) throws {
        #expect(try ties(Self.two + ini, files).isEmpty, "\(reason)")
    }

    @Test func `files of two groups can be tied, and the last file of each counts`() throws {
        let files = [
            "group_vars/a/1.yml": "x: 1\ny: {k: [1]}", "group_vars/a/2.yml": "x: 2",
            "group_vars/b.yml": "x: 2\ny: {k: [2]}",
        ]
        #expect(try ties(Self.two, files).map { $0.message.contains("'y'") } == [true])
    }

    @Test func `a pair of places is told once, however many hosts it decides for`() throws {
        #expect(try ties("[a]\nh[1:9]\n[b]\nh[2:5]\n[a:vars]\nx=1\n[b:vars]\nx=2\n").count == 1)
    }

    @Test(arguments: [
        "ansible_ssh_common_args", "ansible_ssh_extra_args", "ansible_become_flags", "ansible_shell_type",
        "ansible_winrm_transport", "ansible_ssh_private_key_passphrase",
    ])
    func `a variable that would change how a host is reached, and does not, is told with its place`(
        name: String
    ) throws {
        let inventory = try load("h\n", ["group_vars/all.yml": "---\n\(name): -o ProxyJump=b\n"])
        let found = try #require(inventory.warnings.first)
        #expect(found.code == "ignored-variable")
        #expect(found.span?.start == Position(line: 2, column: name.count + 3))
        #expect(found.help?.isEmpty == false)
    }

    @Test(arguments: ["ansible_host", "ansible_python_interpreter", "ansible_ssh_pipelining", "ansible_mine"])
    func `a variable that is obeyed, or does no harm, is not told`(name: String) throws {
        #expect(try load("h \(name)=x\n").warnings.isEmpty)
    }

    @Test func `a variable that is not obeyed is told wherever it stands, each place once`() throws {
        let inventory = try load(
            "[g]\nh[1:3] ansible_ssh_args=x\n[g:vars]\nansible_shell_type=fish\n",
            ["host_vars/h1.yml": "ansible_become_exe: x"])
        #expect(inventory.warnings.map { $0.span?.file } == ["hosts.ini", "hosts.ini", "host_vars/h1.yml"])
    }

    @Test(arguments: Strictness.Check.allCases, Strictness.Level.allCases)
    func `each check is an error, a warning or off, as wanted`(
        check: Strictness.Check, level: Strictness.Level
    ) throws {
        let found: (ini: String, files: [String: String], code: String) =
            switch check {
            case .duplicateKeys: ("h\n", ["group_vars/all.yml": "a: 1\na: 2\n"], "duplicate-key")
            case .orphanFiles: ("h\n", ["group_vars/nobody.yml": "a: 1\n"], "orphan-vars-file")
            case .unknownGroups: ("h\n", [:], "unknown-host")
            case .tiedGroups: (Self.two + "[a:vars]\nx=1\n[b:vars]\nx=2\n", [:], "tied-groups")
            case .ignoredVariables: ("h ansible_ssh_args=x\n", [:], "ignored-variable")
            }
        var strictness = Strictness.lenient
        strictness[check] = level
        var problems: [Diagnostic] = []
        do throws(Problems) {
            let inventory = try load(found.ini, found.files, strictness)
            problems = inventory.warnings
            let hosts = try inventory.hosts(matching: HostPattern(parsing: "all:!typo"), warnings: &problems)
            #expect(hosts.map { $0.name } == ["h"])
        } catch {
            problems += error.all
        }
        let expected: [Diagnostic.Severity] = level == .off ? [] : [level == .error ? .error : .warning]
        #expect(problems.map { $0.severity } == expected)
        #expect(problems.allSatisfy { $0.code == found.code && $0.span != nil || check == .unknownGroups })
    }

    @Test(arguments: [("all", ["h"]), ("all:typo", ["h"]), ("all:&typo", []), ("typo", [])])
    func `where unknown names are let through they name no hosts`(pattern: String, hosts: [String]) throws {
        let inventory = try load("h\n", [:], .lenient)
        #expect(try inventory.names(pattern) == hosts)
    }
}
