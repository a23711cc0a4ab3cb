package import Actions
package import Facts
package import Model

/// A line of a text file whose other lines belong to somebody else.
package struct Line: Resource {
    package static let kind = "line"
    package static let summary = "A line of a text file whose other lines belong to somebody else."
    package static let example = """
        - line: /etc/ssh/sshd_config
          text: PermitRootLogin no
          match: ^#?PermitRootLogin\\b
          validate: /usr/sbin/sshd -t -f %s

        """
    package static let notes = """
        Without `match`, the line is there if some line of the file is it to the letter. With `match`, a regular
        expression as Python writes them, the last line in which it is found becomes the line; where it is found in
        none, a line that is there to the letter will do. Otherwise the line is put behind the last line in which
        `insert_after` is found, before the last one in which `insert_before` is, at the beginning with
        `insert_before: BOF`, and else at the end. Once it is there, its place does not matter.

        The file is written beside its place and moved there in one step. Its owner and mode stay, and every other byte
        of it does. A link in its place, a directory, a file with NUL characters and one of more than 1 MiB are errors.
        A `file` entry may look after the owner and mode of the same file, but not say what is in it.

        The address holds the path and `match`, or the line where there is none: so a line that holds a secret needs
        a `match`.

        """
    package static let looksAt: [any Fact.Type] = [PathState.self, FileLines.self]
    package static let does: [Action.Kind] = [.editFile]
    package static let removal =
        "`state: absent` takes out all lines in which `match` is found, or all that are `text`; the file stays."
    package static let trials = [Trial(.debian12)]

    @Identity("The file's path.") package var path: AbsolutePath
    @Field("The line; needed unless it is to be absent.") package var text: String? = nil
    @Field("A regular expression, found in the line that this one replaces.") package var match: LineMatch? = nil
    @Field("A regular expression, found in the line behind which a new line goes.")
    package var insertAfter: LineMatch? = nil
    @Field("A regular expression, found in the line before which a new line goes; `BOF` is the beginning.")
    package var insertBefore: LineMatch? = nil
    @Field("Whether the file is made if it is not there.") package var create = false
    @Field("A shell command that must succeed on the new content, with `%s` for where that lies.")
    package var validate: Text? = nil
    @Field("Whether it is to be there.") package var state = Presence.present

    package init() {}

    package var identity: String { "\(path)#\(match?.text ?? text ?? "")" }
    package var claims: [Claim] { [Claim("line", identity)] }
    package var partOf: Claim? { path.claim }
    package var requires: [Claim] { path.claimsAbove + (create ? [] : [path.claim]) }
    package var wantsAbsence: Bool { state == .absent }

    package var problems: [FieldProblem] {
        var problems = file.problems
        switch state {
        case .present where text == nil:
            problems.append(.init("line", "line needs the field 'text'", help: "say what the line is"))
        case .absent where text == nil && match == nil:
            problems.append(.init("line", "the entry does not say which line", help: "give 'text' or 'match'"))
        default: break
        }
        if wantsAbsence {
            let given = [
                ("insert_after", insertAfter != nil), ("insert_before", insertBefore != nil), ("create", create),
            ]
            problems += given.filter(\.1).map {
                .init($0.0, "'\($0.0)' has no meaning for a line that is to be absent")
            }
        }
        if match == nil, $text.isSensitive {
            let help = "give 'match', a regular expression that finds the line and then names it"
            problems.append(.init("text", "'text' holds a secret, which would name the entry", help: help))
        }
        return problems
    }

    package func facts(given seen: Observations) -> [any Fact] { file.facts }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            let lines = try file.lines(look)
            return wantsAbsence ? try removal(from: lines ?? [], look) : try making(in: lines, look)
        }
    }

    /// The digest of the line that was seen.
    package func signature(given seen: Observations) -> String? {
        guard case .present(let file)? = seen[FileLines(path.text)] else { return nil }
        return found(in: file.lines).last.map { Payload($0).digest }
    }

    private var file: EditedFile {
        EditedFile(
            path: path, creates: create, validate: validate?.text, insertAfter: insertAfter, insertBefore: insertBefore)
    }

    /// The lines that are meant: those that match, or else those that are the line already.
    private func found(in lines: [String?]) -> [String] {
        let matching = match?.places(in: lines).compactMap { lines[$0] } ?? []
        if !matching.isEmpty || (wantsAbsence && match != nil) { return matching }
        return lines.compactMap { $0 }.filter { $0.isExactly(text) }
    }

    private func making(in lines: [String?]?, _ look: Look) throws(Undecided) -> Change? {
        try file.expectPlace(lines, look)
        let text = text ?? ""
        let old = found(in: lines ?? []).last
        if let old, old.isExactly(text) { return nil }
        let field = FieldChange("text", from: old, to: text, isSensitive: $text.isSensitive)
        let action = file.edit(
            old.map { .last($0) } ?? .nothing, to: [text], in: lines ?? [],
            isSecret: lines == nil && $text.isSensitive)
        return Change(old == nil ? .create : .update, fields: [field], actions: [action])
    }

    private func removal(from lines: [String?], _ look: Look) throws(Undecided) -> Change? {
        var old: [String] = []
        for line in found(in: lines) where !old.contains(where: line.isExactly) { old.append(line) }
        guard !old.isEmpty else {
            try look.expectStaysAbsent(path.claim, or: .paths)
            return nil
        }
        let isSecret = $text.isSensitive || $match.isSensitive
        let fields = old.map { FieldChange("text", from: $0, to: nil, isSensitive: isSecret) }
        return Change(.remove, fields: fields, actions: [file.edit(.every(old), to: [], in: [], isSecret: false)])
    }
}
