package import Actions
package import Facts
package import Model

/// A directory that holds what an archive holds, and a stamp that says which.
package struct Archive: Resource {
    package static let kind = "archive"
    package static let summary = "A directory that holds what an archive holds."
    package static let example = """
        - archive: /opt/consul
          url: https://releases.example/consul_1.20.1_linux_amd64.zip
          version: 1.20.1
          sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855

        """
    package static let notes = """
        The archive is fetched as a `download` is, or comes from the project as `source`. It is unpacked beside the
        directory, which then takes its place as a whole: what was there before is removed. A file in it,
        `.reconcile-archive`, says which archive was unpacked, by `version`, SHA-256 and `strip`, or else by the URLs; while
        that is as wanted, nothing else in the directory is looked at.

        A directory that is not empty and was not unpacked by such an entry is left alone: `replace: true` is the
        consent to remove what is in it. A plan shows apart what would be lost.

        `strip` leaves out so many directories that hold all the rest of the archive. Owners that the archive names are
        not heeded: everything is root's, or that of `owner` and `group`. The node needs tar and what the format asks
        for: gzip, xz, bzip2, zstd, or unzip.

        """
    package static let looksAt: [any Fact.Type] = [
        PathState.self, FileLines.self, Listing.self, UserState.self, GroupState.self,
    ]
    package static let does: [Action.Kind] = [.writeFile, .fetch, .unpack, .remove]
    package static let removal =
        "`state: absent` removes the directory with all that is in it; `recursive: true` is the consent to that."
    package static let trials = [Trial(.debian12)]

    @Identity("The directory's path.") package var path: AbsolutePath
    @Field("Where the archive comes from; of several, the first that has it.") package var url: [FetchURL] = []
    @Field("An archive of the project, from its `files` folder.") package var source: ProjectFile? = nil
    @Field("What the archive's content is.") package var sha256: SHA256Text? = nil
    @Field("Headers of the request, such as `Authorization`.") package var headers: [String: String] = [:]
    @Field("What is unpacked; noted, shown, and unpacked anew when it is another.") package var version: String? = nil
    @Field("How it is packed, if its name does not say.") package var format: ArchiveFormat? = nil
    @Field("How many directories at its top are left out.") package var strip = 0
    @Field("The user all of it belongs to, by name or number.") package var owner: String? = nil
    @Field("The group all of it belongs to, by name or number.") package var group: String? = nil
    @Field("Whether what somebody else has put there is replaced.") package var replace = false
    @Field("Whether it is to be there.") package var state = Presence.present
    @Field("With `state: absent`: whether what is in it goes too.") package var recursive = false

    package init() {}

    package var identity: String { path.text }
    package var claims: [Claim] { [path.claim] }
    package var requires: [Claim] { wantsAbsence ? [] : path.claimsAbove + ownership.claims }
    package var effects: Effects { .paths }
    package var wantsAbsence: Bool { state == .absent }

    package var problems: [FieldProblem] {
        var problems = ownership.problems + place.problems
        if path.parent == nil || path.parent?.text == "/" {
            problems.append(
                .init("archive", "'\(path)' belongs to the whole system", help: "name a directory in one of its own"))
        }
        let given = [("url", !url.isEmpty), ("source", source != nil)].filter(\.1).map(\.0)
        if wantsAbsence {
            return problems
                + given.map { .init($0, "'\($0)' has no meaning for a directory that is to be absent") }
        }
        if given.isEmpty {
            problems.append(.init("archive", "the entry does not say what is unpacked", help: Self.one))
        }
        if given.count > 1 { problems.append(.init("source", "'source' is given beside 'url'", help: Self.one)) }
        if !given.isEmpty, packing == nil {
            let help = "give format: tar, tar.gz, tar.xz, tar.bz2, tar.zst or zip"
            problems.append(.init(given[0], "the name does not say how the archive is packed", help: help))
        }
        if source != nil, sha256 != nil {
            problems.append(.init("sha256", "'sha256' is only for 'url': the project's file is what it is"))
        }
        if !(0...20).contains(strip) {
            problems.append(.init("strip", "'strip' takes a number from 0 to 20, not \(strip)"))
        }
        if recursive { problems.append(.init("recursive", "'recursive' is only for a directory that is to be absent")) }
        return problems
    }

    package func facts(given seen: Observations) -> [any Fact] {
        let own: [any Fact] = wantsAbsence ? [PathState(path.text)] : [PathState(path.text), stampLook]
        switch seen[PathState(path.text)] {
        case .absent? where !wantsAbsence: return own + path.folderFacts + ownership.facts(toChange: nil)
        case .present(let state)? where state.kind == .directory:
            if wantsAbsence { return own + (recursive ? [Listing(path.text, isDeep: true)] : []) }
            switch seen[stampLook] {
            case .present(let stamp)? where stamp.digest == .present(wantedStamp.digest): return own
            case .present?: return own + [FileLines(stampPath)] + ownership.facts(toChange: nil)
            case .absent?: return own + [Listing(path.text, isDeep: true)] + ownership.facts(toChange: nil)
            case .unavailable?, .failed?, nil: return own
            }
        default: return own
        }
    }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            let seen = try look.see(PathState(path.text))
            if let seen, seen.kind != .directory { throw .error("\(path) is \(seen.inWords), not a directory") }
            return wantsAbsence ? try removal(of: seen, look) : try making(from: seen, look)
        }
    }

    /// The digest of the stamp that was seen.
    package func signature(given seen: Observations) -> String? {
        guard case .present(let state)? = seen[stampLook], case .present(let digest) = state.digest else { return nil }
        return digest
    }

    private static let one = "give one of url and source"

    private var ownership: Ownership { Ownership(owner: owner, group: group, mode: nil) }
    private var place: FetchPlace { FetchPlace(urls: url, sha256: sha256, headers: headers) }
    private var packing: ArchiveFormat? {
        format ?? ArchiveFormat(fileName: source?.name ?? url.first?.fileName ?? "")
    }
    private var stampPath: String { path.below(".reconcile-archive") }
    private var stampLook: PathState { PathState(stampPath, digest: true) }

    /// What says which archive is there; URLs by a digest, since they may hold secrets.
    private var stamp: [(name: String, value: String)] {
        var stamp: [(String, String)] = []
        if let version { stamp.append(("version", version)) }
        if let digest = sha256?.text ?? source?.payload.digest {
            stamp.append(("sha256", digest))
        } else {
            stamp.append(("urls", Payload(url.map { $0.text + "\n" }.joined()).digest))
        }
        if strip > 0 { stamp.append(("strip", strip.description)) }
        return stamp
    }
    private var wantedStamp: Payload { Payload(stamp.map { "\($0.name) \($0.value)\n" }.joined()) }

    private func making(from seen: PathState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        guard seen != nil else {
            try look.expectFolder(of: path)
            try ownership.expectAccounts(toChange: nil, look)
            return Change(.create, fields: differences(from: []), actions: actions)
        }
        if let state = try look.see(stampLook) {
            guard let digest = try look.read(state.digest) else {
                throw .error("\(stampPath) is \(state.inWords), not a file")
            }
            if digest == wantedStamp.digest { return nil }
            try ownership.expectAccounts(toChange: nil, look)
            let old = try look.see(FileLines(stampPath))?.lines ?? []
            return Change(
                .update, fields: differences(from: old), actions: actions,
                losses: ["what was added or changed in \(path) since it was unpacked"])
        }
        try ownership.expectAccounts(toChange: nil, look)
        let below = try look.see(Listing(path.text, isDeep: true))?.entries ?? []
        guard below.isEmpty || replace else {
            throw .error("\(path) is not empty, and not of an archive: 'replace: true' removes what is in it")
        }
        let losses = below.isEmpty ? [] : ["all that is in it: \(Summary.counts(below))"]
        return Change(.update, fields: differences(from: []), actions: actions, losses: losses)
    }

    private var actions: [Action] {
        let parent = path.parent?.text ?? "/"
        let name = String(decoding: path.text.utf8.dropFirst(parent == "/" ? 1 : parent.utf8.count + 1), as: UTF8.self)
        let archive = (path.parent ?? path).below(".\(name.shortened).reconcile-archive")
        let bring: Action =
            if let source {
                .writeFile(path: archive, content: source.payload, attributes: .init(mode: 0o600), validate: nil)
            } else {
                .fetch(path: archive, source: place.source, attributes: .init(mode: 0o600))
            }
        return [
            bring,
            .unpack(
                path: path.text, archive: archive, with: packing?.tool ?? .tar, strip: strip, stamp: wantedStamp,
                attributes: ownership.attributes),
            .remove(path: archive, recursive: false),
        ]
    }

    private func differences(from old: [String?]) -> [FieldChange] {
        let before = old.compactMap { $0 }.compactMap { line -> (String, String)? in
            guard let end = line.firstIndex(of: " ") else { return nil }
            return (String(line[..<end]), String(line[line.index(after: end)...]))
        }
        let names = stamp.map(\.name) + before.map(\.0).filter { name in !stamp.contains { $0.name == name } }
        let changes = names.compactMap { name -> FieldChange? in
            let (was, now) = (before.first { $0.0 == name }?.1, stamp.first { $0.name == name }?.value)
            let isSame = now?.isExactly(was) ?? (was == nil)
            return isSame ? nil : FieldChange(name, from: was, to: now)
        }
        let wrong = changes.isEmpty ? [FieldChange("stamp", from: "another text", to: "as unpacked")] : changes
        return wrong + (old.isEmpty ? ownership.differences(from: nil) : [])
    }

    private func removal(of seen: PathState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        guard seen != nil else {
            try look.expectStaysAbsent(path.claim, or: .paths)
            return nil
        }
        guard recursive else {
            throw .error("\(path) is there with all that is in it: 'recursive: true' removes it")
        }
        var loss = "all that is in it"
        if case .present(let below)? = look.seen[Listing(path.text, isDeep: true)] {
            loss += ": \(Summary.counts(below.entries))"
        }
        return Change(
            .remove, fields: [.init("state", from: "present", to: "absent")],
            actions: [.remove(path: path.text, recursive: true)], losses: [loss])
    }
}

extension String {
    /// At most 200 bytes of it, so that more fits into a file's name.
    fileprivate var shortened: String {
        var text = self
        while text.utf8.count > 200 { text.unicodeScalars.removeLast() }
        return text
    }
}
