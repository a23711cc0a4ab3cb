import Nodes
import SSH
import Testing

@Suite(.enabled(if: isInstalled("ssh"), "ssh is not installed"))
struct UnreachableTests {
    private func error(
        _ address: String, _ port: Int, _ transport: ConnectionSettings.Transport
    ) async throws -> NodeError {
        var settings = ConnectionSettings(host: "test", address: address)
        (settings.port, settings.transport) = (port, transport)
        (settings.configFile, settings.connectDeadline) = ("/dev/null", .seconds(1))
        settings.knownHostsFile = "/dev/null"
        return try #require(await failure { try await Connector(prompts: Prompts()).connect(settings) })
    }

    @Test(arguments: [ConnectionSettings.Transport.libssh2, .openssh])
    func `ends within the deadline where a host takes the connection and never answers`(
        transport: ConnectionSettings.Transport
    ) async throws {
        let listener = try Listener()
        let error = try await error("127.0.0.1", listener.port, transport)
        #expect(error == NodeError(.unreachable, "no answer within 1 s (127.0.0.1:\(listener.port))"))
        listener.close()
    }

    @Test(arguments: [ConnectionSettings.Transport.libssh2, .openssh])
    func `says that a connection was refused`(transport: ConnectionSettings.Transport) async throws {
        let listener = try Listener()
        listener.close()
        let error = try await error("127.0.0.1", listener.port, transport)
        #expect(error == NodeError(.unreachable, "connection refused (127.0.0.1:\(listener.port))"))
    }

    @Test(arguments: [ConnectionSettings.Transport.libssh2, .openssh])
    func `says which name is not known`(transport: ConnectionSettings.Transport) async throws {
        let error = try await error("no-such-host.invalid", 22, transport)
        #expect(error.kind == .unreachable)
        #expect(error.reason.contains("'no-such-host.invalid'"))
    }
}
