import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Who a file belongs to and what may be done with it.
struct Status: Equatable {
    var owner: Int
    var group: Int
    var mode: Int

    init(owner: Int, group: Int, mode: Int) {
        self.owner = owner
        self.group = group
        self.mode = mode
    }

    /// Of what is at a path, a link included.
    init(_ path: String) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw CocoaError(.fileNoSuchFile) }
        self.init(owner: Int(status.st_uid), group: Int(status.st_gid), mode: Int(status.st_mode & 0o7777))
    }
}

/// The names in a folder, in order.
func entries(of folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
}

/// What a link says; nil where there is none.
func target(of path: String) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: path)
}
