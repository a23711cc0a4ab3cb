package import Actions
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
        alone. A changed `home` is noted in the account; `move_home: true` moves what is in the old one as well.

        A new account has no password and can be entered by key only. `password` is a hash, like `openssl passwd -6`
        and the filter `password_hash` make; it is shown to nobody, and travels in no command line. A locked password
        lets nobody in, a key does all the same: `expires` with a day in the past closes an account for both.

        It takes the tools of Linux, `useradd` and `usermod` or busybox's `adduser`: accounts of macOS are not managed.

        """
    package static let looksAt: [any Fact.Type] = [UserState.self, ShadowState.self, GroupState.self]
    package static let does: [Action.Kind] = [.addUser, .changeUser, .removeUser]
    package static let removal =
        "`state: absent` removes the account and leaves its home; `remove_home: true` is the consent to remove that, too."
    package static let trials = Trial.debian()

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
    @Field("Whether what is in the old home folder moves where `home` changes.") package var moveHome = false
    @Field("The hash of its password; never the password itself.") package var password: PasswordHash? = nil
    @Field("Whether its password is locked; keys still let in.") package var locked: Bool? = nil
    @Field("The day from which on nobody gets in, as YYYY-MM-DD, or `never`.") package var expires: ExpiryDate? = nil
    @Field("Whether it is to be there.") package var state = Presence.present
    @Field("With `state: absent`: whether its home folder goes too.") package var removeHome = false

    package init() {}

    package var identity: String { name }
    package var claims: [Claim] { [Claim("user", name)] }
    package var keeps: [Claim] { wantsAbsence ? [] : home.map { [$0.claim] } ?? [] }
    package var wantsAbsence: Bool { state == .absent }

    package var requires: [Claim] {
        guard !wantsAbsence else { return [] }
        let named = (group.map { [$0] } ?? []) + groups
        return named.filter { Int($0) == nil }.map { Claim("group", $0) } + (home?.claimsAbove ?? [])
    }

    /// A new account brings a group of its own name.
    package var effects: Effects {
        let touchesHome = wantsAbsence ? removeHome : createsHome || moveHome
        return touchesHome ? [.accounts, .paths] : .accounts
    }

    package var problems: [FieldProblem] {
        var problems =
            AccountName.problems(with: name, in: "user") + AccountName.problems(withNumber: uid, in: "uid")
        problems += groups.flatMap { AccountName.problems(with: $0, in: "groups") }
        problems += AccountName.problems(withReference: group, in: "group")
        for (field, text) in [("home", home?.text), ("shell", shell?.text), ("comment", comment)] {
            // By scalars: as a Character, a colon with a combining mark behind it is no colon.
            if let text, text.unicodeScalars.contains(where: { $0 == ":" || $0.properties.generalCategory == .control })
            {
                let help = "':' and line breaks separate accounts, and useradd(8) takes no other control characters"
                problems.append(.init(field, "'\(field)' cannot hold ':' or control characters", help: help))
            }
        }
        if removeHome, !wantsAbsence {
            problems.append(.init("remove_home", "'remove_home' is only for a user that is to be absent"))
        }
        if moveHome, home == nil {
            problems.append(.init("move_home", "'move_home' needs the field 'home'"))
        }
        if wantsAbsence, name == "root" { problems.append(.init("user", "root cannot be absent")) }
        return problems
    }

    package func facts(given seen: Observations) -> [any Fact] {
        let look = UserState(name)
        guard !wantsAbsence else { return [look] }
        let own = [look] + access.facts
        guard let observation = seen[look] else { return own }
        switch observation {
        case .present(let user): return own + groupsNeeded(user).map { GroupState($0) }
        case .absent: return own + (groupsNeeded(nil) + (group == nil ? [name] : [])).map { GroupState($0) }
        case .unavailable, .failed: return own
        }
    }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            let seen = try look.see(UserState(name))
            if wantsAbsence { return try removal(of: seen, look) }
            for group in groupsNeeded(seen) { try look.expectGroup(group) }
            guard let seen else { return try creation(look) }
            return try update(of: seen, look)
        }
    }

    package func signature(given seen: Observations) -> String? {
        guard case .present(let user)? = seen[UserState(name)] else { return nil }
        let groups = user.groups.sorted().joined(separator: ",")
        return "\(user.uid):\(user.gid):\(groups):\(user.home):\(user.shell)"
    }

    private var access: AccountAccess {
        AccountAccess(name: name, password: password, locked: locked, expires: expires)
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
        let accessFields = try access.differences(from: nil)
        access.note(Set(accessFields.map(\.field)), in: &account, seen: nil)
        return Change(.create, fields: differences(from: nil) + accessFields, actions: [.addUser(account)])
    }

    private func update(of seen: UserState.Seen, _ look: Look) throws(Undecided) -> Change? {
        let shadow = try access.see(look)
        let fields = differences(from: seen) + (try access.differences(from: shadow))
        guard !fields.isEmpty else { return nil }
        let differ = Set(fields.map(\.field))
        var account = Action.Account(name: name)
        if differ.contains("uid") { account.uid = uid }
        if differ.contains("group") { account.group = group }
        if differ.contains("home") { (account.home, account.movesHome) = (home?.text, moveHome) }
        if differ.contains("shell") { account.shell = shell?.text }
        if differ.contains("comment") { account.comment = comment }
        if differ.contains("groups") { account.groups = seen.groups.union(groups).sorted() }
        access.note(differ, in: &account, seen: shadow)
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
        guard let seen else {
            for claim in claims { try look.expectStaysAbsent(claim, or: .accounts) }
            return nil
        }
        return Change(
            .remove, fields: [.init("state", from: "present", to: "absent")],
            actions: [.removeUser(name: name, withHome: removeHome)],
            losses: removeHome ? ["the home folder \(seen.home) with all that is in it"] : [])
    }
}
