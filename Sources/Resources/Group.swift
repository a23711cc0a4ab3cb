package import Actions
package import Facts
package import Model

/// A group of users.
package struct Group: Resource {
    package static let kind = "group"
    package static let summary = "A group of users."
    package static let example = """
        - group: operators
          gid: 2000

        """
    package static let notes = """
        Who belongs to the group is said by the `groups` of each `user`. A group that is some user's primary group
        cannot be made absent before that user. Groups of macOS are not managed.

        """
    package static let looksAt: [any Fact.Type] = [GroupState.self]
    package static let does: [Action.Kind] = [.addGroup, .changeGroup, .removeGroup]
    package static let removal = "`state: absent` removes the group; what belonged to it keeps its number."
    package static let trials = Trial.debian()

    @Identity("The group's name.") package var name: String
    @Field("Its number; if not given, the node chooses one.") package var gid: Int? = nil
    @Field("Whether a new group gets a number from those for system accounts.") package var system = false
    @Field("Whether it is to be there.") package var state = Presence.present

    package init() {}

    package var identity: String { name }
    package var claims: [Claim] { [Claim("group", name)] }
    package var wantsAbsence: Bool { state == .absent }

    package var problems: [FieldProblem] {
        AccountName.problems(with: name, in: "group") + AccountName.problems(withNumber: gid, in: "gid")
    }

    package func facts(given seen: Observations) -> [any Fact] { [GroupState(name)] }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            let seen = try look.see(GroupState(name))
            return wantsAbsence ? try removal(of: seen, look) : making(from: seen)
        }
    }

    package func signature(given seen: Observations) -> String? {
        guard case .present(let group)? = seen[GroupState(name)] else { return nil }
        return group.gid.description
    }

    private func making(from seen: GroupState.Seen?) -> Change? {
        guard let seen else {
            return Change(
                .create, fields: gid.map { [.init("gid", from: nil, to: $0.description)] } ?? [],
                actions: [.addGroup(name: name, gid: gid, isSystem: system)])
        }
        guard let gid, gid != seen.gid else { return nil }
        return Change(
            .update, fields: [.init("gid", from: seen.gid.description, to: gid.description)],
            actions: [.changeGroup(name: name, gid: gid)])
    }

    private func removal(of seen: GroupState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        guard seen != nil else {
            for claim in claims { try look.expectStaysAbsent(claim, or: .accounts) }
            return nil
        }
        return Change(
            .remove, fields: [.init("state", from: "present", to: "absent")], actions: [.removeGroup(name: name)])
    }
}
