import Nodes

/// A connection over libssh2.
///
/// The library is used by one thread at a time, which may wait in it, so each connection has a thread of its own.
actor LibSSH2Line: Line {
    private let thread: BlockingThread
    private let session: Session
    private var channels: [Int: Channel] = [:]
    private var channelCount = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Connects and exchanges keys; nobody is logged in yet.
    ///
    /// - Parameters:
    ///   - limit: where to connect to, and until when.
    ///   - hostKeyTypes: asked for in this order, before the others that libssh2 knows.
    /// - Throws: `NodeError`, or `Unsuitable` where libssh2 and the host have no method in common.
    init(_ limit: ConnectLimit, hostKeyTypes: [String]) async throws {
        thread = BlockingThread(name: "ssh \(limit.host)")
        let addresses = try await Address.all(of: limit)
        session = try await blocking {
            let session = try Session(try Socket(addresses, limit), place: limit.place)
            session.prefer(hostKeyTypes)
            try session.handshake(limit)
            return session
        }
    }

    /// The key that the host showed.
    func hostKey() throws -> HostKey { try session.hostKey() }

    /// Shows the host one credential.
    func login(_ user: String, with credential: Credential, within patience: Duration) throws -> Verdict {
        try session.login(user, with: credential, until: .now + patience)
    }

    /// The public keys that an agent holds.
    ///
    /// - Parameter socket: nil for the one that `SSH_AUTH_SOCK` names.
    /// - Returns: nil where no agent answers.
    func keys(ofAgentAt socket: String?) -> [[UInt8]]? { Agent(session, socket)?.keys }

    /// The ways to log in that the host offers: `publickey`, `password`, `keyboard-interactive`.
    func methods(for user: String, within patience: Duration) throws -> [String] {
        try session.methods(for: user, until: .now + patience)
    }

    func open(_ command: String) throws -> any ByteChannel {
        let channel = try session.open(command, .now + .seconds(30))
        channelCount += 1
        channels[channelCount] = channel
        return SSHChannel(line: self, number: channelCount)
    }

    func close() {
        channels = [:]
        session.disconnect()
    }

    fileprivate func write(_ bytes: [UInt8], to number: Int) throws {
        guard let channel = channels[number] else { throw NodeError(.lost, "the connection was closed") }
        try channel.write(bytes, session)
    }

    fileprivate func endInput(of number: Int) throws { try channels[number]?.endInput(session) }

    fileprivate func read(from number: Int, within patience: Duration) throws -> Arrival {
        try channels[number]?.read(session, until: .now + patience) ?? .end
    }

    fileprivate func close(_ number: Int) {
        // Freeing a channel closes it; what the program still writes is dropped, and it gets a hang-up.
        if let channel = channels.removeValue(forKey: number) { session.release(channel) }
    }
}

/// One program on the far side of a line.
private struct SSHChannel: ByteChannel {
    let line: LibSSH2Line
    let number: Int

    func write(_ bytes: [UInt8]) async throws { try await line.write(bytes, to: number) }
    func endInput() async throws { try await line.endInput(of: number) }
    func read(within patience: Duration) async throws -> Arrival { try await line.read(from: number, within: patience) }
    func close() async { await line.close(number) }
}

/// A host's public key: its type, and all of it in Base64, as `known_hosts` has it.
struct HostKey: Sendable, Hashable {
    let type: String
    let base64: String
}

/// One thing that may let a user in.
enum Credential: Sendable {
    case keyFile(String, passphrase: String?)
    /// A key that the agent behind the socket holds.
    case agentKey([UInt8], socket: String?)
    case password(String)
    /// The same password, as the answer to the host's question for it.
    case answer(String)
}

/// What became of a credential.
enum Verdict: Sendable, Hashable {
    case accepted
    case refused
    /// It was not shown to the host; why.
    case unusable(String)
}

/// libssh2 and the host have no way to talk that both know; the system's ssh may.
struct Unsuitable: Error {
    var reason: String
}
