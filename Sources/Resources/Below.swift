internal import Actions
internal import Facts
internal import Model

/// The owner, group and permissions that all of many things are to have; nil leaves one as it is.
struct Consistency {
    var owner: String?
    var group: String?
    var files: Mode?
    var directories: Mode?

    func ownership(of kind: PathState.Kind) -> Ownership {
        let mode: Mode? =
            switch kind {
            case .file: files
            case .directory: directories
            case .link, .fifo, .socket, .block, .character: nil
            }
        return Ownership(owner: owner, group: group, mode: mode)
    }

    /// The accounts that a change of these needs to be there.
    func facts(toChange entries: [Listing.Entry]) -> [any Fact] {
        let differing = entries.filter { !ownership(of: $0.state.kind).differences(from: $0.state).isEmpty }
        guard !differing.isEmpty else { return [] }
        return Ownership(owner: owner, group: group, mode: nil).facts(toChange: nil)
    }

    /// What makes all of them alike: a field for each thing in which some differ, and the paths that do.
    func change(
        of entries: [Listing.Entry], below folder: AbsolutePath, suffix: String = "", _ look: Look
    ) throws(Undecided) -> (fields: [FieldChange], actions: [Action]) {
        var differing: [String: [Listing.Entry]] = [:]
        var wanted: [String: String] = [:]
        var kinds: [PathState.Kind: [String]] = [:]
        for entry in entries {
            let ownership = ownership(of: entry.state.kind)
            let differences = ownership.differences(from: entry.state)
            guard !differences.isEmpty else { continue }
            guard entry.isExact else { throw .error("\(folder)/\(entry.path) has a name that is no UTF-8") }
            for difference in differences {
                let isMode = difference.field == "mode"
                let name =
                    isMode ? entry.state.kind == .file ? "mode of files" : "mode of directories" : difference.field
                differing[name + suffix, default: []].append(entry)
                wanted[name + suffix] = difference.after
            }
            let kind: PathState.Kind = [.file, .directory].contains(entry.state.kind) ? entry.state.kind : .link
            kinds[kind, default: []].append(folder.below(entry.path))
        }
        guard !differing.isEmpty else { return ([], []) }
        try Ownership(owner: owner, group: group, mode: nil).expectAccounts(toChange: nil, look)
        let fields = differing.keys.sorted().map { name in
            FieldChange(name, from: "other: " + Summary.names(differing[name] ?? []), to: wanted[name])
        }
        let actions = [PathState.Kind.directory, .file, .link].compactMap { kind -> Action? in
            kinds[kind].map { .setAllAttributes(paths: $0, attributes: ownership(of: kind).attributes) }
        }
        return (fields, actions)
    }
}

/// Many things in few words.
enum Summary {
    /// The first names, and how many more there are.
    static func names(_ entries: [Listing.Entry]) -> String {
        let first = entries.prefix(5).map(\.path).joined(separator: ", ")
        return entries.count > 5 ? "\(first) and \(entries.count - 5) more" : first
    }

    /// How many files and directories there are, and how much is in them: `2 files, 1 directory, 4.2 MB`.
    static func counts(_ entries: [Listing.Entry]) -> String {
        let directories = entries.count { $0.state.kind == .directory }
        let files = entries.count - directories
        let parts = [(files, "file", "files"), (directories, "directory", "directories")]
        let words = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
        let size = entries.reduce(0) { $0 + $1.state.size }
        return entries.isEmpty ? "nothing" : (words + [ByteSize(size).rendered]).joined(separator: ", ")
    }
}

extension AbsolutePath {
    /// The path of something below this directory.
    func below(_ relative: String) -> String { text == "/" ? "/\(relative)" : "\(text)/\(relative)" }
}
