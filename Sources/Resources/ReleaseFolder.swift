internal import Facts
internal import Model

/// The directory in which the versions of a release lie side by side, and what was seen there.
///
/// A version is a directory with a stamp whose first line names the release: whatever else lies there is left alone.
struct ReleaseFolder {
    /// What keeps a version in use, whatever the entry says.
    struct Hold {
        var version: String
        /// The operator's words, at most 200 characters.
        var reason: String
    }

    let name: String
    let root: AbsolutePath

    var current: String { root.below("current") }
    /// Its first word is the version that is to stay in use, the rest of the line says why.
    var hold: String { root.below(".reconcile-hold") }
    var listing: Listing { Listing(root.text, isDeep: false) }

    func path(of version: String) -> String { root.below(version) }
    func stamp(of version: String) -> FileLines { FileLines(root.below("\(version)/.reconcile-archive")) }
    /// What is in a version's directory.
    func content(of version: String) -> Listing { Listing(path(of: version), isDeep: false) }

    /// Directories that may be versions, those that were unpacked last first.
    func candidates(_ seen: Observations) -> [String] {
        entries(seen).filter { $0.state.kind == .directory && $0.isExact && $0.path.isReleaseWord }
            .sorted { ($0.modified, $0.path) > ($1.modified, $1.path) }.map(\.path)
    }

    /// Those of them that were looked into and are versions.
    func versions(_ seen: Observations) -> [String] {
        candidates(seen).filter { candidate in
            guard case .present(let stamp)? = seen[stamp(of: candidate)] else { return false }
            return stamp.lines.first == "release \(name)"
        }
    }

    /// What runs that were cut off left behind, but for what the next one goes on with.
    func leftovers(_ seen: Observations, bringing version: String?) -> [String] {
        entries(seen).filter(\.isExact).map(\.path).filter { path in
            path.hasPrefix(".") && path.contains(".reconcile-") && path != ".reconcile-hold"
                && !(version.map { path.hasPrefix(".\($0).") || path.hasPrefix("..\($0).") } ?? false)
        }
    }

    func held(_ seen: Observations) -> Hold? {
        guard case .present(let text)? = seen[FileLines(hold)] else { return nil }
        let words = ((text.lines.first ?? nil) ?? "").split(separator: " ", maxSplits: 1)
        return Hold(version: words.first.map(String.init) ?? "", reason: String(words.dropFirst().joined().prefix(200)))
    }

    /// All that is right in the directory.
    func entries(_ seen: Observations) -> [Listing.Entry] {
        guard case .present(let listing)? = seen[listing] else { return [] }
        return listing.entries
    }
}

extension String {
    /// Whether it can be the name of a release or of a version: of a file that is no hidden one and no option.
    var isReleaseWord: Bool {
        utf8.first.map(\.isAlphanumeric) == true && utf8.count <= 100
            && utf8.allSatisfy { $0.isAlphanumeric || "-_.+~@".utf8.contains($0) }
    }
}
