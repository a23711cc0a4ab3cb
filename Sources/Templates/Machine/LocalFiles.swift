internal import Diagnostics
internal import FoundationEssentials

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The files of this machine, which templates see as whoever runs them does.
struct LocalFiles {
    let machine: LocalMachine
    let span: Span

    /// The largest file that is read.
    private static let longest = 64 << 20

    /// The path with `~` as the home folder.
    func expandingHome(_ path: String) -> String {
        guard path.hasPrefix("~"), let home = machine.home else { return path }
        let name = path.dropFirst().prefix { $0 != "/" }
        return name.isEmpty ? home + path.dropFirst() : path
    }

    func absolute(_ path: String) -> String {
        PosixPath.normal(PosixPath.joined([machine.folder, expandingHome(path)]))
    }

    /// The folders where a file of a kind is looked for that is named here.
    func places(_ kind: String) -> [String] { machine.places(kind, span.file) }

    /// The file of that name in some folders, or nil; the first that there is.
    func found(_ name: String, in folders: [String]) -> String? {
        let name = expandingHome(name)
        let paths = name.hasPrefix("/") ? [name] : folders.map { $0 + "/" + name }
        return paths.map(PosixPath.normal).first { kind(of: $0) != nil }
    }

    /// What a file has in it, which of an encrypted one is not what it holds.
    func contents(of path: String) throws(Diagnostic) -> [UInt8] {
        guard let data = try? Data(contentsOf: URL(filePath: path)), data.count <= Self.longest else {
            throw Diagnostic("unreadable-file", "the file '\(path)' cannot be read", at: span)
        }
        return Array(data)
    }

    /// The text of a file; a secret where it is encrypted.
    func text(of path: String) throws(Diagnostic) -> Value {
        let bytes = try contents(of: path)
        let opened = try machine.opened(path, bytes)
        guard let text = String(validating: opened ?? bytes, as: UTF8.self) else {
            throw Diagnostic("unreadable-file", "the file '\(path)' is no UTF-8 text", at: span)
        }
        return Value.string(text).tainted(opened != nil)
    }

    enum Kind { case file, folder, other }

    /// What a path leads to, or nil if nothing is there.
    func kind(of path: String) -> Kind? {
        var status = stat()
        guard stat(absolute(path), &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        default: return .other
        }
    }

    func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(absolute(path), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(absolute(path), &status) == 0
    }

    /// Whether a file system begins there.
    func isMount(_ path: String) -> Bool {
        var (own, above) = (stat(), stat())
        let path = absolute(path)
        guard lstat(path, &own) == 0, own.st_mode & S_IFMT != S_IFLNK, stat(path + "/..", &above) == 0 else {
            return false
        }
        return own.st_dev != above.st_dev || own.st_ino == above.st_ino
    }

    /// Whether two paths lead to one file; nil if one of them leads nowhere.
    func areSame(_ left: String, _ right: String) -> Bool? {
        var (one, other) = (stat(), stat())
        guard stat(absolute(left), &one) == 0, stat(absolute(right), &other) == 0 else { return nil }
        return one.st_dev == other.st_dev && one.st_ino == other.st_ino
    }

    /// The files that a shell pattern names, in the order of their names.
    func matches(_ pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, 0, nil, &found) == 0 else { return [] }
        let paths = (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
        return paths.filter { kind(of: $0) == .file }
    }

    /// The path with its links followed, as far as there are such files.
    static func resolved(_ path: String) -> String {
        var (path, left) = (PosixPath.normal(path), 40)
        var done = ""
        var rest = path.splitScalars(by: "/").filter { !$0.isEmpty }
        while !rest.isEmpty {
            let next = done + "/" + rest.removeFirst()
            var buffer = [CChar](repeating: 0, count: 4096)
            let length = readlink(next, &buffer, buffer.count)
            guard length > 0, left > 0 else {
                done = next
                continue
            }
            left -= 1
            let target = String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
            path = PosixPath.normal(PosixPath.joined([done.isEmpty ? "/" : done, target] + rest))
            rest = path.splitScalars(by: "/").filter { !$0.isEmpty }
            done = ""
        }
        return done.isEmpty ? "/" : done
    }
}
