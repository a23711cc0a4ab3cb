internal import Actions
package import Facts
package import Model

/// A user account.
package struct User: Resource {
    package static let kind = "user"
    package static let summary = "A user account."
    package static let example = """
        - user: ollama
          system: true
          home: /var/lib/ollama
          shell: /usr/sbin/nologin
          groups: [video, render]

        """
    package static let notes = """
        Only what the entry gives is managed. `groups` are ensured: groups that the user is in besides are left
        alone. A changed `home` is noted in the account, no files are moved. Passwords are not touched: a new account
        has none and can be entered by key only.

        """

    @Identity("The user's name.") package var name: String
    @Field("Its number; if not given, the node chooses one.") package var uid: Int? = nil
    @Field("Its primary group, by name or number; if not given, a new account gets a group of its own name.")
    package var group: String? = nil
    @Field("Groups that it is to be in besides.") package var groups: [String] = []
    @Field("Its home folder.") package var home: AbsolutePath? = nil
    @Field("Its login shell.") package var shell: AbsolutePath? = nil
    @Field("Its full name, or what the account is for.") package var comment: String? = nil
    @Field("Whether a new account is a system account, which no person uses.") package var system = false
    @Field("Whether the home folder of a new account is made; if not given, unless it is a system account.")
    package var createHome: Bool? = nil
    @Field("Whether it is to be there.") package var state = Presence.present
    @Field("With `state: absent`: whether its home folder goes too.") package var removeHome = false

    package init() {}

    package var identity: String { name }
    package var claims: [Claim] { [Claim("user", name)] }
    package var wantsAbsence: Bool { state == .absent }

    package var requires: [Claim] {
        guard !wantsAbsence else { return [] }
        let named = (group.map { [$0] } ?? []) + groups
        return named.filter { Int($0) == nil }.map { Claim("group", $0) } + (home?.claimsAbove ?? [])
    }

    /// A new account brings a group of its own name.
    package var effects: Effects {
        let touchesHome = wantsAbsence ? removeHome : createsHome
        return touchesHome ? [.accounts, .paths] : .accounts
    }

    package var problems: [FieldProblem] {
        var problems =
            AccountName.problems(with: name, in: "user") + AccountName.problems(withNumber: uid, in: "uid")
        problems += groups.flatMap { AccountName.problems(with: $0, in: "groups") }
        problems += AccountName.problems(withReference: group, in: "group")
        if let comment, comment.unicodeScalars.contains(":") {
            problems.append(.init("comment", "'comment' cannot hold ':', which separates the fields of an account"))
        }
        for (field, path) in [("home", home), ("shell", shell)]
        where path?.text.unicodeScalars.contains(where: { $0 == ":" || $0 == "\n" }) == true {
            problems.append(.init(field, "'\(field)' cannot hold ':' or line breaks, which separate accounts"))
        }
        if removeHome, !wantsAbsence {
            problems.append(.init("remove_home", "'remove_home' is only for a user that is to be absent"))
        }
        if wantsAbsence, name == "root" { problems.append(.init("user", "root cannot be absent")) }
        return problems
    }

    package func facts(given seen: Observations) -> [any Fact] {
        let look = UserState(name)
        guard !wantsAbsence, let observation = seen[look] else { return [look] }
        switch observation {
        case .present(let user): return [look] + groupsNeeded(user).map { GroupState($0) }
        case .absent: return [look] + (groupsNeeded(nil) + (group == nil ? [name] : [])).map { GroupState($0) }
        case .unavailable, .failed: return [look]
        }
    }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            let seen = try look.see(UserState(name))
            if wantsAbsence { return try removal(of: seen, look) }
            for group in groupsNeeded(seen) { try look.expectGroup(group) }
            guard let seen else { return try creation(look) }
            return update(of: seen)
        }
    }

    package func signature(given seen: Observations) -> String? {
        guard case .present(let user)? = seen[UserState(name)] else { return nil }
        let groups = user.groups.sorted().joined(separator: ",")
        return "\(user.uid):\(user.gid):\(groups):\(user.home):\(user.shell)"
    }

    private var createsHome: Bool { createHome ?? !system }

    /// The groups that a change needs to be there, by name.
    private func groupsNeeded(_ seen: UserState.Seen?) -> [String] {
        let primary = group.map { isPrimary($0, of: seen) ? [] : [$0] } ?? []
        return (primary + missingGroups(seen)).filter { Int($0) == nil }
    }

    private func isPrimary(_ group: String, of seen: UserState.Seen?) -> Bool {
        guard let seen else { return false }
        return group == seen.group || Int(group) == seen.gid
    }

    private func missingGroups(_ seen: UserState.Seen?) -> [String] {
        guard let seen else { return groups }
        return groups.filter { !seen.groups.contains($0) && $0 != seen.group }
    }

    private func creation(_ look: Look) throws(Undecided) -> Change? {
        var account = Action.Account(name: name)
        (account.uid, account.group, account.comment) = (uid, group, comment)
        (account.home, account.shell) = (home?.text, shell?.text)
        (account.isSystem, account.createsHome) = (system, createsHome)
        if !groups.isEmpty { account.groups = groups }
        if group == nil {
            // useradd would make a group of this name, and gives up where there is one.
            let own = Claim("group", name)
            let isThere = try look.see(GroupState(name)) != nil
            if isThere || look.pending.contains(where: { $0.claims.contains(own) }) { account.group = name }
        }
        return Change(.create, fields: differences(from: nil), actions: [.addUser(account)])
    }

    private func update(of seen: UserState.Seen) -> Change? {
        let fields = differences(from: seen)
        guard !fields.isEmpty else { return nil }
        let differ = Set(fields.map(\.field))
        var account = Action.Account(name: name)
        if differ.contains("uid") { account.uid = uid }
        if differ.contains("group") { account.group = group }
        if differ.contains("home") { account.home = home?.text }
        if differ.contains("shell") { account.shell = shell?.text }
        if differ.contains("comment") { account.comment = comment }
        if differ.contains("groups") { account.groups = seen.groups.union(groups).sorted() }
        return Change(.update, fields: fields, actions: [.changeUser(account)])
    }

    private func differences(from seen: UserState.Seen?) -> [FieldChange] {
        var changes: [FieldChange] = []
        func compare(_ field: String, _ before: String?, _ after: String?) {
            if let after, !after.isExactly(before) { changes.append(.init(field, from: before, to: after)) }
        }
        compare("uid", seen?.uid.description, uid?.description)
        if let group, !isPrimary(group, of: seen) {
            compare("group", seen.map { $0.group ?? $0.gid.description }, group)
        }
        if !missingGroups(seen).isEmpty {
            let after = (seen?.groups ?? []).union(groups)
            compare("groups", seen?.groups.sorted().joined(separator: ", "), after.sorted().joined(separator: ", "))
        }
        compare("home", seen?.home, home?.text)
        compare("shell", seen?.shell, shell?.text)
        compare("comment", seen?.comment, comment)
        return changes
    }

    private func removal(of seen: UserState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        guard seen != nil else {
            for claim in claims { try look.expectStaysAbsent(claim, or: .accounts) }
            return nil
        }
        return Change(
            .remove, fields: [.init("state", from: "present", to: "absent")],
            actions: [.removeUser(name: name, withHome: removeHome)])
    }
}
