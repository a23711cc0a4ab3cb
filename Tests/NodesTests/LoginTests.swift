import FoundationEssentials
import Nodes
import SSH
import Shell
import Synchronization
import Testing

@Suite(.enabled(if: SSHServer.isThere, SSHServer.reason))
struct LoginTests {
    /// Counts how often somebody was asked.
    private final class Operator: Sendable {
        private let count = Atomic(0)
        var timesAsked: Int { count.load(ordering: .relaxed) }

        func prompts(answering answer: String?) -> Prompts {
            Prompts { _ in
                self.count.add(1, ordering: .relaxed)
                return answer
            }
        }
    }

    @Test(arguments: [ConnectionSettings.Transport.libssh2, .openssh])
    func `asks for a passphrase once for all hosts`(transport: ConnectionSettings.Transport) async throws {
        try await SSHServer.with { server in
            try await generateKey("\(server.folder)/locked", passphrase: "two words")
            try write(try read("\(server.folder)/locked.pub"), to: "\(server.folder)/authorized_keys")
            let person = Operator()
            let connector = Connector(prompts: person.prompts(answering: "two words"))
            let settings = server.settings {
                $0.transport = transport
                $0.identityFile = "\(server.folder)/locked"
            }
            try await withThrowingTaskGroup { group in
                for _ in 0..<3 { group.addTask { await (try await connector.connect(settings)).close() } }
                try await group.waitForAll()
            }
            #expect(person.timesAsked == 1)
        }
    }

    @Test func `says that a passphrase is wrong, or that nobody can be asked`() async throws {
        try await SSHServer.with { server in
            try await generateKey("\(server.folder)/locked", passphrase: "right")
            let settings = server.settings {
                $0.transport = .libssh2
                $0.identityFile = "\(server.folder)/locked"
            }
            let wrong = Connector(prompts: Operator().prompts(answering: "wrong"))
            let error = try #require(await failure { try await wrong.connect(settings) })
            #expect(error.kind == .authentication)
            #expect(error.reason.contains("the passphrase of '\(server.folder)/locked' is not right"))
            let nobody = Connector(prompts: Prompts())
            let second = try #require(await failure { try await nobody.connect(settings) })
            #expect(second.reason.contains("which nobody can be asked for"))
        }
    }

    @Test(arguments: ["ecdsa", "rsa"])
    func `takes keys of other types, by the transport that can`(type: String) async throws {
        try await SSHServer.with { server in
            try await generateKey("\(server.folder)/other", type: type)
            try write(try read("\(server.folder)/other.pub"), to: "\(server.folder)/authorized_keys")
            let settings = server.settings { $0.identityFile = "\(server.folder)/other" }
            let node = try await Connector(prompts: Prompts()).connect(settings)
            let reason = await node.notes.first
            // libssh2 signs with SHA-2 from 1.11 on.
            if type == "ecdsa" { #expect(reason == nil) }
            if let reason { #expect(reason.contains("is of type ssh-rsa, which this libssh2 cannot use")) }
            #expect(try await node.run(Request([Section("a", "echo a")]))[0].text == "a\n")
            await node.close()
        }
    }

    @Test func `goes through a jump host by the system's ssh, and says so`() async throws {
        try await SSHServer.with { server in
            let config = """
                Host target
                    HostName 127.0.0.1
                    ProxyJump jump
                Host jump
                    HostName 127.0.0.1
                    Port \(server.port)
                    User \(currentUser ?? "")
                Host *
                    IdentityFile \(server.folder)/id
                    UserKnownHostsFile \(server.folder)/known_hosts
                    IdentityAgent none

                """
            try write(config, to: "\(server.folder)/config")
            let settings = server.settings { $0.address = "target" }
            let node = try await Connector(prompts: Prompts()).connect(settings)
            #expect(await node.notes == ["connected by the system's ssh: it is reached through 'jump'"])
            #expect(try await node.run(Request([Section("a", "echo a")]))[0].text == "a\n")
            await node.close()
        }
    }

    @Test(.enabled(if: isInstalled("ssh-agent"), "ssh-agent is not installed"))
    func `uses the keys of an agent`() async throws {
        try await SSHServer.with { server in
            let agent = try ChildProcess(["ssh-agent", "-D", "-a", "\(server.folder)/agent"])
            for _ in 0..<100 where !FileManager.default.fileExists(atPath: "\(server.folder)/agent") {
                try await Task.sleep(for: .milliseconds(20))
            }
            try await generateKey("\(server.folder)/unrelated")
            for key in ["unrelated", "id"] {
                let added = try await ChildProcess.result(
                    of: ["ssh-add", "\(server.folder)/\(key)"],
                    environment: ["SSH_AUTH_SOCK": "\(server.folder)/agent"], within: .seconds(10))
                try #require(added.status == 0, "\(added.errors)")
            }
            try FileManager.default.removeItem(atPath: "\(server.folder)/id")
            try write("IdentityAgent \(server.folder)/agent\n", to: "\(server.folder)/config")
            let settings = server.settings {
                $0.identityFile = nil
                $0.transport = .libssh2
            }
            let node = try await Connector(prompts: Prompts()).connect(settings)
            #expect(try await node.run(Request([Section("a", "echo a")]))[0].text == "a\n")
            await node.close()
            _ = await agent.exitStatus(within: .zero)
        }
    }

    @Test(arguments: [ConnectionSettings.Transport.libssh2, .openssh])
    func `tries a refused password once in a run`(transport: ConnectionSettings.Transport) async throws {
        try await SSHServer.with(["PasswordAuthentication yes"]) { server in
            let connector = Connector(prompts: Prompts())
            try await generateKey("\(server.folder)/other")
            let settings = server.settings {
                $0.transport = transport
                $0.identityFile = "\(server.folder)/other"
                $0.password = "no-one's password \(UInt64.random(in: 0 ... .max))"
            }
            let errors = await withTaskGroup(of: NodeError?.self) { group in
                for _ in 0..<3 { group.addTask { await failure { try await connector.connect(settings) } } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(errors.map { $0?.kind } == [.authentication, .authentication, .authentication])
            #expect(errors.filter { $0?.reason.hasPrefix("not tried") == true }.count == 2)
            // What sshd writes may come a moment later; a second try would be there by then.
            try await Task.sleep(for: .milliseconds(500))
            let tries = try server.log.split(separator: "\n").filter { $0.contains("Failed password") }
            #expect(tries.count == 1)
        }
    }
}
