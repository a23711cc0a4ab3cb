internal import Facts
internal import Model

/// What in a directory no entry looks after.
struct Purge {
    let folder: AbsolutePath
    /// Names right in the directory that stay, with all that is in them.
    let kept: [Glob]
    /// The paths that the entry itself makes.
    let own: Set<String>
    /// The paths that other entries look after, with all that is in them.
    private let others: Set<String>
    /// The directories above those.
    private let above: Set<String>
    /// Whether entries look after keys, of which only the node knows where they are kept.
    private let sparesKeys: Bool

    init(_ folder: AbsolutePath, keeping names: [String], own: [Claim], managed: Managed) {
        self.folder = folder
        kept = names.map { Glob($0) }
        self.own = Set(own.map { String($0.name) })
        let paths = managed.claims.filter { $0.kind == "path" }.map { String($0.name) }
        others = Set(paths).subtracting(self.own)
        var above: Set<String> = []
        for path in paths where path.hasPrefix(folder.below("")) {
            var parent = AbsolutePath(path).parent
            while let folder = parent, above.insert(folder.text).inserted { parent = folder.parent }
        }
        self.above = above
        sparesKeys = managed.claims.contains { $0.kind == "authorized_key" }
    }

    /// What would go: the things to be removed, and these with all that is in them.
    func doomed(_ entries: [Listing.Entry]) -> (roots: [Listing.Entry], all: [Listing.Entry]) {
        var (roots, all): ([Listing.Entry], [Listing.Entry]) = ([], [])
        // What is in a directory follows right behind it.
        var settled: (stem: String, isDoomed: Bool)?
        for entry in entries {
            if let last = settled, entry.path.utf8.starts(with: last.stem.utf8) {
                if last.isDoomed { all.append(entry) }
                continue
            }
            let path = folder.below(entry.path)
            let isKept = !entry.path.contains("/") && kept.contains { $0.matches(entry.path) }
            if isKept || others.contains(path) || isVersion(path) || sparesKeys && path.hasSuffix("/.ssh") {
                settled = (entry.path + "/", false)
            } else if !own.contains(path), !above.contains(path) {
                settled = (entry.path + "/", true)
                roots.append(entry)
                all.append(entry)
            }
        }
        return (roots, all)
    }

    /// Whether it is an earlier version of a file that an entry looks after.
    private func isVersion(_ path: String) -> Bool {
        let stamp = path.utf8.suffix(18)
        guard path.utf8.count > 18, Glob(".[0-9]*T[0-9]*Z~").matches(String(decoding: stamp, as: UTF8.self)) else {
            return false
        }
        let file = String(decoding: path.utf8.dropLast(18), as: UTF8.self)
        return own.contains(file) || others.contains(file)
    }

    /// What no other entry looks after, whether it would go or not.
    func unclaimed(_ entries: [Listing.Entry]) -> [Listing.Entry] {
        var stem: String?
        return entries.filter { entry in
            if let stem, entry.path.utf8.starts(with: stem.utf8) { return false }
            guard others.contains(folder.below(entry.path)) else { return !own.contains(folder.below(entry.path)) }
            stem = entry.path + "/"
            return false
        }
    }
}
