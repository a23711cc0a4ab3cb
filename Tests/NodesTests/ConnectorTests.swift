import FoundationEssentials
import Nodes
import SSH
import Shell
import Testing

@Suite(.enabled(if: SSHServer.isThere, SSHServer.reason))
struct ConnectorTests {
    private let connector = Connector(prompts: Prompts())

    private func echo(_ node: any Node) async throws -> String? {
        try await node.run(Request([Section("hello", "echo hello")]))[0].text
    }

    @Test(arguments: [ConnectionSettings.Transport.ssh, .libssh2, .openssh])
    func `runs requests on a host`(transport: ConnectionSettings.Transport) async throws {
        try await SSHServer.with { server in
            let node = try await connector.connect(server.settings { $0.transport = transport })
            #expect(node.name == "test")
            #expect(await node.notes == [])
            #expect(try await echo(node) == "hello\n")
            let second = try await node.run(Request([Section("b", "printf '\\377'; exit 3"), Section("c", "cat")]))
            #expect(second == [.ended(status: 3, output: [255]), .ended(status: 0, output: [])])
            await node.close()
        }
    }

    @Test(arguments: [ConnectionSettings.Transport.libssh2, .openssh])
    func `loses only the section that hangs`(transport: ConnectionSettings.Transport) async throws {
        try await SSHServer.with { server in
            let node = try await connector.connect(server.settings { $0.transport = transport })
            let hang = "mkfifo \(server.folder)/fifo; cat \(server.folder)/fifo"
            let answers = try await node.run(
                Request([
                    Section("before", "echo before"), Section("hung", hang, patience: .milliseconds(500)),
                    Section("after", "echo after"),
                ]))
            #expect(answers[0].text == "before\n")
            #expect(answers[1] == .silent(after: .milliseconds(500), output: []))
            #expect(answers[2].text == "after\n")
            #expect(try await echo(node) == "hello\n")
            await node.close()
        }
    }

    @Test(arguments: [ConnectionSettings.Transport.libssh2, .openssh])
    func `uploads a megabyte of binary`(transport: ConnectionSettings.Transport) async throws {
        try await SSHServer.with { server in
            let node = try await connector.connect(server.settings { $0.transport = transport })
            let bytes = (0..<1_234_567).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
            try Data(bytes).write(to: URL(filePath: "\(server.folder)/bytes"))
            let sum = try await node.run(Request([Section("sum", "sha256sum <\(server.folder)/bytes")]))[0].text
            let path = "\(server.folder)/odd ' name"
            try await node.upload(bytes, digest: String(try #require(sum?.prefix(64))), to: path)
            #expect(try [UInt8](Data(contentsOf: URL(filePath: path))) == bytes)
            #expect(try await echo(node) == "hello\n")
            await node.close()
        }
    }

    @Test(arguments: [ConnectionSettings.Transport.libssh2, .openssh])
    func `says that a connection was lost within a request`(transport: ConnectionSettings.Transport) async throws {
        try await SSHServer.with { server in
            let node = try await connector.connect(server.settings { $0.transport = transport })
            #expect(try await echo(node) == "hello\n")
            let (stream, news) = AsyncStream.makeStream(of: Heard.self)
            await #expect {
                try await node.run(
                    Request([
                        Section("cut", "sleep 2; kill -9 $PPID $(ps -o ppid= -p $PPID); sleep 0.5"),
                        Section("after", "echo >\(server.folder)/after"),
                    ])
                ) { news.yield($0) }
            } throws: {
                ($0 as? NodeError)?.kind == .lost
            }
            news.finish()
            #expect(await stream.first { _ in true } == .began(section: "cut"))
            try await Task.sleep(for: .seconds(1))
            #expect(!FileManager.default.fileExists(atPath: "\(server.folder)/after"))
            await node.close()
        }
    }

    @Test(arguments: [ConnectionSettings.Transport.ssh, .openssh])
    func `refuses a wrong key`(transport: ConnectionSettings.Transport) async throws {
        try await SSHServer.with { server in
            try await generateKey("\(server.folder)/other")
            let settings = server.settings {
                $0.transport = transport
                $0.identityFile = "\(server.folder)/other"
            }
            let error = try #require(await failure { try await connector.connect(settings) })
            #expect(error.kind == .authentication)
            #expect(error.help?.contains("ansible_user") == true)
        }
    }

    @Test func `names a key file that is not there`() async throws {
        try await SSHServer.with { server in
            let missing = server.settings { $0.identityFile = "\(server.folder)/none" }
            let error = try #require(await failure { try await connector.connect(missing) })
            #expect(error.reason.contains("there is no key file '\(server.folder)/none'"))
        }
    }

    @Test func `lets many hosts in at the same time`() async throws {
        // Most of what this costs is sshd's.
        let hosts = isSoak ? 64 : 12
        try await SSHServer.with { server in
            let settings = server.settings { $0.connectDeadline = .seconds(60) }
            try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<hosts {
                    group.addTask {
                        let node = try await connector.connect(settings)
                        let text = try await echo(node)
                        await node.close()
                        return text
                    }
                }
                var count = 0
                for try await text in group where text == "hello\n" { count += 1 }
                #expect(count == hosts)
            }
        }
    }
}

/// The error of a connection that is not to stand.
func failure(_ body: () async throws -> any Node) async -> NodeError? {
    do {
        let node = try await body()
        await node.close()
        return nil
    } catch {
        return error as? NodeError ?? NodeError(.lost, "another error: \(error)")
    }
}
