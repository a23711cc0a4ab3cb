package import Actions

/// What a resource says after it was looked at.
package enum Verdict: Sendable, Hashable {
    case same
    case change(Change)
    /// It cannot be decided before something else has happened; why.
    case unknown(String)
    /// It cannot be made true, or could not be looked at; why.
    case error(String)
}

/// One difference between a node and its manifest, and what to do about it.
package struct Change: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, Codable { case create, update, remove, restart, reload, run }

    package var kind: Kind
    /// Why, where the fields do not say it: an owed restart, a guard.
    package var reason: String?
    package var fields: [FieldChange]
    package var actions: [Action]
    /// What would be lost for good, in words for the operator; empty where nothing is.
    package var losses: [String]
    /// It is done on every run (`always: true`), so a new look cannot tell that it was done.
    package var isRepeated: Bool

    package init(
        _ kind: Kind, reason: String? = nil, fields: [FieldChange] = [], actions: [Action], losses: [String] = [],
        isRepeated: Bool = false
    ) {
        self.kind = kind
        self.reason = reason
        self.fields = fields
        self.actions = actions
        self.losses = losses
        self.isRepeated = isRepeated
    }
}

/// One field that differs.
///
/// Texts are as a reader wants them; those of sensitive fields are never shown.
package struct FieldChange: Sendable, Hashable {
    package var field: String
    /// Nil where the thing is not there.
    package var before: String?
    package var after: String?
    package var isSensitive: Bool
    /// Both are texts of several lines, to be shown as a unified diff.
    package var isText: Bool

    package init(
        _ field: String, from before: String?, to after: String?, isText: Bool = false, isSensitive: Bool = false
    ) {
        self.field = field
        self.before = before
        self.after = after
        self.isText = isText
        self.isSensitive = isSensitive
    }
}
