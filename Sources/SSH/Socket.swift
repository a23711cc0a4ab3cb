import CShims
import Nodes

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A connected TCP socket, closed when it goes out of scope.
struct Socket: ~Copyable {
    let descriptor: Int32

    /// Connects to the first of the addresses that answers, giving each a fair part of the time.
    ///
    /// - Throws: `NodeError(.unreachable)` with the last address's reason.
    init(_ addresses: [Address], _ limit: ConnectLimit) throws {
        var last = NodeError(.unreachable, "the name has no address (\(limit.place))")
        for (index, address) in addresses.enumerated() {
            let share = (limit.deadline - ContinuousClock.now) / (addresses.count - index)
            do {
                descriptor = try connect(to: address, until: ContinuousClock.now + share, limit)
                return
            } catch let error as NodeError {
                last = error
            }
        }
        throw last
    }

    deinit { close(descriptor) }

    /// Makes reads and writes fail from now on, those that wait included.
    borrowing func hangUp() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}

/// Until when a connection has to stand, and how its host and its time are named in messages.
struct ConnectLimit: Sendable {
    let host: String
    let port: Int
    let patience: Duration
    let deadline: ContinuousClock.Instant

    init(host: String, port: Int, within patience: Duration) {
        self.host = host
        self.port = port
        self.patience = patience
        deadline = ContinuousClock.now + patience
    }

    var place: String { "\(host):\(port)" }

    var noAnswer: NodeError { NodeError(.unreachable, "no answer within \(patience.inSeconds) (\(place))") }
}

/// An address as the socket calls take it: IPv4 or IPv6, with the port.
struct Address: Sendable {
    fileprivate let family: Int32
    fileprivate let bytes: [UInt8]

    /// Looks a name up.
    ///
    /// - Throws: `NodeError(.unreachable)`, also where the name service does not answer in time.
    static func all(of limit: ConnectLimit) async throws -> [Address] {
        let (host, port) = (limit.host, limit.port)
        let found = try await blocking(within: limit.patience) { try lookUp(host, port) }
        guard let found else {
            throw NodeError(
                .unreachable, "the name service did not answer within \(limit.patience.inSeconds) ('\(host)')")
        }
        return found
    }
}

private func lookUp(_ host: String, _ port: Int) throws -> [Address] {
    var hints = addrinfo()
    #if canImport(Glibc)
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    #else
        hints.ai_socktype = SOCK_STREAM
    #endif
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, "\(port)", &hints, &list)
    guard code == 0 else {
        let reason = code == EAI_NONAME ? "is not known" : "was not found: \(String(cString: gai_strerror(code)))"
        throw NodeError(.unreachable, "name '\(host)' \(reason)")
    }
    defer { freeaddrinfo(list) }
    var result: [Address] = []
    var next = list
    while let entry = next?.pointee {
        if let address = entry.ai_addr {
            let bytes = UnsafeRawBufferPointer(start: address, count: Int(entry.ai_addrlen))
            result.append(Address(family: entry.ai_family, bytes: Array(bytes)))
        }
        next = entry.ai_next
    }
    return result
}

private func connect(
    to address: Address, until deadline: ContinuousClock.Instant, _ limit: ConnectLimit
) throws -> Int32 {
    let descriptor = shims_tcp_socket(address.family)
    guard descriptor >= 0 else { throw refusal(errno, limit) }
    do {
        try establish(descriptor, address, deadline, limit)
        return descriptor
    } catch {
        close(descriptor)
        throw error
    }
}

private func establish(
    _ descriptor: Int32, _ address: Address, _ deadline: ContinuousClock.Instant, _ limit: ConnectLimit
) throws {
    let begun = address.bytes.withUnsafeBytes { buffer in
        buffer.withMemoryRebound(to: sockaddr.self) { connect(descriptor, $0.baseAddress, socklen_t(buffer.count)) }
    }
    if begun == 0 { return }
    guard errno == EINPROGRESS else { throw refusal(errno, limit) }
    var waiting = [pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)]
    guard try waitForEvent(on: &waiting, until: deadline) else { throw limit.noAnswer }
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
    if code != 0 { throw refusal(code, limit) }
}

private func refusal(_ code: Int32, _ limit: ConnectLimit) -> NodeError {
    if code == ETIMEDOUT { return limit.noAnswer }
    return NodeError(.unreachable, "\(String(cString: strerror(code)).lowercased()) (\(limit.place))")
}
