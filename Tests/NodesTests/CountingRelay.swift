import Dispatch
import Nodes
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Passes one TCP connection on, and counts the flights that cross it.
///
/// What comes within a moment of each other, in one direction, is one flight; both directions together are one round
/// trip. The relay waits that moment before it passes anything on, so that counting needs no clock.
final class CountingRelay: Sendable {
    let port: Int
    private let count = Atomic(0)

    /// How often the client has sent something after it had heard something.
    var flights: Int { count.load(ordering: .relaxed) }

    init(to target: Int) throws {
        let listener = try Listener()
        port = listener.port
        DispatchQueue(label: "relay").async { [self] in
            let client = accept(listener.descriptor, nil, nil)
            let server = dial(target)
            while pass(from: client, to: server, counting: true), pass(from: server, to: client, counting: false) {}
            for descriptor in [client, server] { shut(descriptor) }
            listener.close()
        }
    }

    /// Passes on what has come on one side; true when the other side's turn has come.
    private func pass(from source: Int32, to target: Int32, counting: Bool) -> Bool {
        var isFlight = false
        var waiting = pollfd(fd: source, events: Int16(POLLIN), revents: 0)
        while poll(&waiting, 1, isFlight ? 30 : 60) > 0 {
            var bytes = [UInt8](repeating: 0, count: 65536)
            let size = readSome(source, &bytes)
            guard size > 0 else { return false }
            var sent = 0
            while sent < size {
                let written = bytes[sent..<size].withUnsafeBytes { send(target, $0.baseAddress, $0.count, noSignal) }
                guard written > 0 else { return false }
                sent += written
            }
            isFlight = true
        }
        if isFlight && counting { count.add(1, ordering: .relaxed) }
        return true
    }
}

/// A socket that listens on 127.0.0.1 on a free port; until somebody accepts, the kernel takes connections that nobody
/// answers.
struct Listener {
    let descriptor: Int32
    let port: Int

    init() throws {
        let descriptor = socket(AF_INET, streamType, 0)
        var address = loopback(0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> UInt16? in
                guard bind(descriptor, address, size) == 0, listen(descriptor, 8) == 0,
                    getsockname(descriptor, address, &size) == 0
                else { return nil }
                return pointer.pointee.sin_port.bigEndian
            }
        }
        guard let port else { throw NodeError(.unreachable, "no port is free") }
        self.descriptor = descriptor
        self.port = Int(port)
    }

    func close() { shut(descriptor) }
}

private func shut(_ descriptor: Int32) { close(descriptor) }

private func readSome(_ descriptor: Int32, _ bytes: inout [UInt8]) -> Int {
    read(descriptor, &bytes, bytes.count)
}

private let streamType = Int32(SOCK_STREAM.rawValue)
private let noSignal = Int32(MSG_NOSIGNAL)

private func loopback(_ port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return address
}

private func dial(_ port: Int) -> Int32 {
    let descriptor = socket(AF_INET, streamType, 0)
    var address = loopback(port)
    _ = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
    var yes: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    return descriptor
}
