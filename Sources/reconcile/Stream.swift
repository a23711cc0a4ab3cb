import Diagnostics
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One of the program's two outputs.
enum Stream: Int32, Sendable {
    case output = 1
    case errors = 2

    /// Whether somebody may sit before the program.
    static var inputIsTerminal: Bool { isatty(0) == 1 }

    /// What first kept results from being written, as a code of the system; 0 while nothing did.
    private static let outputError = Atomic<Int32>(0)

    /// That results are missing from standard output, which a full disk does.
    static var lostOutput: Diagnostic? {
        let code = outputError.load(ordering: .relaxed)
        guard code != 0 else { return nil }
        return Diagnostic("lost-output", "standard output cannot be written: \(String(cString: strerror(code)))")
            .helping("what is missing was not printed; it may have been done all the same")
    }

    var isTerminal: Bool { isatty(rawValue) == 1 }

    /// Writes all of a text, but for secrets that are known by now.
    ///
    /// A reader that went away is no error of ours: what it does not read is lost.
    func write(_ text: String) { write(SecretMask.masked(Array(text.utf8))) }

    /// Writes all of them, under the same rule, secrets included: whoever asks for those gets them.
    func write(_ bytes: [UInt8]) {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Self.write(rawValue, $0) }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if errno == EAGAIN {
                var wait = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
                poll(&wait, 1, -1)
            } else if errno != EINTR {
                note(errno)
                return
            }
        }
    }

    private func note(_ code: Int32) {
        guard self == .output, code != EPIPE else { return }
        _ = Self.outputError.compareExchange(expected: 0, desired: code, ordering: .relaxed)
    }

    private static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }
}
