import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A `known_hosts` file that several hosts, and several programs, may add to at the same moment.
struct KnownHostsFile: Sendable {
    let path: String

    struct Unwritable: Error, CustomStringConvertible {
        let description: String
    }

    /// Adds a line at the end, starting a new one where the file's last is not ended.
    ///
    /// - Throws: `Unwritable`.
    func append(_ line: String) throws {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw unwritable }
        defer { close(descriptor) }
        // Best effort: one write at the end is whole even without the lock, on file systems that have none.
        flock(descriptor, LOCK_EX)
        let bytes = Array("\(endsLine(descriptor) ? "" : "\n")\(line)\n".utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count else { throw unwritable }
    }

    private func endsLine(_ descriptor: Int32) -> Bool {
        let size = lseek(descriptor, 0, Int32(SEEK_END))
        var last: UInt8 = 0
        return size <= 0 || pread(descriptor, &last, 1, size - 1) != 1 || last == UInt8(ascii: "\n")
    }

    private var unwritable: Unwritable { Unwritable(description: "\(path): \(String(cString: strerror(errno)))") }
}
