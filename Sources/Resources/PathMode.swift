package import Actions
package import Facts
package import Model

/// The permissions of all paths that a pattern matches.
package struct PathMode: Resource {
    package static let kind = "mode"
    package static let summary = "The permissions of all files and directories that a pattern matches."
    package static let example = """
        - mode: /opt/scripts/**/*.sh
          files: "0750"
          group: operators

        """
    package static let notes = """
        In the pattern `*`, `?` and `[…]` stand for others within a name, and `**` for any number of directories. Links
        get owner and group alone, and what they lead to is not touched. What an entry of its own looks after is passed
        over, and so is what lies on another file system. Where the pattern matches nothing there is nothing to do.

        The same entry is an audit: `plan` names what is not as it should be, and changes nothing.

        """
    package static let looksAt: [any Fact.Type] = [Listing.self, UserState.self, GroupState.self]
    package static let does: [Action.Kind] = [.setAllAttributes]
    package static let removal = "It has none: without the entry everything stays as it is."
    package static let trials = [Trial(.debian12)]

    @Identity("The pattern, from the root on.") package var pattern: PathPattern
    @Field("The permissions of files.") package var files: Mode? = nil
    @Field("The permissions of directories.") package var directories: Mode? = nil
    @Field("The user they belong to, by name or number.") package var owner: String? = nil
    @Field("The group they belong to, by name or number.") package var group: String? = nil

    package init() {}

    package var identity: String { pattern.text }
    package var claims: [Claim] { [Claim("mode", pattern.text)] }
    package var requires: [Claim] {
        pattern.folder.claimsAbove + [pattern.folder.claim]
            + Ownership(owner: owner, group: group, mode: nil).claims
    }
    package var sparesManaged: Bool { true }

    package var problems: [FieldProblem] {
        var problems = Ownership(owner: owner, group: group, mode: nil).problems
        if files == nil, directories == nil, owner == nil, group == nil {
            let help = "give files, directories, owner or group"
            problems.append(.init("mode", "the entry does not say what the paths are to have", help: help))
        }
        return problems
    }

    package func facts(given seen: Observations) -> [any Fact] {
        guard case .present(let found)? = seen[pattern.listing] else { return [pattern.listing] }
        let entries = found.entries.filter { pattern.matches($0.path) }
        return [pattern.listing] + consistency.facts(toChange: entries)
    }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            let entries = try look.matches(of: pattern).entries
            let part = try consistency.change(of: entries, below: pattern.folder, look)
            return part.fields.isEmpty ? nil : Change(.update, fields: part.fields, actions: part.actions)
        }
    }

    private var consistency: Consistency {
        Consistency(owner: owner, group: group, files: files, directories: directories)
    }
}
