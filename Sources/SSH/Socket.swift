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

    /// Looks the name up and connects to the first of its addresses that answers.
    /// - Throws: `NodeError(.unreachable)` with the operator's reason.
    init(host: String, port: Int, until deadline: ContinuousClock.Instant, patience: Duration) throws {
        let place = "\(host):\(port)"
        var last = NodeError(.unreachable, "name '\(host)' has no address")
        for address in try Self.addresses(host, port) {
            do {
                descriptor = try Self.connect(to: address, place, deadline, patience)
                return
            } catch let error as NodeError {
                last = error
            }
        }
        throw last
    }

    deinit { close(descriptor) }

    private struct Address {
        let family: Int32
        let bytes: [UInt8]
    }

    private static func addresses(_ host: String, _ port: Int) throws -> [Address] {
        var hints = addrinfo()
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, "\(port)", &hints, &list)
        guard code == 0 else {
            let reason = code == EAI_NONAME ? "name '\(host)' is not known" : String(cString: gai_strerror(code))
            throw NodeError(.unreachable, reason)
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

    private static func connect(
        to address: Address, _ place: String, _ deadline: ContinuousClock.Instant, _ patience: Duration
    ) throws -> Int32 {
        let descriptor = shims_tcp_socket(address.family)
        guard descriptor >= 0 else { throw NodeError(.unreachable, "no socket: \(String(cString: strerror(errno)))") }
        do {
            try establish(descriptor, address, place, deadline, patience)
            return descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    private static func establish(
        _ descriptor: Int32, _ address: Address, _ place: String, _ deadline: ContinuousClock.Instant,
        _ patience: Duration
    ) throws {
        let begun = address.bytes.withUnsafeBytes { buffer in
            buffer.withMemoryRebound(to: sockaddr.self) { pointer in
                Self.connectSocket(descriptor, pointer.baseAddress, socklen_t(buffer.count))
            }
        }
        if begun == 0 { return }
        guard errno == EINPROGRESS else { throw refusal(errno, place) }
        var waiting = [pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)]
        guard try waitForEvent(on: &waiting, until: deadline) else {
            throw NodeError(.unreachable, "no answer within \(patience.inSeconds) (\(place))")
        }
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
        if code != 0 { throw refusal(code, place) }
    }

    private static func connectSocket(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>?, _ size: socklen_t) -> Int32 {
        #if canImport(Glibc)
            Glibc.connect(descriptor, address, size)
        #else
            Darwin.connect(descriptor, address, size)
        #endif
    }

    private static func refusal(_ code: Int32, _ place: String) -> NodeError {
        NodeError(.unreachable, "\(String(cString: strerror(code)).lowercased()) (\(place))")
    }
}
