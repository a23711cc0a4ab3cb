internal import Actions
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
        A link that leads to a directory counts as one as long as the entry asks for no owner, group or mode.
        What lies in the directory is left as it is. `state: absent` removes an empty directory; `recursive: true`
        is the consent to remove all that is in it, on its own file system.

        """

    @Identity("The directory's path.") package var path: AbsolutePath
    @Field("The user it belongs to, by name or number.") package var owner: String? = nil
    @Field("The group it belongs to, by name or number.") package var group: String? = nil
    @Field("Its permissions.") package var mode: Mode? = nil
    @Field("Whether it is to be there.") package var state = Presence.present
    @Field("With `state: absent`: whether what is in it goes too.") package var recursive = false

    package init() {}

    package var identity: String { path.text }
    package var claims: [Claim] { [path.claim] }
    package var requires: [Claim] { wantsAbsence ? [] : path.claimsAbove + ownership.claims }
    package var effects: Effects { wantsAbsence && recursive ? .paths : [] }
    package var wantsAbsence: Bool { state == .absent }

    package var problems: [FieldProblem] {
        var problems = ownership.problems
        if recursive, state == .present {
            problems.append(.init("recursive", "'recursive' is only for a directory that is to be absent"))
        }
        if state == .absent, path.text == "/" {
            problems.append(.init("directory", "the root directory cannot be absent"))
        }
        return problems
    }

    package func facts(given seen: Observations) -> [any Fact] {
        let look = PathState(path.text)
        guard state == .present, let observation = seen[look] else { return [look] }
        return switch observation {
        case .present(let state): [look] + ownership.facts(toChange: state)
        case .absent: [look] + ownership.facts(toChange: nil)
        case .unavailable, .failed: [look]
        }
    }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            let seen = try look.see(PathState(path.text))
            return state == .present ? try making(from: seen, look) : try removal(of: seen, look)
        }
    }

    private var ownership: Ownership { Ownership(owner: owner, group: group, mode: mode) }

    private func making(from seen: PathState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        if let seen, seen.kind != .directory {
            guard seen.kind == .link, seen.leadsTo == .directory else {
                throw .error("\(path) is \(seen.inWords), not a directory")
            }
            guard ownership.attributes == .init() else {
                throw .error("\(path) is \(seen.inWords): manage the owner and mode of what it leads to")
            }
            return nil
        }
        try ownership.expectAccounts(toChange: seen, look)
        let differences = ownership.differences(from: seen)
        guard seen != nil else {
            let action = Action.makeDirectory(path: path.text, attributes: ownership.attributes, withParents: true)
            return Change(.create, fields: differences, actions: [action])
        }
        guard !differences.isEmpty else { return nil }
        let action = Action.setAttributes(path: path.text, attributes: ownership.attributes)
        return Change(.update, fields: differences, actions: [action])
    }

    private func removal(of seen: PathState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        guard let seen else {
            try look.expectStaysAbsent(path.claim, or: .paths)
            return nil
        }
        guard seen.kind == .directory else { throw .error("\(path) is \(seen.inWords), not a directory") }
        return Change(
            .remove, fields: [.init("state", from: "present", to: "absent")],
            actions: [.remove(path: path.text, recursive: recursive)])
    }
}
