internal import CLibSSH2
import FoundationEssentials
import Nodes

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An `LIBSSH2_SESSION` over its socket: disconnected and freed with it.
///
/// This is the one file that calls libssh2. Sessions are used in their non-blocking way, because only that lets a read
/// end at its deadline and listen to both streams of a channel; waiting is done in one place, `wait`.
///
/// It is used by one thread at a time: by the one that makes it, then by the actor that owns it.
final class Session: @unchecked Sendable {
    fileprivate let pointer: OpaquePointer
    private let socket: Socket
    private let place: String

    /// The version of the library as `0xMMmmpp`: RSA keys work from 1.11 on.
    static var libraryVersion: Int { Int(LIBSSH2_VERSION_NUM) }

    init(_ socket: consuming Socket, place: String) throws {
        guard isLibraryReady, let pointer = libssh2_session_init_ex(nil, nil, nil, nil) else {
            throw NodeError(.lost, "libssh2 cannot be started")
        }
        libssh2_session_set_blocking(pointer, 0)
        self.pointer = pointer
        self.socket = socket
        self.place = place
    }

    deinit {
        // Freeing closes what is open, which would have to wait for the host, and would be given up without freeing.
        socket.hangUp()
        libssh2_session_free(pointer)
    }

    /// Asks for these types of host key first, then for the others in the order that OpenSSH likes them.
    func prefer(_ types: [String]) {
        let rsa = Self.libraryVersion >= 0x010b00 ? ["rsa-sha2-512", "rsa-sha2-256"] : []
        let able = ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"] + rsa
        let wanted = types.flatMap { $0 == "ssh-rsa" ? rsa : [$0] }.filter(able.contains)
        let list = wanted + able.filter { !wanted.contains($0) }
        libssh2_session_method_pref(pointer, LIBSSH2_METHOD_HOSTKEY, list.joined(separator: ","))
    }

    func handshake(_ limit: ConnectLimit) throws {
        while true {
            let code = libssh2_session_handshake(pointer, socket.descriptor)
            switch code {
            case 0: return
            case LIBSSH2_ERROR_EAGAIN: guard try wait(until: limit.deadline) else { throw limit.noAnswer }
            case LIBSSH2_ERROR_KEX_FAILURE, LIBSSH2_ERROR_METHOD_NONE, LIBSSH2_ERROR_KEY_EXCHANGE_FAILURE:
                throw Unsuitable(reason: words)
            default: throw NodeError(.unreachable, "\(words) (\(place))")
            }
        }
    }

    func hostKey() throws -> HostKey {
        var length = 0
        var kind: Int32 = 0
        guard let bytes = libssh2_session_hostkey(pointer, &length, &kind) else { throw lost("read the host key") }
        let key = Array(UnsafeRawBufferPointer(start: bytes, count: length))
        return HostKey(type: PublicKey.type(of: key) ?? "", base64: Data(key).base64EncodedString())
    }

    func methods(for user: String, until deadline: ContinuousClock.Instant) throws -> [String] {
        while true {
            if let list = libssh2_userauth_list(pointer, user, UInt32(user.utf8.count)) {
                return String(cString: list).split(separator: ",").map(String.init)
            }
            guard libssh2_session_last_errno(pointer) == LIBSSH2_ERROR_EAGAIN, try wait(until: deadline) else {
                throw lost("ask how to log in")
            }
        }
    }

    func login(_ user: String, with credential: Credential, until deadline: ContinuousClock.Instant) throws -> Verdict {
        let length = UInt32(user.utf8.count)
        switch credential {
        case .keyFile(let file, let passphrase):
            return try verdict(deadline) {
                libssh2_userauth_publickey_fromfile_ex(pointer, user, length, nil, file, passphrase)
            }
        case .agentKey(let key, let socket):
            guard let agent = Agent(self, socket) else { return .unusable("the agent does not answer") }
            return try agent.login(user, key, self, deadline)
        case .password(let password):
            return try verdict(deadline) {
                libssh2_userauth_password_ex(pointer, user, length, password, UInt32(password.utf8.count), nil)
            }
        case .answer(let password):
            return try withAnswer(password) {
                try verdict(deadline) {
                    libssh2_userauth_keyboard_interactive_ex(pointer, user, length, answerOnce)
                }
            }
        }
    }

    /// Leaves a password where `answerOnce` finds it.
    private func withAnswer(_ password: String, _ body: () throws -> Verdict) throws -> Verdict {
        let place = libssh2_session_abstract(pointer)
        place?.pointee = UnsafeMutableRawPointer(strdup(password))
        defer {
            free(place?.pointee)
            place?.pointee = nil
        }
        return try body()
    }

    fileprivate func verdict(_ deadline: ContinuousClock.Instant, _ attempt: () -> Int32) throws -> Verdict {
        while true {
            switch attempt() {
            case 0: return .accepted
            case LIBSSH2_ERROR_EAGAIN:
                guard try wait(until: deadline) else {
                    throw NodeError(.unreachable, "no answer to the login (\(place))")
                }
            case LIBSSH2_ERROR_SOCKET_DISCONNECT, LIBSSH2_ERROR_SOCKET_RECV, LIBSSH2_ERROR_SOCKET_SEND:
                throw NodeError(.authentication, "the host hung up at the login: \(words) (\(place))")
            case LIBSSH2_ERROR_AUTHENTICATION_FAILED, LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED: return .refused
            default: return .unusable(words)
            }
        }
    }

    func open(_ command: String, _ deadline: ContinuousClock.Instant) throws -> Channel {
        while true {
            if let pointer = libssh2_channel_open_ex(pointer, "session", 7, 2 << 20, 32768, nil, 0) {
                let channel = Channel(pointer: pointer)
                try start(command, channel, deadline)
                return channel
            }
            guard libssh2_session_last_errno(pointer) == LIBSSH2_ERROR_EAGAIN, try wait(until: deadline) else {
                throw lost("open a channel")
            }
        }
    }

    private func start(_ command: String, _ channel: Channel, _ deadline: ContinuousClock.Instant) throws {
        do {
            _ = try settled(deadline, "start a program") {
                Int(libssh2_channel_process_startup(channel.pointer, "exec", 4, command, UInt32(command.utf8.count)))
            }
        } catch {
            release(channel)
            throw error
        }
    }

    /// Says that the channel is closed, and does not wait for the host to say so too.
    ///
    /// That would be a round trip at the end of every run. What is still to be freed then is freed with the session.
    func release(_ channel: Channel) {
        libssh2_channel_free(channel.pointer)
    }

    func disconnect() {
        _ = try? settled(.now + .seconds(1), "disconnect") {
            Int(libssh2_session_disconnect_ex(pointer, SSH_DISCONNECT_BY_APPLICATION, "done", ""))
        }
        socket.hangUp()
    }

    /// Calls until the library no longer says that it would block.
    ///
    /// - Returns: what the call returned, 0 or more.
    fileprivate func settled(_ deadline: ContinuousClock.Instant, _ task: String, _ call: () -> Int) throws -> Int {
        while true {
            let code = call()
            if code >= 0 { return code }
            guard code == Int(LIBSSH2_ERROR_EAGAIN), try wait(until: deadline) else { throw lost(task) }
        }
    }

    /// Waits until the socket is ready for what the library wants to do next.
    ///
    /// - Returns: false at the deadline.
    fileprivate func wait(until deadline: ContinuousClock.Instant) throws -> Bool {
        let directions = libssh2_session_block_directions(pointer)
        var events = Int16(POLLIN)
        if directions & LIBSSH2_SESSION_BLOCK_OUTBOUND != 0 { events |= Int16(POLLOUT) }
        var waiting = [pollfd(fd: socket.descriptor, events: events, revents: 0)]
        return try waitForEvent(on: &waiting, until: deadline)
    }

    fileprivate func lost(_ task: String) -> NodeError { NodeError(.lost, "could not \(task): \(words) (\(place))") }

    private var words: String {
        var message: UnsafeMutablePointer<CChar>?
        guard libssh2_session_last_error(pointer, &message, nil, 0) != 0, let message else {
            return "connection closed"
        }
        return String(cString: message)
    }
}

/// A channel of a session; freed by its session, which must outlive it.
struct Channel: @unchecked Sendable {
    fileprivate let pointer: OpaquePointer

    func write(_ bytes: [UInt8], _ session: Session) throws {
        var sent = 0
        while sent < bytes.count {
            let rest = bytes[sent...]
            sent += try session.settled(.now + .seconds(60), "write") {
                rest.withUnsafeBytes { buffer in
                    libssh2_channel_write_ex(
                        pointer, 0, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
                }
            }
        }
    }

    func endInput(_ session: Session) throws {
        _ = try session.settled(.now + .seconds(30), "end the input") { Int(libssh2_channel_send_eof(pointer)) }
    }

    func read(_ session: Session, until deadline: ContinuousClock.Instant) throws -> Arrival {
        while true {
            if let bytes = try take(0, session) { return .output(bytes) }
            if let bytes = try take(SSH_EXTENDED_DATA_STDERR, session) { return .errors(bytes) }
            if libssh2_channel_eof(pointer) == 1 { return .end }
            // Looking at one stream may have taken bytes of the other from the socket.
            if libssh2_poll_channel_read(pointer, 0) == 1 { continue }
            guard try session.wait(until: deadline) else { return .silence }
        }
    }

    /// What has arrived on a stream; nil where nothing has.
    private func take(_ stream: Int32, _ session: Session) throws -> [UInt8]? {
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

/// A connection to an ssh-agent: closed when it goes out of scope.
struct Agent: ~Copyable {
    private let pointer: OpaquePointer

    init?(_ session: Session, _ socket: String?) {
        guard let agent = libssh2_agent_init(session.pointer) else { return nil }
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

    /// The public keys that it holds.
    var keys: [[UInt8]] {
        var keys: [[UInt8]] = []
        _ = first { key in
            keys.append(key)
            return false
        }
        return keys
    }

    fileprivate func login(
        _ user: String, _ wanted: [UInt8], _ session: Session, _ deadline: ContinuousClock.Instant
    ) throws -> Verdict {
        guard let identity = first(where: { $0 == wanted }) else { return .unusable("the agent has lost a key") }
        return try session.verdict(deadline) { libssh2_agent_userauth(pointer, user, identity) }
    }

    private func first(
        where isWanted: ([UInt8]) -> Bool
    ) -> UnsafeMutablePointer<libssh2_agent_publickey>? {
        var previous: UnsafeMutablePointer<libssh2_agent_publickey>?
        var identity: UnsafeMutablePointer<libssh2_agent_publickey>?
        while libssh2_agent_get_identity(pointer, &identity, previous) == 0, let key = identity {
            let blob = UnsafeBufferPointer(start: key.pointee.blob, count: key.pointee.blob_len)
            if isWanted(Array(blob)) { return key }
            previous = key
        }
        return nil
    }
}

/// Starts the library, which is not safe to do on several threads at once.
private let isLibraryReady = libssh2_init(0) == 0

/// Answers a host's first hidden question with the password that `withAnswer` left, and no further one.
///
/// More answers would be more tries. libssh2 frees what it is given.
private let answerOnce:
    @convention(c) (
        UnsafePointer<CChar>?, Int32, UnsafePointer<CChar>?, Int32, Int32,
        UnsafePointer<LIBSSH2_USERAUTH_KBDINT_PROMPT>?, UnsafeMutablePointer<LIBSSH2_USERAUTH_KBDINT_RESPONSE>?,
        UnsafeMutablePointer<UnsafeMutableRawPointer?>?
    ) -> Void = { _, _, _, _, count, prompts, responses, place in
        for index in 0..<Int(count) where prompts?[index].echo == 0 {
            guard let password = place?.pointee?.assumingMemoryBound(to: CChar.self) else { return }
            responses?[index].text = password
            responses?[index].length = UInt32(strlen(password))
            place?.pointee = nil
        }
    }
