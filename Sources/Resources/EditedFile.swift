internal import Actions
internal import Facts
internal import Model

/// A text file of which an entry looks after some lines: what `line`, `block` and `authorized_key` have in common.
struct EditedFile {
    let path: AbsolutePath
    /// Whether it is made if it is not there.
    var creates: Bool
    /// A command that judges the new text, with `%s` for its path.
    var validate: String?
    /// Where lines go that are not there yet.
    var insertAfter: LineMatch?
    var insertBefore: LineMatch?

    var facts: [any Fact] { [PathState(path.text), FileLines(path.text)] }

    /// What the fields of these names may be wrong about.
    var problems: [FieldProblem] {
        var problems: [FieldProblem] = []
        if let validate, !validate.contains("%s") {
            let help = "%s stands for where the new content lies, like 'visudo -cf %s'"
            problems.append(.init("validate", "'validate' does not say %s", help: help))
        }
        if insertAfter != nil, insertBefore != nil {
            problems.append(
                .init("insert_before", "'insert_before' is given beside 'insert_after'", help: "give one of the two"))
        }
        return problems
    }

    /// The lines, nil for one that is no UTF-8; nil where the file is not there.
    func lines(_ look: Look) throws(Undecided) -> [String?]? {
        guard let state = try look.see(PathState(path.text)) else { return nil }
        guard state.kind == .file else {
            let mend = state.kind == .link ? ": edit the file that it leads to" : ""
            throw .error("\(path) is \(state.inWords), not a file\(mend)")
        }
        guard let text = try look.see(FileLines(path.text)) else {
            throw .error("\(path) changed while it was looked at")
        }
        guard !text.bytes.contains(0) else { throw .error("\(path) holds NUL characters and is no text") }
        return text.lines
    }

    /// Throws where the file is not there and somebody else is to bring it.
    func expectPlace(_ lines: [String?]?, _ look: Look) throws(Undecided) {
        guard lines == nil else { return }
        if let bringer = look.pending(path.claim, or: .paths) { throw .depends(on: bringer) }
        if !creates { throw .error("\(path) is not there; 'create: true' makes it") }
    }

    /// The action; a file that is made for a secret is its owner's alone.
    func edit(_ old: TextEdit.Old, to new: [String], in lines: [String?], isSecret: Bool) -> Action {
        .editFile(
            path: path.text, edit: TextEdit(old, to: new, at: place(in: lines)), creates: creates,
            attributes: .init(mode: isSecret ? 0o600 : nil), validate: validate)
    }

    private func place(in lines: [String?]) -> TextEdit.Place {
        if let insertBefore {
            if insertBefore.text == "BOF" { return .beginning }
            return insertBefore.last(in: lines).map { .before($0) } ?? .end
        }
        return insertAfter?.last(in: lines).map { .after($0) } ?? .end
    }
}
