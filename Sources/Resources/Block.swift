package import Actions
package import Facts
package import Model

/// Lines of a text file between two markers, whose other lines belong to somebody else.
package struct Block: Resource {
    package static let kind = "block"
    package static let summary = "Lines of a text file between two markers; its other lines belong to somebody else."
    package static let example = """
        - block: /etc/hosts#lab
          content: |
            10.0.0.1 gateway
            10.0.0.2 storage

        """
    package static let notes = """
        The identity is the file's path, `#` and a name of your own. The block stands between two comments,
        `# BEGIN reconcile: lab` and `# END reconcile: lab`, written as the file's name says that its kind writes
        comments; `marker` gives others, with `{mark}` in the place of BEGIN and END. With the marker of a block that
        Ansible made, `marker: "# {mark} ANSIBLE MANAGED BLOCK"`, that block is taken over.

        A new block is put behind the last line in which `insert_after` is found, a regular expression as Python
        writes them, before the last one in which `insert_before` is, at the beginning with `insert_before: BOF`, and
        else at the end. Once it is there, its place does not matter. Of several blocks between the same markers one is
        left. A marker that opens a block which is never closed is an error.

        The file is written beside its place and moved there in one step. Its owner and mode stay, and every other byte
        of it does. A link in its place, a directory, a file with NUL characters and one of more than 1 MiB are errors.
        A `file` entry may look after the owner and mode of the same file, but not say what is in it.

        """
    package static let looksAt: [any Fact.Type] = [PathState.self, FileLines.self]
    package static let does: [Action.Kind] = [.editFile]
    package static let removal = "`state: absent` takes out the markers and what is between them; the file stays."
    package static let trials = [Trial(.debian12)]

    @Identity("The file's path, `#` and the block's name.") package var place: BlockPlace
    @Field("The lines.") package var content: Text? = nil
    @Field("A file of the project, from its `files` folder, that holds the lines.") package var source: ProjectFile? =
        nil
    @Field("A template of the project, from its `templates` folder, that gives the lines.")
    package var template: ProjectTemplate? = nil
    @Field("The lines around the block, with `{mark}` for BEGIN and END.") package var marker: String? = nil
    @Field("A regular expression, found in the line behind which a new block goes.")
    package var insertAfter: LineMatch? = nil
    @Field("A regular expression, found in the line before which a new block goes; `BOF` is the beginning.")
    package var insertBefore: LineMatch? = nil
    @Field("Whether the file is made if it is not there.") package var create = false
    @Field("A shell command that must succeed on the new content, with `%s` for where that lies.")
    package var validate: Text? = nil
    @Field("Whether it is to be there.") package var state = Presence.present

    package init() {}

    package var identity: String { place.rendered }
    package var claims: [Claim] { [Claim("block", identity)] }
    package var partOf: Claim? { place.path.claim }
    package var requires: [Claim] { place.path.claimsAbove + (create ? [] : [place.path.claim]) }
    package var wantsAbsence: Bool { state == .absent }

    package var problems: [FieldProblem] {
        var problems = file.problems + markerProblems
        let given = fileContent.given
        if wantsAbsence {
            let others = [
                ("insert_after", insertAfter != nil), ("insert_before", insertBefore != nil), ("create", create),
            ]
            return problems
                + (given + others.filter(\.1).map(\.0)).map {
                    .init($0, "'\($0)' has no meaning for a block that is to be absent")
                }
        }
        if given.isEmpty {
            problems.append(.init("block", "the entry does not say what the block holds", help: Self.one))
        }
        problems += given.dropFirst().map {
            .init($0, "'\($0)' is given beside '\(given[0])'", help: Self.one)
        }
        if let field = given.first { problems += contentProblems(field) }
        return problems
    }

    package func facts(given seen: Observations) -> [any Fact] { file.facts }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            let lines = try file.lines(look)
            let blocks = try blocks(in: lines ?? [])
            return wantsAbsence ? try removal(of: blocks, look) : try making(from: blocks, in: lines, look)
        }
    }

    /// The digest of the lines that were seen.
    package func signature(given seen: Observations) -> String? {
        guard case .present(let file)? = seen[FileLines(place.path.text)], let block = try? blocks(in: file.lines).first
        else { return nil }
        return Payload(Self.text(block)).digest
    }

    private static let mark = "{mark}".unicodeScalars
    private static let one = "give one of content, source and template"

    private var fileContent: FileContent { FileContent(content: _content, source: _source, template: _template) }

    private var file: EditedFile {
        EditedFile(
            path: place.path, creates: create, validate: validate?.text, insertAfter: insertAfter,
            insertBefore: insertBefore)
    }

    private var opening: String { markerLine("BEGIN") }
    private var closing: String { markerLine("END") }

    private func markerLine(_ mark: String) -> String {
        if let marker {
            // By scalars: a brace that a combining mark follows is no Character of its own.
            return String(marker.unicodeScalars.replacing(Self.mark, with: mark.unicodeScalars))
        }
        return CommentStyle(for: place.path)?.line("\(mark) reconcile: \(place.name)") ?? ""
    }

    private var markerProblems: [FieldProblem] {
        if let marker, !marker.unicodeScalars.contains(Self.mark) {
            return [.init("marker", "'marker' does not say {mark}", help: "{mark} stands for BEGIN and END")]
        }
        guard marker == nil, CommentStyle(for: place.path) == nil else { return [] }
        let help = "give 'marker', or the whole file as a 'file' with 'data'"
        return [.init("block", "such a file has no comments that could mark a block", help: help)]
    }

    private func contentProblems(_ field: String) -> [FieldProblem] {
        guard let content = fileContent.wanted else { return [] }
        guard let text = content.text else {
            return [.init(field, "'\(field)' takes text of at most 256 KiB without NUL characters")]
        }
        let lines = Self.lines(of: text)
        guard lines.contains(where: { $0.isExactly(opening) || $0.isExactly(closing) }) else { return [] }
        return [.init(field, "'\(field)' holds a line that marks the block's beginning or end")]
    }

    private static func lines(of text: String) -> [String] {
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private static func text(_ lines: [String?]) -> String { lines.map { ($0 ?? "\u{FFFD}") + "\n" }.joined() }

    /// What stands between each opening marker and the closing one behind it.
    private func blocks(in lines: [String?]) throws(Undecided) -> [[String?]] {
        var blocks: [[String?]] = []
        var start: Int?
        for (index, line) in lines.enumerated() {
            guard let line else { continue }
            if line.isExactly(opening) {
                if let start { throw unclosed(start) }
                start = index
            } else if let begun = start, line.isExactly(closing) {
                blocks.append(Array(lines[(begun + 1)..<index]))
                start = nil
            }
        }
        if let start { throw unclosed(start) }
        return blocks
    }

    private func unclosed(_ index: Int) -> Undecided {
        .error("the block that begins in line \(index + 1) of \(place.path) is never closed with '\(closing)'")
    }

    private func making(from blocks: [[String?]], in lines: [String?]?, _ look: Look) throws(Undecided) -> Change? {
        try file.expectPlace(lines, look)
        guard let content = fileContent.wanted else { return nil }
        let wanted = Self.lines(of: content.text ?? "")
        let isSame = blocks.first.map { block in
            block.count == wanted.count && zip(block, wanted).allSatisfy { $1.isExactly($0) }
        }
        if isSame == true, blocks.count == 1 { return nil }
        var fields: [FieldChange] = []
        if blocks.count > 1 { fields.append(.init("copies", from: blocks.count.description, to: "1")) }
        if isSame != true {
            fields.append(
                .init(
                    "content", from: blocks.first.map(Self.text), to: Self.text(wanted), isText: true,
                    isSensitive: content.isSensitive))
        }
        let action = file.edit(
            old, to: [opening] + wanted + [closing], in: lines ?? [], isSecret: lines == nil && content.isSensitive)
        return Change(blocks.isEmpty ? .create : .update, fields: fields, actions: [action])
    }

    private func removal(of blocks: [[String?]], _ look: Look) throws(Undecided) -> Change? {
        guard let first = blocks.first else {
            try look.expectStaysAbsent(place.path.claim, or: .paths)
            return nil
        }
        // What a block holds that is to go, nobody here knows: it may be a secret.
        let count = first.count == 1 ? "1 line" : "\(first.count) lines"
        return Change(
            .remove, fields: [.init("content", from: count, to: nil)],
            actions: [file.edit(old, to: [], in: [], isSecret: false)])
    }

    private var old: TextEdit.Old { .blocks(opening: [opening], closing: [closing]) }
}
