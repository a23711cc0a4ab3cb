internal import CLibSSH2
import FoundationEssentials
import Nodes

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A connection over libssh2. The library blocks a thread, so each connection has one of its own.
///
/// The one file that calls libssh2. The library's sessions are used in its non-blocking way, because only that lets a
/// read end at its deadline and listen to both streams of a channel; waiting is done in one place, `settled`.
actor LibSSH2Line: Line {
    private let thread: BlockingThread
    private let session: Session
    private var channels: [Int: Channel] = [:]
    private var channelCount = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Connects and exchanges keys; nobody is logged in yet.
    /// - Parameter hostKeyTypes: asked for in this order, before the others that libssh2 knows.
    init(
        thread: BlockingThread, host: String, port: Int, hostKeyTypes: [String], until deadline: ContinuousClock.Instant,
        patience: Duration
    ) async throws {
        self.thread = thread
        session = try await Self.handshake(host, port, hostKeyTypes, deadline, patience, on: thread)
    }

    /// The version of the library, as numbers: RSA keys work from 1.11 on.
    static var versionNumber: Int { Int(LIBSSH2_VERSION_NUM) }

    /// The key that the host showed: its type and Base64.
    func hostKey() throws -> (type: String, key: String) { try session.hostKey() }

    /// Logs in with a key file.
    /// - Returns: whether the host took it.
    func login(_ user: String, keyFile: String, passphrase: String?, until deadline: ContinuousClock.Instant) throws -> Bool {
        try session.login(deadline) { session in
            libssh2_userauth_publickey_fromfile_ex(
                session, user, UInt32(user.utf8.count), nil, keyFile, passphrase)
        }
    }

    /// Logs in with a password.
    func login(_ user: String, password: String, until deadline: ContinuousClock.Instant) throws -> Bool {
        try session.login(deadline) { session in
            libssh2_userauth_password_ex(
                session, user, UInt32(user.utf8.count), password, UInt32(password.utf8.count), nil)
        }
    }

    /// Logs in with keys that an agent holds.
    /// - Parameters:
    ///   - socket: nil for the one that `SSH_AUTH_SOCK` names.
    ///   - wanted: whether a public key is to be tried.
    func login(
        _ user: String, agentAt socket: String?, until deadline: ContinuousClock.Instant,
        wanted: @Sendable ([UInt8]) -> Bool
    ) throws -> Bool {
        guard let agent = session.agent(at: socket) else { return false }
        return try agent.login(user, session, deadline, wanted)
    }

    package func open(_ command: String) throws -> any ByteChannel {
        let channel = try session.open(command, ContinuousClock.now + .seconds(30))
        channelCount += 1
        channels[channelCount] = channel
        return SSHChannel(line: self, number: channelCount)
    }

    package func close() {
        channels = [:]
        session.disconnect()
    }

    fileprivate func write(_ bytes: [UInt8], to number: Int) throws {
        guard let channel = channels[number] else { throw lost }
        var sent = 0
        while sent < bytes.count {
            let rest = bytes[sent...]
            let count = try session.settled(.now + .seconds(60), "write") {
                rest.withUnsafeBytes { buffer in
                    libssh2_channel_write_ex(
                        channel.pointer, 0, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
                }
            }
            sent += count
        }
    }

    fileprivate func endInput(of number: Int) throws {
        guard let channel = channels[number] else { return }
        _ = try session.settled(.now + .seconds(30), "end of input") { Int(libssh2_channel_send_eof(channel.pointer)) }
    }

    fileprivate func read(from number: Int, within patience: Duration) throws -> Arrival {
        guard let channel = channels[number] else { return .end }
        let deadline = ContinuousClock.now + patience
        while true {
            for stream in [Int32(0), Int32(SSH_EXTENDED_DATA_STDERR)] {
                if let bytes = try channel.take(stream, session) {
                    return stream == 0 ? .output(bytes) : .errors(bytes)
                }
            }
            if libssh2_channel_eof(channel.pointer) == 1 { return .end }
            guard try session.wait(until: deadline) else { return .silence }
        }
    }

    fileprivate func close(_ number: Int) {
        // Freeing a channel closes it; what the program still writes is dropped, and it gets a hang-up.
        if let channel = channels.removeValue(forKey: number) { session.free(channel) }
    }

    private var lost: NodeError { NodeError(.lost, "the connection was closed") }

    private static func handshake(
        _ host: String, _ port: Int, _ hostKeyTypes: [String], _ deadline: ContinuousClock.Instant, _ patience: Duration,
        on thread: BlockingThread
    ) async throws -> Session {
        try await blocking {
            let socket = try Socket(host: host, port: port, until: deadline, patience: patience)
            let session = try Session(socket, place: "\(host):\(port)")
            session.prefer(hostKeyTypes)
            try session.handshake(deadline, patience)
            return session
        }
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

/// A channel of a session; freed by its session, which must outlive it.
private struct Channel: @unchecked Sendable {
    let pointer: OpaquePointer

    /// What has arrived on a stream; nil where nothing has.
    func take(_ stream: Int32, _ session: Session) throws -> [UInt8]? {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: 65536) { buffer, filled in
            buffer.withMemoryRebound(to: CChar.self) { buffer in
                count = libssh2_channel_read_ex(pointer, stream, buffer.baseAddress, buffer.count)
            }
            filled = max(0, count)
        }
        if count < 0 && count != Int(LIBSSH2_ERROR_EAGAIN) { throw session.lost("read") }
        return bytes.isEmpty ? nil : bytes
    }
}

/// An `LIBSSH2_SESSION` over its socket: disconnected and freed with it.
///
/// Used by one thread at a time: by the one that makes it, then by the actor that owns it.
private final class Session: @unchecked Sendable {
    private let socket: Socket
    private let pointer: OpaquePointer
    private let place: String

    init(_ socket: consuming Socket, place: String) throws {
        guard libssh2_init(0) == 0, let pointer = libssh2_session_init_ex(nil, nil, nil, nil) else {
            throw NodeError(.lost, "libssh2 cannot be started")
        }
        libssh2_session_set_blocking(pointer, 0)
        self.pointer = pointer
        self.socket = socket
        self.place = place
    }

    deinit { libssh2_session_free(pointer) }

    func prefer(_ types: [String]) {
        guard !types.isEmpty else { return }
        let others = ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"]
        let wanted = types.filter { others.contains($0) || $0 == "ssh-rsa" }
        var list: [String] = []
        for type in wanted + others where !list.contains(type) { list.append(type) }
        libssh2_session_method_pref(pointer, LIBSSH2_METHOD_HOSTKEY, list.joined(separator: ","))
    }

    func handshake(_ deadline: ContinuousClock.Instant, _ patience: Duration) throws {
        while true {
            let code = libssh2_session_handshake(pointer, socket.descriptor)
            if code == 0 { return }
            guard code == LIBSSH2_ERROR_EAGAIN else {
                let isTransport = code == LIBSSH2_ERROR_KEX_FAILURE || code == LIBSSH2_ERROR_METHOD_NONE
                throw isTransport ? Unsuitable(reason: words) : NodeError(.unreachable, "\(words) (\(place))")
            }
            guard try wait(until: deadline) else {
                throw NodeError(.unreachable, "no answer within \(patience.inSeconds) (\(place))")
            }
        }
    }

    func hostKey() throws -> (type: String, key: String) {
        var length = 0
        var kind: Int32 = 0
        guard let bytes = libssh2_session_hostkey(pointer, &length, &kind) else { throw lost("read the host key") }
        let key = UnsafeRawBufferPointer(start: bytes, count: length)
        return (PublicKey.type(of: Array(key)) ?? "", Data(key).base64EncodedString())
    }

    func login(_ deadline: ContinuousClock.Instant, _ attempt: (OpaquePointer) -> Int32) throws -> Bool {
        while true {
            switch attempt(pointer) {
            case 0: return true
            case LIBSSH2_ERROR_EAGAIN:
                guard try wait(until: deadline) else { throw NodeError(.unreachable, "no answer to the login (\(place))") }
            case LIBSSH2_ERROR_SOCKET_DISCONNECT, LIBSSH2_ERROR_SOCKET_RECV, LIBSSH2_ERROR_SOCKET_SEND:
                throw NodeError(.authentication, "the host hung up while logging in: \(words) (\(place))")
            default: return false
            }
        }
    }

    func agent(at socket: String?) -> Agent? { Agent(pointer, socket) }

    func open(_ command: String, _ deadline: ContinuousClock.Instant) throws -> Channel {
        var channel: OpaquePointer?
        while channel == nil {
            channel = libssh2_channel_open_ex(pointer, "session", 7, 2 << 20, 32768, nil, 0)
            if channel != nil { break }
            guard libssh2_session_last_errno(pointer) == LIBSSH2_ERROR_EAGAIN, try wait(until: deadline) else {
                throw lost("open a channel")
            }
        }
        guard let channel else { throw lost("open a channel") }
        _ = try settled(deadline, "start a program") {
            Int(libssh2_channel_process_startup(channel, "exec", 4, command, UInt32(command.utf8.count)))
        }
        return Channel(pointer: channel)
    }

    func free(_ channel: Channel) {
        _ = try? settled(.now + .seconds(5), "close a channel") { Int(libssh2_channel_free(channel.pointer)) }
    }

    func disconnect() {
        _ = try? settled(.now + .seconds(1), "disconnect") {
            Int(libssh2_session_disconnect_ex(pointer, SSH_DISCONNECT_BY_APPLICATION, "done", ""))
        }
    }

    /// Calls until the library no longer says that it would block.
    /// - Returns: what the call returned, 0 or more.
    func settled(_ deadline: ContinuousClock.Instant, _ task: String, _ call: () -> Int) throws -> Int {
        while true {
            let code = call()
            if code >= 0 { return code }
            guard code == Int(LIBSSH2_ERROR_EAGAIN), try wait(until: deadline) else { throw lost(task) }
        }
    }

    /// Waits until the socket is ready for what the library wants to do next.
    /// - Returns: false at the deadline.
    func wait(until deadline: ContinuousClock.Instant) throws -> Bool {
        let directions = libssh2_session_block_directions(pointer)
        var events = Int16(POLLIN)
        if directions & LIBSSH2_SESSION_BLOCK_OUTBOUND != 0 { events |= Int16(POLLOUT) }
        var waiting = [pollfd(fd: socket.descriptor, events: events, revents: 0)]
        return try waitForEvent(on: &waiting, until: deadline)
    }

    func lost(_ task: String) -> NodeError { NodeError(.lost, "could not \(task): \(words) (\(place))") }

    private var words: String {
        var message: UnsafeMutablePointer<CChar>?
        guard libssh2_session_last_error(pointer, &message, nil, 0) != 0, let message else { return "connection closed" }
        return String(cString: message)
    }
}

/// libssh2 and the host have no way to talk that both know; the system's ssh may.
struct Unsuitable: Error {
    var reason: String
}

/// A connection to an ssh-agent: closed when it goes out of scope.
private struct Agent: ~Copyable {
    private let pointer: OpaquePointer

    init?(_ session: OpaquePointer, _ socket: String?) {
        guard let agent = libssh2_agent_init(session) else { return nil }
        if let socket { libssh2_agent_set_identity_path(agent, socket) }
        guard libssh2_agent_connect(agent) == 0, libssh2_agent_list_identities(agent) == 0 else {
            libssh2_agent_free(agent)
            return nil
        }
        pointer = agent
    }

    deinit {
        libssh2_agent_disconnect(pointer)
        libssh2_agent_free(pointer)
    }

    func login(
        _ user: String, _ session: Session, _ deadline: ContinuousClock.Instant, _ wanted: ([UInt8]) -> Bool
    ) throws -> Bool {
        var previous: UnsafeMutablePointer<libssh2_agent_publickey>?
        var identity: UnsafeMutablePointer<libssh2_agent_publickey>?
        while libssh2_agent_get_identity(pointer, &identity, previous) == 0, let key = identity {
            previous = key
            guard let blob = key.pointee.blob,
                wanted(Array(UnsafeBufferPointer(start: blob, count: key.pointee.blob_len)))
            else { continue }
            let isTaken = try session.login(deadline) { _ in libssh2_agent_userauth(pointer, user, key) }
            if isTaken { return true }
        }
        return false
    }
}
