internal import Diagnostics
internal import FoundationEssentials
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Makes passwords that files keep: one at a time, so that all hosts which want the same one get the same one.
package final class PasswordMaker: Sendable {
    private let turn = Mutex(())

    package init() {}

    func inTurn<Result: Sendable>(_ body: () throws(Diagnostic) -> Result) throws(Diagnostic) -> Result {
        try turn.withLock { _ throws(Diagnostic) in try body() }
    }

    /// Writes a file that only its owner can read, whole or not at all, over one that may be there.
    ///
    /// - Returns: Why that cannot be done; nil if it was.
    func write(_ text: String, to path: String) -> String? {
        let folder = PosixPath.folder(path)
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: attributes)
        var name = Array("\(folder)/.password-XXXXXX".utf8CString)
        // It is made readable for its owner alone.
        let descriptor = mkstemp(&name)
        guard descriptor >= 0, let file = fdopen(descriptor, "w") else { return String(cString: strerror(errno)) }
        defer { unlink(name) }
        let isWritten = fputs(text, file) >= 0 && fflush(file) == 0 && fsync(descriptor) == 0
        guard fclose(file) == 0, isWritten, rename(name, path) == 0 else { return String(cString: strerror(errno)) }
        return nil
    }
}
