package import Actions
package import Facts
package import Model

/// A directory; missing ones above it are made with it.
package struct Directory: Resource {
    package static let kind = "directory"
    package static let summary = "A directory. Missing ones above it are made with it, as root's and with mode 0755."
    package static let example = """
        - directory: /var/lib/ollama
          owner: ollama
          group: ollama
          mode: "0750"

        """
    package static let notes = """
        A link that leads to a directory counts as one as long as the entry asks for nothing more than that it is there.

        `recurse: true` gives the owner and group to all that is in the directory, `mode` to directories in it and
        `file_mode` to files. `source` copies a folder of the project, with its folders; a file that may be run in the
        project may be so on the node. What the project's folder does not hold is left as it is.

        `purge: true` is the consent to remove what no entry looks after: what no entry claims, nor one that is left out
        of this run; a run of some manifests alone purges nothing. The home of a user and what a command `creates` stay, and
        keys that entries look after do. What is in a directory that another entry claims stays, and so do the names
        right in the directory that one of `keep` matches. A plan shows apart what would be lost.

        `recurse` and `purge` leave alone what is on other file systems, and are errors where there are more than
        100000 things to look at.

        """
    package static let looksAt: [any Fact.Type] = [
        PathState.self, Listing.self, FileText.self, UserState.self, GroupState.self,
    ]
    package static let does: [Action.Kind] = [
        .makeDirectory, .writeFile, .setAttributes, .setAllAttributes, .removeAll, .remove,
    ]
    package static let removal =
        "`state: absent` removes an empty directory; `recursive: true` is the consent to remove all that is in it, on its own file system."
    package static let trials = [Trial(.debian12)]

    @Identity("The directory's path.") package var path: AbsolutePath
    @Field("The user it belongs to, by name or number.") package var owner: String? = nil
    @Field("The group it belongs to, by name or number.") package var group: String? = nil
    @Field("Its permissions.") package var mode: Mode? = nil
    @Field("Whether what is in it gets this owner and group, and directories in it this mode.")
    package var recurse = false
    @Field("With `recurse` or `source`: the permissions of files in it.") package var fileMode: Mode? = nil
    @Field("A folder of the project, from its `files` folder, whose files are to be in it.")
    package var source: ProjectFolder? = nil
    @Field("Whether what no entry looks after is removed from it.") package var purge = false
    @Field("With `purge`: names in it that stay; `*`, `?` and `[…]` stand for others.") package var keep: [String] = []
    @Field("Whether it is to be there.") package var state = Presence.present
    @Field("With `state: absent`: whether what is in it goes too.") package var recursive = false

    package init() {}

    package var identity: String { path.text }
    package var claims: [Claim] { [path.claim] + (wantsAbsence ? [] : tree?.claims ?? []) }
    package var requires: [Claim] { wantsAbsence ? [] : path.claimsAbove + ownership.claims }
    package var effects: Effects { wantsAbsence && recursive || purge ? .paths : [] }
    package var wantsAbsence: Bool { state == .absent }
    package var sparesManaged: Bool { purge || recurse }

    package var problems: [FieldProblem] {
        var problems = ownership.problems
        let given = [
            ("recurse", recurse), ("file_mode", fileMode != nil), ("source", source != nil), ("purge", purge),
            ("keep", !keep.isEmpty),
        ].filter(\.1).map(\.0)
        if wantsAbsence {
            problems += given.map { .init($0, "'\($0)' has no meaning for a directory that is to be absent") }
            if path.text == "/" { problems.append(.init("directory", "the root directory cannot be absent")) }
            return problems
        }
        if recursive {
            problems.append(.init("recursive", "'recursive' is only for a directory that is to be absent"))
        }
        if fileMode != nil, !recurse, source == nil {
            problems.append(.init("file_mode", "'file_mode' is only for 'recurse' and 'source'"))
        }
        if recurse, owner == nil, group == nil, mode == nil, fileMode == nil {
            let help = "give owner, group, mode or file_mode"
            problems.append(.init("recurse", "'recurse' does not say what things are to have", help: help))
        }
        if !keep.isEmpty, !purge { problems.append(.init("keep", "'keep' is only for 'purge'")) }
        if purge || recurse, Self.shared.contains(path.text) {
            let field = purge ? "purge" : "recurse"
            problems.append(.init(field, "'\(field)' is not for \(path), which belongs to the whole system"))
        }
        return problems
    }

    package func facts(given seen: Observations) -> [any Fact] {
        var facts: [any Fact] = [PathState(path.text)]
        if wantsAbsence {
            if recursive, case .present(let state)? = seen[PathState(path.text)], state.kind == .directory {
                facts.append(listing)
            }
            return facts
        }
        facts += tree?.facts(given: seen) ?? []
        if recurse || purge { facts.append(listing) }
        switch seen[PathState(path.text)] {
        case .present(let state)?: facts += ownership.facts(toChange: state)
        case .absent?: facts += ownership.facts(toChange: nil)
        case .unavailable?, .failed?, nil: break
        }
        if recurse, case .present(let seen)? = seen[listing] { facts += consistency.facts(toChange: seen.entries) }
        return facts
    }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            let seen = try look.see(PathState(path.text))
            return state == .present ? try making(from: seen, look) : try removal(of: seen, look)
        }
    }

    /// The digest of the files that come from the project.
    package func signature(given seen: Observations) -> String? { tree?.signature(given: seen) }

    /// Where a slip would take a system apart.
    private static let shared: Set = [
        "/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib64", "/opt", "/proc", "/root", "/run", "/sbin",
        "/srv", "/sys", "/tmp", "/usr", "/usr/bin", "/usr/lib", "/usr/sbin", "/var", "/var/lib",
    ]

    private var ownership: Ownership { Ownership(owner: owner, group: group, mode: mode) }
    private var consistency: Consistency {
        Consistency(owner: owner, group: group, files: fileMode, directories: mode)
    }
    private var listing: Listing { Listing(path.text, isDeep: true) }
    private var tree: FolderTree? {
        source.map {
            FolderTree(path: path, source: $0, owner: owner, group: group, mode: mode, fileMode: fileMode)
        }
    }

    private func making(from seen: PathState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        if let seen, seen.kind != .directory {
            guard seen.kind == .link, seen.leadsTo == .directory else {
                throw .error("\(path) is \(seen.inWords), not a directory")
            }
            guard ownership.attributes == .init(), source == nil, !recurse, !purge else {
                throw .error("\(path) is \(seen.inWords): manage the owner and mode of what it leads to")
            }
            return nil
        }
        try ownership.expectAccounts(toChange: seen, look)
        var change = Change(seen == nil ? .create : .update, fields: ownership.differences(from: seen), actions: [])
        if seen == nil {
            change.actions = [.makeDirectory(path: path.text, attributes: ownership.attributes, withParents: true)]
        } else if !change.fields.isEmpty {
            change.actions = [.setAttributes(path: path.text, attributes: ownership.attributes)]
        }
        if let part = try tree?.change(look, by: address) {
            change.fields += part.fields
            change.actions += part.actions
        }
        if seen != nil { try addBelow(to: &change, look) }
        return change.actions.isEmpty ? nil : change
    }

    /// What is in a directory that is there already.
    private func addBelow(to change: inout Change, _ look: Look) throws(Undecided) {
        guard recurse || purge else { return }
        guard let seen = try look.see(listing) else { throw .error("\(path) changed while it was looked at") }
        let managed = look.managed ?? Managed()
        let purges = purge && !managed.isPartial
        if purges, let entry = managed.undecided { throw .depends(on: entry) }
        let purging = Purge(path, keeping: keep, own: claims, managed: managed)
        let doomed = purges ? purging.doomed(seen.entries) : ([], [])
        if recurse {
            let gone = Set(doomed.1.map(\.path))
            let rest = purging.unclaimed(seen.entries).filter { !gone.contains($0.path) }
            let part = try consistency.change(of: rest, below: path, suffix: " below", look)
            change.fields += part.fields
            change.actions += part.actions
        }
        guard !doomed.0.isEmpty else { return }
        if let odd = doomed.0.first(where: { !$0.isExact }) {
            throw .error("\(path)/\(odd.path) has a name that is no UTF-8: remove it by hand")
        }
        change.fields.append(.init("purge", from: Summary.names(doomed.0), to: nil))
        change.actions.append(.removeAll(paths: doomed.0.map { path.below($0.path) }, recursive: true))
        change.losses.append(
            "\(Summary.counts(doomed.1)) that no entry looks after: \(Summary.names(doomed.0))")
    }

    private func removal(of seen: PathState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        guard let seen else {
            try look.expectStaysAbsent(path.claim, or: .paths)
            return nil
        }
        guard seen.kind == .directory else { throw .error("\(path) is \(seen.inWords), not a directory") }
        var losses: [String] = []
        if recursive {
            // Where it cannot be counted, it is all the same lost.
            if case .present(let below)? = look.seen[listing] {
                if !below.entries.isEmpty { losses = ["all that is in it: \(Summary.counts(below.entries))"] }
            } else {
                losses = ["all that is in it"]
            }
        }
        return Change(
            .remove, fields: [.init("state", from: "present", to: "absent")],
            actions: [.remove(path: path.text, recursive: recursive)], losses: losses)
    }
}
