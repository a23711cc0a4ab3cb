package import Diagnostics

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a program on this machine printed until it ended.
package struct ProgramOutput: Sendable {
    package var status: Int32
    package var output: [UInt8]
    package var errors: [UInt8]

    package init(status: Int32, output: [UInt8], errors: [UInt8]) {
        self.status = status
        self.output = output
        self.errors = errors
    }

    /// Runs a program to its end, with nothing to read.
    ///
    /// Its streams go to files without a name, so that a program that prints much to one of them never waits for
    /// somebody to read the other one.
    package static func of(_ path: String, _ arguments: [String]) -> Result<ProgramOutput, Diagnostic> {
        guard let output = namelessFile(), let errors = namelessFile() else {
            return .failure(Diagnostic("inventory-program", "'\(path)' is not run: there is no room for its output"))
        }
        defer {
            close(output)
            close(errors)
        }
        // A name without a slash would be looked up in `PATH`.
        let words = [path.contains("/") ? path : "./" + path] + arguments
        switch spawn(words, output: output, errors: errors) {
        case .failure(let reason):
            return .failure(Diagnostic("inventory-program", "'\(path)' cannot be run: \(reason.text)"))
        case .success(let status):
            return .success(ProgramOutput(status: status, output: contents(output), errors: contents(errors)))
        }
    }

    private struct Reason: Error {
        var text: String
    }

    private static func spawn(_ words: [String], output: Int32, errors: Int32) -> Result<Int32, Reason> {
        #if canImport(Glibc)
            var actions = posix_spawn_file_actions_t()
        #else
            var actions: posix_spawn_file_actions_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var process = pid_t()
        var code = posix_spawn(&process, words[0], &actions, nil, &arguments, environ)
        // A program that was written a moment ago may be open still in another child that is just being started.
        for _ in 0..<300 where code == ETXTBSY {
            usleep(10_000)
            code = posix_spawn(&process, words[0], &actions, nil, &arguments, environ)
        }
        guard code == 0 else { return .failure(Reason(text: String(cString: strerror(code)))) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
        return .success(status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f))
    }

    /// A file that is gone once it is closed, whatever happens to this program; nobody else can open it.
    private static func namelessFile() -> Int32? {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(folder)/reconcile-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { return nil }
        unlink(template)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return descriptor
    }

    private static func contents(_ descriptor: Int32) -> [UInt8] {
        var result: [UInt8] = []
        while true {
            let part = [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
                count = max(0, pread(descriptor, buffer.baseAddress, buffer.count, off_t(result.count)))
            }
            guard !part.isEmpty else { return result }
            result += part
        }
    }
}
