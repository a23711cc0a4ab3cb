internal import Actions
internal import Facts
internal import Model

/// A regular file as an entry wants it: what `file` and `unit` have in common.
struct WantedFile {
    let path: AbsolutePath
    /// Nil where the entry leaves the content as it is.
    var content: Content?
    var ownership: Ownership
    /// A command that judges the new content, with `%s` for its path.
    var validate: String?
    /// How many earlier versions are kept beside it.
    var backups = 0

    struct Content {
        var payload: Payload
        var isSensitive: Bool

        init(_ payload: Payload, isSensitive: Bool) {
            self.payload = payload
            self.isSensitive = isSensitive
        }

        /// The text, where it can be shown as lines.
        var text: String? {
            guard payload.bytes.count <= 256 << 10, !payload.bytes.contains(0) else { return nil }
            return String(validating: payload.bytes, as: UTF8.self)
        }
    }

    private var look: PathState { PathState(path.text, digest: content != nil) }

    func facts(given seen: Observations) -> [any Fact] {
        guard let observation = seen[look] else { return [look] }
        switch observation {
        case .unavailable, .failed: return [look]
        case .absent: return [look] + path.folderFacts + ownership.facts(toChange: nil)
        case .present(let state):
            let accounts = ownership.facts(toChange: state)
            guard let content, case .present(let digest) = state.digest, digest != content.payload.digest,
                content.text != nil, !content.isSensitive
            else { return [look] + accounts }
            return [look, FileText(path.text)] + accounts
        }
    }

    /// The digest of the content that was seen.
    func signature(given seen: Observations) -> String? {
        guard case .present(let state)? = seen[look], case .present(let digest) = state.digest else { return nil }
        return digest
    }

    /// What makes the file as it is wanted; nil where it is.
    func making(_ look: Look) throws(Undecided) -> Change? {
        guard let seen = try look.see(self.look) else { return try creation(look) }
        switch seen.kind {
        case .file: return try update(of: seen, look)
        case .link: return try replacement(of: seen, look)
        case .directory, .fifo, .socket, .block, .character:
            throw .error("\(path) is \(seen.inWords), not a file")
        }
    }

    /// What removes the file; nil where it is not there.
    func removal(_ look: Look) throws(Undecided) -> Change? {
        guard let seen = try look.see(self.look) else {
            try look.expectStaysAbsent(path.claim, or: .paths)
            return nil
        }
        guard seen.kind != .directory else { throw .error("\(path) is a directory, not a file") }
        return Change(
            .remove, fields: [.init("state", from: "present", to: "absent")],
            actions: [.remove(path: path.text, recursive: false)])
    }

    private func creation(_ look: Look) throws(Undecided) -> Change? {
        guard let content else {
            if let bringer = look.pending(path.claim, or: .paths) { throw .depends(on: bringer) }
            throw .error("\(path) is not there, and the entry does not say what to put into it")
        }
        try look.expectFolder(of: path)
        try ownership.expectAccounts(toChange: nil, look)
        let fields = [change(of: content, from: nil, nil)] + ownership.differences(from: nil)
        return Change(.create, fields: fields, actions: [write(content)])
    }

    private func update(of seen: PathState.Seen, _ look: Look) throws(Undecided) -> Change? {
        try ownership.expectAccounts(toChange: seen, look)
        let differences = ownership.differences(from: seen)
        if let content {
            guard let digest = try look.read(seen.digest) else { throw .error("the digest of \(path) was not seen") }
            if digest != content.payload.digest {
                let old = look.seen[FileText(path.text)]
                let fields = [change(of: content, from: seen, old)] + differences
                let keeping = backups > 0 ? [Action.keepVersion(path: path.text, count: backups)] : []
                return Change(.update, fields: fields, actions: keeping + [write(content)])
            }
        }
        guard !differences.isEmpty else { return nil }
        let action = Action.setAttributes(path: path.text, attributes: ownership.attributes)
        return Change(.update, fields: differences, actions: [action])
    }

    private func replacement(of seen: PathState.Seen, _ look: Look) throws(Undecided) -> Change? {
        guard let content else { throw .error("\(path) is \(seen.inWords): manage the file that it leads to") }
        try ownership.expectAccounts(toChange: nil, look)
        let fields = [FieldChange("type", from: seen.inWords, to: "a file"), change(of: content, from: nil, nil)]
        return Change(.update, fields: fields + ownership.differences(from: nil), actions: [write(content)])
    }

    private func write(_ content: Content) -> Action {
        .writeFile(
            path: path.text, content: content.payload, attributes: ownership.attributes, validate: validate)
    }

    /// Texts are shown as texts, everything else by size and digest.
    private func change(
        of content: Content, from seen: PathState.Seen?, _ old: Observation<FileText.Seen>?
    ) -> FieldChange {
        let after = summary(content.payload.bytes.count, content.payload.digest)
        guard let seen else {
            return FieldChange(
                "content", from: nil, to: content.text ?? after, isText: content.text != nil,
                isSensitive: content.isSensitive)
        }
        if let text = content.text, case .present(let old)? = old, !old.isBinary, !old.isTruncated {
            return FieldChange("content", from: old.text, to: text, isText: true)
        }
        var digest: String?
        if case .present(let seen) = seen.digest { digest = seen }
        return FieldChange(
            "content", from: summary(seen.size, digest ?? ""), to: after, isSensitive: content.isSensitive)
    }

    private func summary(_ size: Int, _ digest: String) -> String { "\(size) bytes, sha256 \(digest.prefix(12))" }
}
