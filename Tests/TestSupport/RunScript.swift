internal import FoundationEssentials

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The shells that scripts for nodes have to be right under.
package enum PosixShell: String, CaseIterable, Sendable, CustomStringConvertible {
    case dash, busybox, bash

    /// Those of them that this machine has.
    package static var installed: [PosixShell] {
        allCases.filter { access($0.words[0], X_OK) == 0 }
    }

    package var description: String { rawValue }

    fileprivate var words: [String] {
        switch self {
        case .dash: [access("/bin/dash", X_OK) == 0 ? "/bin/dash" : "/bin/sh"]
        case .busybox: ["/bin/busybox", "sh"]
        case .bash: ["/bin/bash", "--posix"]
        }
    }
}

/// What a script printed, and how it ended.
package struct ScriptResult: Sendable {
    package var status: Int32
    package var output: [UInt8]
    package var errors: [UInt8]
    package var text: String { String(decoding: output, as: UTF8.self) }
    package var errorText: String { String(decoding: errors, as: UTF8.self) }
}

/// Runs a script on this machine, with standard input from `/dev/null`.
///
/// With busybox, its own tools stand before all others in the path. `user` is the id of the user and the group to run
/// it as, which only root can; `path` has folders to look for programs in before all others.
package func runScript(
    _ script: String, with shell: PosixShell = .dash, as user: Int? = nil, path: [String] = [],
    environment: [String: String] = [:]
) throws -> ScriptResult {
    try withTemporaryFolder { folder in
        chmod(folder, 0o755)
        try Data(script.utf8).write(to: URL(filePath: folder + "/script"))
        var path = path
        if shell == .busybox, let busyboxTools { path.append(busyboxTools) }
        var variables = environment
        variables["PATH"] = (path + ["/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"])
            .joined(separator: ":")
        let become = user.map { ["/usr/bin/setpriv", "--reuid=\($0)", "--regid=\($0)", "--clear-groups"] } ?? []
        let status = try spawn(become + shell.words + [folder + "/script"], variables, folder)
        return ScriptResult(
            status: status, output: try contents(of: folder + "/output"), errors: try contents(of: folder + "/errors"))
    }
}

/// Calls the body with the path of a new folder, which is removed afterwards with all that is in it.
package func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    var template = Array("/tmp/reconcile-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SpawnError(number: errno) }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
}

/// The bytes of a file.
package func contents(of path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }

/// Writes a file.
package func write(_ bytes: [UInt8], to path: String) throws { try Data(bytes).write(to: URL(filePath: path)) }

/// Whether this process may become other users.
package var isRoot: Bool { geteuid() == 0 }

private struct SpawnError: Error { let number: Int32 }

/// A folder of links by which busybox is called under the names of its tools; made once, gone with the process.
private let busyboxTools: String? = {
    var template = Array("/tmp/reconcile-busybox-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    chmod(folder, 0o755)
    atexit { if let busyboxTools { try? FileManager.default.removeItem(atPath: busyboxTools) } }
    let names = try? withTemporaryFolder { scratch in
        _ = try spawn(["/bin/busybox", "--list"], [:], scratch)
        return String(decoding: try contents(of: scratch + "/output"), as: UTF8.self)
    }
    // Its `su` would want the set-user-id bit.
    for name in (names ?? "").split(separator: "\n") where name != "su" {
        symlink("/bin/busybox", "\(folder)/\(name)")
    }
    return folder
}()

private func spawn(_ words: [String], _ variables: [String: String], _ folder: String) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, folder + "/output", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, folder + "/errors", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var arguments = words.map { strdup($0) } + [nil]
    var environment = variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    var process: pid_t = 0
    let failure = posix_spawn(&process, words[0], &actions, nil, &arguments, &environment)
    if failure != 0 { throw SpawnError(number: failure) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { if errno != EINTR { throw SpawnError(number: errno) } }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
}

/// Writes a program that stands for one of the system's, for scripts that are run with its folder in their path.
package func writeTool(_ text: String, to path: String) throws {
    try write(Array(text.utf8), to: path + ".text")
    // A file that is open for writing cannot be run, and children of other threads inherit what is open here.
    try withTemporaryFolder { _ = try spawn(["/bin/cp", path + ".text", path], [:], $0) }
    chmod(path, 0o755)
}
