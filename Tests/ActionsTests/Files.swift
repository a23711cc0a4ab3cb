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

/// Random numbers that are the same in every run.
///
/// Steele, Lea, Flood: Fast splittable pseudorandom number generators.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
