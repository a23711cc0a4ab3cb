internal import Actions
internal import Facts
internal import Model

/// The owner, group and mode that an entry asks for; nil leaves one as it is.
struct Ownership {
    var owner: String?
    var group: String?
    var mode: Mode?

    var attributes: Action.Attributes { .init(owner: owner, group: group, mode: mode?.bits) }

    /// What is wrong with the owner and the group, which the fields of those names give.
    var problems: [FieldProblem] {
        AccountName.problems(withReference: owner, in: "owner")
            + AccountName.problems(withReference: group, in: "group")
    }

    /// The accounts that it names, if entries make them.
    var claims: [Claim] {
        (owner.map { [Claim("user", $0)] } ?? []) + (group.map { [Claim("group", $0)] } ?? [])
    }

    /// How what is there differs; with nothing there, all that is asked for.
    func differences(from seen: PathState.Seen?) -> [FieldChange] {
        var changes: [FieldChange] = []
        if let owner, seen?.owner.matches(owner) != true {
            changes.append(.init("owner", from: seen?.owner.inWords, to: owner))
        }
        if let group, seen?.group.matches(group) != true {
            changes.append(.init("group", from: seen?.group.inWords, to: group))
        }
        if let mode, seen?.mode != mode.bits {
            changes.append(.init("mode", from: seen.map { Mode($0.mode).description }, to: mode.description))
        }
        return changes
    }

    /// The accounts that a change needs to be there; root always is.
    func facts(toChange seen: PathState.Seen?) -> [any Fact] {
        differences(from: seen).compactMap { difference -> (any Fact)? in
            guard let name = difference.after, Int(name) == nil, name != "root" else { return nil }
            return switch difference.field {
            case "owner": UserState(name)
            case "group": GroupState(name)
            default: nil
            }
        }
    }

    /// Throws unless the accounts that a change needs are there or planned.
    func expectAccounts(toChange seen: PathState.Seen?, _ look: Look) throws(Undecided) {
        for fact in facts(toChange: seen) {
            if let user = fact as? UserState { try look.expectUser(user.name) }
            if let group = fact as? GroupState { try look.expectGroup(group.name) }
        }
    }
}

extension Look {
    /// Throws unless the user is there or planned.
    func expectUser(_ name: String) throws(Undecided) {
        guard pending(Claim("user", name), or: .accounts) == nil, try see(UserState(name)) == nil else { return }
        throw .error("there is no user '\(name)' on the node")
    }

    /// Throws unless the group is there or planned.
    func expectGroup(_ name: String) throws(Undecided) {
        guard pending(Claim("group", name), or: .accounts) == nil, try see(GroupState(name)) == nil else { return }
        throw .error("there is no group '\(name)' on the node")
    }
}

extension PathState.Owner {
    var inWords: String { name ?? id.description }
}

extension PathState.Seen {
    /// What kind of thing it is, for a sentence: `a directory`.
    var inWords: String {
        switch kind {
        case .file: "a file"
        case .directory: "a directory"
        case .link: "a link to '\(target ?? "")'"
        case .fifo: "a named pipe"
        case .socket: "a socket"
        case .block, .character: "a device"
        }
    }
}

extension AbsolutePath {
    var claim: Claim { Claim("path", text) }

    /// The claims of the directories above it, from the root's first child down.
    var claimsAbove: [Claim] {
        guard let parent, parent.text != "/" else { return [] }
        return parent.claimsAbove + [parent.claim]
    }
}
