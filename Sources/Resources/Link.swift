package import Actions
package import Facts
package import Model

/// A symbolic link.
package struct Link: Resource {
    package static let kind = "link"
    package static let summary = "A symbolic link."
    package static let example = """
        - link: /usr/local/bin/ollama
          target: /opt/ollama/bin/ollama

        """
    package static let notes = """
        The target is written into the link as it is: it may be relative to the link's directory, and need not be
        there. The link is put in place in one step, so that there is no moment without it.

        """
    package static let looksAt: [any Fact.Type] = [PathState.self]
    package static let does: [Action.Kind] = [.makeLink, .remove]
    package static let removal = "`state: absent` removes the link; what it leads to stays."
    package static let trials = Trial.debian()

    @Identity("The link's own path.") package var path: AbsolutePath
    @Field("What it leads to; needed unless it is to be absent.") package var target: Text? = nil
    @Field("Whether it replaces a file that is in its place; never a directory.") package var force = false
    @Field("Whether it is to be there.") package var state = Presence.present

    package init() {}

    package var identity: String { path.text }
    package var claims: [Claim] { [path.claim] }
    package var requires: [Claim] { wantsAbsence ? [] : path.claimsAbove }
    package var wantsAbsence: Bool { state == .absent }

    package var problems: [FieldProblem] {
        switch (state, target?.text) {
        case (.present, nil): [.init("link", "link needs the field 'target'", help: "say what the link leads to")]
        case (.present, ""?): [.init("target", "'target' takes a path, not an empty text")]
        default: []
        }
    }

    package func facts(given seen: Observations) -> [any Fact] {
        let look = PathState(path.text)
        guard state == .present, case .absent? = seen[look] else { return [look] }
        return [look] + path.folderFacts
    }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            let seen = try look.see(PathState(path.text))
            return state == .present ? try making(from: seen, look) : try removal(of: seen, look)
        }
    }

    package func signature(given seen: Observations) -> String? {
        guard case .present(let state)? = seen[PathState(path.text)] else { return nil }
        return state.target
    }

    private func making(from seen: PathState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        let target = target?.text ?? ""
        let action = Action.makeLink(path: path.text, target: target)
        guard let seen else {
            try look.expectFolder(of: path)
            return Change(.create, fields: [.init("target", from: nil, to: target)], actions: [action])
        }
        if seen.kind == .link {
            guard !target.isExactly(seen.target) else { return nil }
            return Change(.update, fields: [.init("target", from: seen.target, to: target)], actions: [action])
        }
        guard seen.kind != .directory else { throw .error("\(path) is a directory, not a link") }
        guard force else {
            throw .error("\(path) is \(seen.inWords), not a link; 'force: true' replaces it")
        }
        return Change(
            .update, fields: [.init("target", from: seen.inWords, to: target)], actions: [action],
            losses: ["what is at \(path) now: \(seen.inWords)"])
    }

    private func removal(of seen: PathState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        guard let seen else {
            try look.expectStaysAbsent(path.claim, or: .paths)
            return nil
        }
        guard seen.kind == .link else { throw .error("\(path) is \(seen.inWords), not a link") }
        return Change(
            .remove, fields: [.init("target", from: seen.target, to: nil)],
            actions: [.remove(path: path.text, recursive: false)])
    }
}
