import FoundationEssentials
import Nodes

/// Whether the long versions of tests are wanted (`make soak`).
let isSoak = ProcessInfo.processInfo.environment["RECONCILE_SOAK"] != nil

/// Whether a program is on this machine.
func isInstalled(_ program: String) -> Bool { path(of: program) != nil }

/// Where a program is, in the folders where administrators' programs are too.
func path(of program: String) -> String? {
    ["/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/local/sbin"].map { "\($0)/\(program)" }
        .first { FileManager.default.isExecutableFile(atPath: $0) }
}

/// Makes a folder of one's own for a test, and removes it afterwards.
func withTemporaryFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = "/tmp/rc-\(UInt32.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    do {
        let result = try await body(folder)
        try FileManager.default.removeItem(atPath: folder)
        return result
    } catch {
        try? FileManager.default.removeItem(atPath: folder)
        throw error
    }
}
