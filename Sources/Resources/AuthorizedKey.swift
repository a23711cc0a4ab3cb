package import Actions
package import Facts
package import Model

/// A key with which one can log in as a user.
package struct AuthorizedKey: Resource {
    package static let kind = "authorized_key"
    package static let summary = "A key with which one can log in as a user over SSH."
    package static let example = """
        - authorized_key: ops
          key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ6E7X0xJ5v3cGq0mF1wq9xM0e6pG1h0y3rYb0kQZ3nV ops@example
          options: [restrict, pty]

        """
    package static let notes = """
        The key is a line of `.ssh/authorized_keys` in the user's home folder; a missing folder is made with mode 0700,
        a missing file with 0600, as the user's. It is found again by the key itself, and the address holds its
        fingerprint: `authorized_key:ops/SHA256:…`. `options` are all that it has; a comment is kept where neither the
        key nor `comment` gives one. Other lines stay byte for byte: keys that no entry names are left alone.

        A link in the place of the folder or of the file is an error: the user could have it lead anywhere. A private
        key is refused, and not shown.

        """
    package static let looksAt: [any Fact.Type] = [AuthorizedKeys.self]
    package static let does: [Action.Kind] = [.makeDirectory, .editFile]
    package static let removal = "`state: absent` takes the key's line out; the file and the other keys stay."
    package static let trials = [Trial(.debian12)]

    @Identity("The user who can be logged in as.") package var user: String
    @Field("The public key, as its .pub file has it.") package var key: PublicKey
    @Field("What sshd(8) is to heed when the key is used, like `restrict` or `from=\"10.0.0.0/8\"`.")
    package var options: [String] = []
    @Field("What the key is called, in place of the comment that comes with it.") package var comment: String? = nil
    @Field("Whether it is to be there.") package var state = Presence.present

    package init() {}

    package var identity: String { "\(user)/\(key.fingerprint)" }
    package var claims: [Claim] { [Claim("authorized_key", identity)] }
    package var requires: [Claim] { wantsAbsence ? [] : [Claim("user", user)] }
    package var wantsAbsence: Bool { state == .absent }

    package var problems: [FieldProblem] {
        var problems = AccountName.problems(withReference: user, in: "authorized_key")
        for option in options where !KeyLine.isOption(option) {
            let help = "write a word, or a word, '=' and a text in double quotes, like from=\"10.0.0.0/8\""
            problems.append(.init("options", "'\(option)' is no option of a key", help: help))
        }
        if let comment, !KeyLine.isComment(comment) {
            problems.append(
                .init("comment", "'comment' cannot hold control characters, nor blanks at its ends"))
        }
        return problems
    }

    package func facts(given seen: Observations) -> [any Fact] { [AuthorizedKeys(user: user)] }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            guard let seen = try look.see(AuthorizedKeys(user: user)) else { return try withoutUser(look) }
            switch seen.folder {
            case .directory: break
            case .other: throw .error("\(folder(seen)) is no directory of its own")
            case .hidden: throw .error("\(folder(seen)): permission denied")
            case .nothing, .homeless: return try makingFolder(seen, look)
            }
            if case .present(let text) = seen.file, text.bytes.contains(0) {
                throw .error("\(file(seen)) holds NUL characters and is no text")
            }
            let found = lines(in: try look.read(seen.file)?.lines ?? [])
            return wantsAbsence ? try removal(of: found, seen, look) : making(from: found, seen, [])
        }
    }

    /// The digest of the line that was seen.
    package func signature(given seen: Observations) -> String? {
        guard case .present(let keys)? = seen[AuthorizedKeys(user: user)], case .present(let text) = keys.file else {
            return nil
        }
        return lines(in: text.lines).first.map { Payload($0.text).digest }
    }

    private func folder(_ seen: AuthorizedKeys.Seen) -> String { seen.home == "/" ? "/.ssh" : seen.home + "/.ssh" }
    private func file(_ seen: AuthorizedKeys.Seen) -> String { folder(seen) + "/authorized_keys" }

    private func lines(in lines: [String?]) -> [KeyLine] {
        lines.compactMap { $0.flatMap { KeyLine($0) } }.filter { $0.blob == key.blob }
    }

    private func withoutUser(_ look: Look) throws(Undecided) -> Change? {
        if let maker = look.pending(Claim("user", user), or: .accounts) { throw .depends(on: maker) }
        if wantsAbsence { return nil }
        throw .error("there is no user '\(user)' on the node")
    }

    private func makingFolder(_ seen: AuthorizedKeys.Seen, _ look: Look) throws(Undecided) -> Change? {
        if wantsAbsence { return try removal(of: [], seen, look) }
        guard seen.folder == .nothing else {
            if let maker = look.pending(Claim("path", seen.home), or: .paths) { throw .depends(on: maker) }
            throw .error("the home folder of '\(user)', \(seen.home), is not there")
        }
        let attributes = Action.Attributes(owner: user, group: seen.gid.description, mode: 0o700)
        return making(
            from: [], seen, [.makeDirectory(path: folder(seen), attributes: attributes, withParents: false)])
    }

    private func making(from found: [KeyLine], _ seen: AuthorizedKeys.Seen, _ before: [Action]) -> Change? {
        let old = found.first
        let wanted = KeyLine(
            options: options.joined(separator: ","), type: key.type, blob: key.blob,
            comment: comment ?? (key.comment.isEmpty ? old?.comment ?? "" : key.comment))
        var fields: [FieldChange] = []
        if found.count > 1 { fields.append(.init("copies", from: found.count.description, to: "1")) }
        if let old {
            if !old.options.isExactly(wanted.options) {
                fields.append(.init("options", from: old.options, to: wanted.options))
            }
            if !old.comment.isExactly(wanted.comment) {
                fields.append(.init("comment", from: old.comment, to: wanted.comment))
            }
            if fields.isEmpty { return nil }
        } else {
            fields.append(.init("key", from: nil, to: wanted.text))
        }
        return Change(
            old == nil ? .create : .update, fields: fields,
            actions: before + [edit(found, to: [wanted.text], seen)])
    }

    private func removal(
        of found: [KeyLine], _ seen: AuthorizedKeys.Seen, _ look: Look
    ) throws(Undecided) -> Change? {
        guard let first = found.first else {
            try look.expectStaysAbsent(Claim("user", user), or: .paths)
            return nil
        }
        return Change(
            .remove, fields: [.init("key", from: first.text, to: nil)], actions: [edit(found, to: [], seen)])
    }

    private func edit(_ found: [KeyLine], to new: [String], _ seen: AuthorizedKeys.Seen) -> Action {
        .editFile(
            path: file(seen), edit: TextEdit(found.isEmpty ? .nothing : .every(found.map(\.text)), to: new),
            creates: !new.isEmpty, attributes: .init(owner: user, group: seen.gid.description, mode: 0o600),
            validate: nil)
    }
}
