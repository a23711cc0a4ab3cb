internal import Actions
internal import Facts
internal import Model

/// The files of a project's folder as they are to be in a directory.
struct FolderTree {
    let path: AbsolutePath
    let source: ProjectFolder
    var owner: String?
    var group: String?
    /// Of directories.
    var mode: Mode?
    var fileMode: Mode?

    var folders: [AbsolutePath] { source.folders.map { AbsolutePath(path.below($0)) } }

    var claims: [Claim] { folders.map(\.claim) + files.map(\.path.claim) }

    func facts(given seen: Observations) -> [any Fact] {
        folders.map { PathState($0.text) } + files.flatMap { $0.facts(given: seen) }
    }

    /// What was seen of the files, in one digest.
    func signature(given seen: Observations) -> String {
        Payload(files.map { "\($0.path) \($0.signature(given: seen) ?? "-")\n" }.joined()).digest
    }

    /// What makes folders and files as they are wanted, in a directory that is there or made before.
    func change(_ look: Look, by address: Address) throws(Undecided) -> (fields: [FieldChange], actions: [Action]) {
        var fields: [FieldChange] = []
        var actions: [Action] = []
        let ownership = Ownership(owner: owner, group: group, mode: mode)
        for folder in folders {
            let seen = try look.see(PathState(folder.text))
            if let seen, seen.kind != .directory { throw .error("\(folder) is \(seen.inWords), not a directory") }
            let differences = ownership.differences(from: seen)
            guard seen == nil || !differences.isEmpty else { continue }
            try ownership.expectAccounts(toChange: seen, look)
            if seen == nil {
                fields.append(.init(name(of: folder), from: nil, to: "a directory"))
                actions.append(
                    .makeDirectory(path: folder.text, attributes: ownership.attributes, withParents: false))
            } else {
                fields += differences.map { named($0, of: folder) }
                actions.append(.setAttributes(path: folder.text, attributes: ownership.attributes))
            }
        }
        // The directories are made before the files, if they are not there.
        var inner = look
        inner.pending.append(Pending(address: address, claims: [path.claim] + claims, effects: []))
        for file in files {
            if let seen = try look.see(PathState(file.path.text, digest: true)), seen.kind == .link {
                throw .error("\(file.path) is \(seen.inWords), not a file")
            }
            guard let change = try file.making(inner) else { continue }
            fields += change.fields.map { named($0, of: file.path) }
            actions += change.actions
        }
        return (fields, actions)
    }

    private var files: [WantedFile] {
        source.files.map { file in
            WantedFile(
                path: AbsolutePath(path.below(file.path)),
                content: .init(file.payload, isSensitive: file.isSensitive),
                ownership: Ownership(
                    owner: owner, group: group, mode: fileMode ?? (file.isExecutable ? Mode(0o755) : nil)))
        }
    }

    private func name(of path: AbsolutePath) -> String {
        String(decoding: path.text.utf8.dropFirst(self.path.below("").utf8.count), as: UTF8.self)
    }

    /// A difference of one of the files or folders, by its name; the content goes without saying.
    private func named(_ field: FieldChange, of path: AbsolutePath) -> FieldChange {
        var copy = field
        copy.field = field.field == "content" ? name(of: path) : "\(field.field) of \(name(of: path))"
        return copy
    }
}
