import FoundationEssentials
import Nodes
import SSH
import Testing

@Suite(.enabled(if: SSHServer.isThere, SSHServer.reason))
struct HostKeyTests {
    private let connector = Connector(prompts: Prompts())

    @Test(arguments: [ConnectionSettings.Transport.libssh2, .openssh])
    func `refuses a host whose key is not known, and says what to do`(
        transport: ConnectionSettings.Transport
    ) async throws {
        try await SSHServer.with { server in
            try write("", to: "\(server.folder)/known_hosts")
            let settings = server.settings { $0.transport = transport }
            let error = try #require(await failure { try await connector.connect(settings) })
            #expect(error.kind == .hostKey)
            #expect(error.help?.contains("ssh-keyscan") == true && error.help?.contains("--accept-new") == true)
            #expect(try read("\(server.folder)/known_hosts") == "")
        }
    }

    @Test(arguments: [ConnectionSettings.Transport.libssh2, .openssh], [false, true])
    func `refuses a host whose key has changed, and names the line`(
        transport: ConnectionSettings.Transport, isAccepting: Bool
    ) async throws {
        try await SSHServer.with { server in
            try await generateKey("\(server.folder)/former")
            let file = "\(server.folder)/known_hosts"
            try write("# hosts\n[127.0.0.1]:\(server.port) \(try read("\(server.folder)/former.pub"))", to: file)
            let before = try read(file)
            let settings = server.settings {
                $0.transport = transport
                $0.hostKeyCheck = isAccepting ? .acceptNew : .strict
            }
            let error = try #require(await failure { try await connector.connect(settings) })
            #expect(error.kind == .hostKey)
            #expect(error.reason.contains("\(file):2"))
            #expect(error.help?.contains("ssh-keygen -R") == true)
            #expect(try read(file) == before)
        }
    }

    @Test(arguments: [ConnectionSettings.Transport.libssh2, .openssh])
    func `lets a new key in where it is told to, and knows it from then on`(
        transport: ConnectionSettings.Transport
    ) async throws {
        try await SSHServer.with { server in
            let file = "\(server.folder)/ssh/known_hosts"
            var settings = server.settings {
                $0.transport = transport
                $0.knownHostsFile = file
                $0.hostKeyCheck = .acceptNew
            }
            if transport == .openssh {
                try FileManager.default.createDirectory(
                    atPath: "\(server.folder)/ssh", withIntermediateDirectories: true)
            }
            await (try await connector.connect(settings)).close()
            let key = try read("\(server.folder)/host.pub").split(separator: " ").prefix(2).joined(separator: " ")
            #expect(try read(file) == "[127.0.0.1]:\(server.port) \(key)\n")
            if transport == .libssh2 {
                let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
                #expect(mode == 0o600)
            }
            settings.hostKeyCheck = .strict
            await (try await connector.connect(settings)).close()
        }
    }

    @Test func `asks for the type of key that is known`() async throws {
        try await SSHServer.with { server in
            try await generateKey("\(server.folder)/ecdsa", type: "ecdsa")
            let options = ["HostKey \(server.folder)/ecdsa"]
            try await SSHServer.with(options) { both in
                let known = try read("\(server.folder)/ecdsa.pub")
                try write("[127.0.0.1]:\(both.port) \(known)", to: "\(both.folder)/known_hosts")
                await (try await connector.connect(both.settings { $0.transport = .libssh2 })).close()
                try write("127.0.0.1 \(try read("\(both.folder)/host.pub"))", to: "\(both.folder)/known_hosts")
                await (try await connector.connect(both.settings { $0.transport = .libssh2 })).close()
            }
        }
    }

    @Test func `leaves hosts that are known by an RSA key alone to the system's ssh`() async throws {
        try await SSHServer.with(hostKey: "rsa") { server in
            let node = try await connector.connect(server.settings)
            #expect(await node.notes.first?.contains("RSA host key") == true)
            await node.close()
        }
    }
}
