package import Actions
package import Facts
package import Model

/// A file that the node fetches itself.
package struct Download: Resource {
    package static let kind = "download"
    package static let summary = "A file that the node fetches by itself, checked by its SHA-256."
    package static let example = """
        - download: /srv/models/tiny.gguf
          url: https://models.example/tiny.gguf
          sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
          owner: ollama
          mode: "0640"

        """
    package static let notes = """
        Several URLs are mirrors, tried one after another. `file:///…` names a file on the node: an offline copy, a
        mounted share. With `sha256`, what was fetched is checked before it takes the place of what is there, and a
        fetch that was cut goes on where it stopped, in the next run too. Without `sha256` the file is fetched when it is
        not there, and left alone when it is: then nobody looks at what it holds.

        The node needs curl or wget, and for `headers` curl. URLs and headers stand on no command line, but for a URL
        that busybox's wget is given. A link or a directory in the file's place is an error. Each plan reads the whole
        file where there is a `sha256`.

        """
    package static let looksAt: [any Fact.Type] = [PathState.self, UserState.self, GroupState.self]
    package static let does: [Action.Kind] = [.fetch, .setAttributes, .remove]
    package static let removal = "`state: absent` removes the file."
    package static let trials = [Trial(.debian12)]

    @Identity("The file's path.") package var path: AbsolutePath
    @Field("Where it comes from; of several, the first that has it.") package var url: [FetchURL] = []
    @Field("What its content is.") package var sha256: SHA256Text? = nil
    @Field("Headers of the request, such as `Authorization`.") package var headers: [String: String] = [:]
    @Field("The user it belongs to, by name or number.") package var owner: String? = nil
    @Field("The group it belongs to, by name or number.") package var group: String? = nil
    @Field("Its permissions.") package var mode: Mode? = nil
    @Field("Whether it is to be there.") package var state = Presence.present

    package init() {}

    package var identity: String { path.text }
    package var claims: [Claim] { [path.claim] }
    package var requires: [Claim] { wantsAbsence ? [] : path.claimsAbove + ownership.claims }
    package var wantsAbsence: Bool { state == .absent }

    package var problems: [FieldProblem] {
        var problems = ownership.problems + place.problems
        if wantsAbsence {
            return [("url", !url.isEmpty), ("sha256", sha256 != nil)].filter(\.1).map {
                .init($0.0, "'\($0.0)' has no meaning for a file that is to be absent")
            }
        }
        if url.isEmpty { problems.append(.init("download", "download needs the field 'url'")) }
        return problems
    }

    package func facts(given seen: Observations) -> [any Fact] {
        guard !wantsAbsence, let observation = seen[look] else { return [look] }
        return switch observation {
        case .absent: [look] + path.folderFacts + ownership.facts(toChange: nil)
        case .present(let state): [look] + ownership.facts(toChange: state)
        case .unavailable, .failed: [look]
        }
    }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            if wantsAbsence { return try WantedFile(path: path, ownership: ownership).removal(look) }
            guard let seen = try look.see(self.look) else {
                try look.expectFolder(of: path)
                try ownership.expectAccounts(toChange: nil, look)
                let url = FieldChange(
                    "url", from: nil, to: url.map(\.text).joined(separator: ", "), isSensitive: $url.isSensitive)
                return Change(.create, fields: [url] + ownership.differences(from: nil), actions: [fetch])
            }
            guard seen.kind == .file else { throw .error("\(path) is \(seen.inWords), not a file") }
            return try update(of: seen, look)
        }
    }

    /// The digest of the content that was seen.
    package func signature(given seen: Observations) -> String? {
        guard case .present(let state)? = seen[look], case .present(let digest) = state.digest else { return nil }
        return digest
    }

    private var look: PathState { PathState(path.text, digest: sha256 != nil && !wantsAbsence) }
    private var ownership: Ownership { Ownership(owner: owner, group: group, mode: mode) }
    private var place: FetchPlace { FetchPlace(urls: url, sha256: sha256, headers: headers) }
    private var fetch: Action {
        .fetch(path: path.text, source: place.source, attributes: ownership.attributes)
    }

    private func update(of seen: PathState.Seen, _ look: Look) throws(Undecided) -> Change? {
        try ownership.expectAccounts(toChange: seen, look)
        let differences = ownership.differences(from: seen)
        if let sha256 {
            guard let digest = try look.read(seen.digest) else { throw .error("the digest of \(path) was not seen") }
            if digest != sha256.text {
                let field = FieldChange("sha256", from: digest, to: sha256.text)
                return Change(.update, fields: [field] + differences, actions: [fetch])
            }
        }
        guard !differences.isEmpty else { return nil }
        return Change(
            .update, fields: differences,
            actions: [.setAttributes(path: path.text, attributes: ownership.attributes)])
    }
}
