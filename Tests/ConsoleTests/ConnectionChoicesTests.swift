import Console
import Diagnostics
import Nodes
import Testing

@Suite("A host's variables and the command line say how it is reached") struct ConnectionChoicesTests {
    private func settings(
        _ variables: [String: String], becoming: ConnectionChoices.Becoming = .asTold, _ words: String...
    ) throws -> ConnectionSettings {
        guard case .run(let arguments) = try ArgumentParser(.reconcile).parse(["plan"] + words) else {
            throw Diagnostic("help", "help was understood instead of a verb")
        }
        return try ConnectionChoices(arguments).settings(for: "n1", becoming: becoming) { variables[$0] }
    }

    @Test func `without either, the name is the address and ssh decides the rest`() throws {
        let settings = try settings([:])
        #expect(settings == ConnectionSettings(host: "n1"))
    }

    @Test func `variables say it all`() throws {
        let settings = try settings([
            "ansible_host": "10.0.0.4", "ansible_port": "2222", "ansible_user": "ops", "ansible_connection": "local",
            "ansible_ssh_private_key_file": "/k", "ansible_password": "pw", "ansible_become": "yes",
            "ansible_become_user": "app", "ansible_become_method": "doas", "ansible_become_password": "bpw",
        ])
        var expected = ConnectionSettings(host: "n1", address: "10.0.0.4")
        expected.port = 2222
        expected.user = "ops"
        expected.transport = .local
        expected.identityFile = "/k"
        expected.password = "pw"
        expected.become = .init(method: .doas, user: "app", password: "bpw")
        #expect(settings == expected)
    }

    @Test func `variables go before options, as in Ansible`() throws {
        let settings = try settings(
            ["ansible_user": "var", "ansible_connection": "ssh", "ansible_become_user": "var"], "-u", "option",
            "--transport", "local", "-b", "--become-user", "option", "--private-key", "/k")
        #expect(settings.user == "var")
        #expect(settings.transport == .ssh)
        #expect(settings.become?.user == "var")
        #expect(settings.identityFile == "/k")
    }

    @Test func `another user is become where options or variables say so`() throws {
        #expect(try settings([:], "-b").become == .init())
        #expect(try settings([:], "--become-user", "app").become == .init(user: "app"))
        #expect(try settings(["ansible_become": "false"], "-b").become == nil)
        #expect(try settings([:]).become == nil)
    }

    @Test func `what the work on a host takes goes before options and variables`() throws {
        let variables = ["ansible_become_password": "pw", "ansible_become_user": "other"]
        #expect(try settings(variables, becoming: .user("root")).become == .init(password: "pw"))
        #expect(try settings(variables, becoming: .user(nil), "-b").become == nil)
    }

    @Test func `new host keys are accepted only where that was said`() throws {
        #expect(try settings([:]).hostKeyCheck == .strict)
        #expect(try settings([:], "--accept-new").hostKeyCheck == .acceptNew)
        #expect(try settings(["ansible_host_key_checking": "False"]).hostKeyCheck == .acceptNew)
    }

    @Test(arguments: [
        ("ansible_connection", "winrm"), ("ansible_port", "ssh"), ("ansible_become", "maybe"),
    ])
    func `a value that cannot be is named`(name: String, value: String) throws {
        let problem = try #require(throws: Diagnostic.self) { try settings([name: value]) }
        #expect(problem.message.contains("'\(name)'") && problem.message.contains("'\(value)'"))
    }

    @Test(arguments: [
        ("ansible_connection", "winrm"), ("ansible_ssh_port", "ssh"), ("ansible_become", "maybe"),
        ("ansible_become_method", "runas"), ("ansible_timeout", "-1"), ("ansible_host_key_checking", "2"),
    ])
    func `a value that cannot be is pointed at, under the name that was used`(name: String, value: String) throws {
        let span = Span(file: "group_vars/all.yml", at: Position(line: 3, column: 7))
        var variables = [name: value]
        if name == "ansible_become_method" { variables["ansible_become"] = "true" }
        let problem = try #require(throws: Diagnostic.self) {
            try ConnectionChoices().settings(for: "n1", place: { $0 == name ? span : nil }) { variables[$0] }
        }
        #expect(problem.span == span)
        #expect(problem.message.contains("'\(name)'"))
    }
}
