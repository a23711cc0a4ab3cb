internal import Actions
internal import Model

/// How an archive is packed.
package enum ArchiveFormat: String, CaseIterable, FieldValue {
    case tar
    case gzip = "tar.gz"
    case xz = "tar.xz"
    case bzip2 = "tar.bz2"
    case zstd = "tar.zst"
    case zip

    /// What a file's name says; nil where it says nothing.
    init?(fileName: String) {
        let name = fileName.lowercased()
        let endings: [(String, Self)] = [
            (".tgz", .gzip), (".txz", .xz), (".tbz2", .bzip2), (".tbz", .bzip2), (".tzst", .zstd),
        ]
        let all = Self.allCases.map { (".\($0.rawValue)", $0) } + endings
        guard let format = all.first(where: { name.hasSuffix($0.0) }) else { return nil }
        self = format.1
    }

    /// The program that unpacks it, before `tar` or by itself; nil for a bare tar.
    var tool: Action.Unpacker {
        switch self {
        case .tar: .tar
        case .gzip: .gzip
        case .xz: .xz
        case .bzip2: .bzip2
        case .zstd: .zstd
        case .zip: .zip
        }
    }
}
