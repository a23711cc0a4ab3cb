import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The Python in `.build/python-peers`, which has Ansible to compare with.
enum PythonPeers {
    static let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

    /// The interpreter, or nil where it cannot be made: without Python, or without a registry to install from.
    static let interpreter: String? = {
        let made = try? run([package.appending(path: "Scripts/python-peers").path])
        guard let made, made.status == 0 else { return nil }
        return made.output.split(separator: "\n").last.map { String($0) }
    }()

    /// Runs a program to its end, with its standard input and output in files.
    static func run(_ words: [String], input: String = "") throws -> (status: Int32, output: String) {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let (stdin, stdout) = (folder.appending(path: "input"), folder.appending(path: "output"))
        try Data(input.utf8).write(to: stdin)
        #if canImport(Glibc)
            var actions = posix_spawn_file_actions_t()
        #else
            var actions: posix_spawn_file_actions_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, stdin.path, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, stdout.path, O_WRONLY | O_CREAT, 0o600)
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { arguments.forEach { free($0) } }
        var process = pid_t()
        var status: Int32 = posix_spawn(&process, words[0], &actions, nil, arguments, environ)
        guard status == 0 else { return (status, "") }
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
        return (status, try String(contentsOf: stdout, encoding: .utf8))
    }

    static func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "inventory-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
