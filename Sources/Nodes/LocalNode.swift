package import Shell

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The machine that reconcile itself runs on.
package struct LocalNode: Node {
    private let shell: KeptShell

    package init(
        name: String = "localhost", become: ConnectionSettings.Become? = nil, gate: PasswordGate = PasswordGate()
    ) {
        let escalation = Escalation(become, loginUser: currentUser, gate: gate)
        shell = KeptShell(name: name, line: LocalLine(), escalation: escalation)
    }

    package var name: String { shell.name }
    package var notes: [String] { shell.notes }
    package var escalatedFrom: String? { shell.escalatedFrom }

    package func run(_ request: Request, heard: @escaping @Sendable (Heard) -> Void) async throws -> [Answer] {
        try await shell.run(request, heard: heard)
    }

    package func upload(_ bytes: [UInt8], digest: String, to path: String) async throws {
        try await shell.upload(bytes, digest: digest, to: path)
    }

    package func close() async { await shell.close() }
}

/// Starts programs on this machine.
private struct LocalLine: Line {
    func open(_ command: String) throws -> any ByteChannel { try ChildProcess(["/bin/sh", "-c", command]) }
    func close() {}
}

/// The name of the user that this program runs as; nil where the system knows none.
package let currentUser: String? = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) }
