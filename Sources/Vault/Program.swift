internal import CShims
package import Diagnostics

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A program of the operator's on this machine that is waited for: a password manager, a script, an editor.
///
/// Unlike what runs on hosts it stays in the operator's session, so that it can ask at the terminal.
package struct Program: Sendable {
    package struct Result: Sendable {
        /// The exit status, or 128 and the number of the signal that ended it.
        package var status: Int32
        package var output: [UInt8] = []
        package var errors: [UInt8] = []
    }

    /// Which of its streams are read here; the others are the operator's.
    package enum Reading: Sendable { case nothing, output, outputAndErrors }

    /// More output than this is no secret any more.
    private static let mostBytes = 16 << 20

    private let words: [String]

    /// - Parameter words: The program, looked up in `PATH`, and its arguments; no shell reads them.
    package init(_ words: [String]) { self.words = words }

    /// Runs it to its end.
    /// - Throws: that it could not be started, without its arguments.
    package func run(reading: Reading) throws(Diagnostic) -> Result {
        var output: [Int32] = [-1, -1]
        var errors: [Int32] = [-1, -1]
        if reading != .nothing, shims_pipe(&output) != 0 { throw failure(errno) }
        if reading == .outputAndErrors, shims_pipe(&errors) != 0 { throw failure(errno) }
        var process = pid_t()
        let code = spawn(&process, output: output[1], errors: errors[1])
        for end in [output[1], errors[1]] where end >= 0 { close(end) }
        guard code == 0 else {
            for end in [output[0], errors[0]] where end >= 0 { close(end) }
            throw failure(code)
        }
        var result = Result(status: 0)
        Self.drain([output[0], errors[0]], into: &result)
        for end in [output[0], errors[0]] where end >= 0 { close(end) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        result.status = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        return result
    }

    private func failure(_ code: Int32) -> Diagnostic {
        Diagnostic(
            "cannot-start", "'\(words.first ?? "")' cannot be started: \(String(cString: strerror(code)))")
    }

    private func spawn(_ process: inout pid_t, output: Int32, errors: Int32) -> Int32 {
        #if canImport(Glibc)
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #else
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        if output >= 0 { posix_spawn_file_actions_adddup2(&actions, output, 1) }
        if errors >= 0 { posix_spawn_file_actions_adddup2(&actions, errors, 2) }
        // The signals that are ignored or blocked here are none of its business.
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var arguments = words.map { strdup($0) } + [nil]
        defer { for text in arguments { free(text) } }
        return posix_spawnp(&process, words.first ?? "", &actions, &attributes, &arguments, environ)
    }

    /// Reads both streams until they end, so that neither fills up while the other is waited for.
    private static func drain(_ ends: [Int32], into result: inout Result) {
        var open = ends.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while open.contains(where: { $0.fd >= 0 }) {
            guard poll(&open, nfds_t(open.count), -1) > 0 else {
                if errno == EINTR { continue }
                return
            }
            for index in open.indices where open[index].fd >= 0 && open[index].revents != 0 {
                let descriptor = open[index].fd
                let bytes = [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
                    count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
                }
                if bytes.isEmpty { open[index].fd = -1 }
                if index == 0, result.output.count < mostBytes { result.output += bytes }
                if index == 1, result.errors.count < mostBytes { result.errors += bytes }
            }
        }
    }
}
