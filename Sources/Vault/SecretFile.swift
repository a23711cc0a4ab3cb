package import Diagnostics

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A file that holds a secret, encrypted or plain, on its way from one to the other.
package struct SecretFile: Sendable {
    package let path: String

    /// - Parameter path: As the user names it; where it is a link, its target is read and replaced.
    package init(_ path: String) { self.path = path }

    package func bytes() throws(Diagnostic) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("unreadable-file", "cannot be opened for reading") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
            throw Diagnostic("unreadable-file", "'\(path)' is a folder")
        }
        return try Self.bytes(of: descriptor, named: path)
    }

    /// All that comes from a descriptor.
    package static func bytes(of descriptor: Int32, named name: String) throws(Diagnostic) -> [UInt8] {
        var result: [UInt8] = []
        while true {
            var count = 0
            let part = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, length in
                count = read(descriptor, buffer.baseAddress, buffer.count)
                length = max(0, count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SecretFile(name).failure("unreadable-file", "cannot be read") }
            if part.isEmpty { return result }
            result += part
        }
    }

    /// Puts other bytes into the file's place at once: whoever reads it meets the old ones or the new ones.
    ///
    /// The file keeps its mode, but for the rights of others where it `isPrivate` from now on. With `wipes`, what it held
    /// is overwritten, since it was a secret.
    package func replace(with bytes: [UInt8], isPrivate: Bool = false, wipes: Bool = false) throws(Diagnostic) {
        let target = resolved
        var before = stat()
        let exists = stat(target, &before) == 0
        guard !exists || before.st_mode & S_IFMT == S_IFREG else {
            throw Diagnostic("unwritable-file", "'\(path)' is no regular file")
        }
        let old = exists && wipes && before.st_nlink == 1 ? open(target, O_WRONLY | O_CLOEXEC) : -1
        defer { if old >= 0 { close(old) } }
        var name = Array("\(target).XXXXXX".utf8CString)
        let new = mkstemp(&name)
        guard new >= 0 else { throw failure("unwritable-file", "cannot be written beside") }
        _ = fcntl(new, F_SETFD, FD_CLOEXEC)
        do throws(Diagnostic) {
            try write(bytes, to: new)
            if exists {
                // The owner may only be kept by root; the group by its members.
                if fchown(new, before.st_uid, before.st_gid) != 0 { fchown(new, uid_t.max, before.st_gid) }
                fchmod(new, before.st_mode & (isPrivate ? 0o700 : 0o7777))
            }
            guard fsync(new) == 0, rename(name, target) == 0 else {
                throw failure("unwritable-file", "cannot be replaced")
            }
        } catch {
            close(new)
            unlink(name)
            throw error
        }
        close(new)
        if old >= 0 { Self.wipe(old, count: Int(before.st_size)) }
    }

    private var resolved: String {
        guard let found = realpath(path, nil) else { return path }
        defer { free(found) }
        return String(cString: found)
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32) throws(Diagnostic) {
        guard Self.writeAll(bytes, to: descriptor) else { throw failure("unwritable-file", "cannot be written") }
    }

    static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { platformWrite(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return false }
        }
        return true
    }

    private func failure(_ code: String, _ what: String) -> Diagnostic {
        Diagnostic(code, "'\(path)' \(what): \(String(cString: strerror(errno)))")
    }

    /// Overwrites what an open file holds.
    ///
    /// A disk may keep copies all the same: a journal or flash memory does.
    static func wipe(_ descriptor: Int32, count: Int) {
        lseek(descriptor, 0, SEEK_SET)
        let zeros = [UInt8](repeating: 0, count: min(max(count, 0), 1 << 16))
        var left = count
        while left > 0 {
            guard writeAll(Array(zeros.prefix(left)), to: descriptor) else { return }
            left -= min(left, zeros.count)
        }
        fsync(descriptor)
    }
}

private func platformWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
