internal import Actions
internal import Facts
internal import Model

/// What an entry wants of an account's password and of its end; nil leaves one as it is.
struct AccountAccess {
    let name: String
    var password: PasswordHash?
    var locked: Bool?
    var expires: ExpiryDate?

    var facts: [any Fact] {
        password == nil && locked == nil && expires == nil ? [] : [ShadowState(name)]
    }

    /// What was seen of an account that is there; nil where the entry asks for nothing of this.
    func see(_ look: Look) throws(Undecided) -> ShadowState.Seen? {
        guard !facts.isEmpty else { return nil }
        guard let seen = try look.see(ShadowState(name)) else {
            throw .error("/etc/shadow has no line for '\(name)'")
        }
        return seen
    }

    /// How an account differs; a new one has no password, which is as good as a locked one.
    func differences(from seen: ShadowState.Seen?) throws(Undecided) -> [FieldChange] {
        var changes: [FieldChange] = []
        let hash = hash(seen)
        if let password, !password.text.isExactly(hash) {
            changes.append(.init("password", from: seen.map { _ in "another" }, to: "as given", isSensitive: true))
        }
        let wasLocked = seen.map(isLocked)
        if let locked, locked != wasLocked {
            if !locked, password == nil, hash.isEmpty || hash == "*" {
                throw .error("'\(name)' has no password that could be unlocked: give 'password'")
            }
            changes.append(.init("locked", from: wasLocked?.description, to: locked.description))
        }
        if let expires, seen.map({ $0.expiry != expires.days }) ?? (expires.days != nil) {
            changes.append(.init("expires", from: seen.map { ExpiryDate(days: $0.expiry).text }, to: expires.text))
        }
        return changes
    }

    /// Notes in the account what of these fields is to be changed.
    func note(_ fields: Set<String>, in account: inout Action.Account, seen: ShadowState.Seen?) {
        if let password, fields.contains("password") {
            let isLocked = locked ?? seen.map(isLocked) ?? false
            account.password = (isLocked ? "!" : "") + password.text
        } else if seen != nil, fields.contains("locked") {
            account.isLocked = locked
        }
        if let expires, fields.contains("expires") { account.expiry = expires.days == nil ? "" : expires.text }
    }

    private func isLocked(_ seen: ShadowState.Seen) -> Bool { seen.password.hasPrefix("!") }

    private func hash(_ seen: ShadowState.Seen?) -> String { String((seen?.password ?? "").drop { $0 == "!" }) }
}
