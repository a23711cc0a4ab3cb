/// What a resource had read or run with when it last restarted, reloaded or ran well: kept in the node's ledger.
package struct Stamp: Sendable, Hashable, Codable {
    /// The signature of each thing it depends on, by address.
    package var signatures: [String: String]
    /// The unit's invocation id after that restart; nil for what is no unit.
    package var invocation: String?
    /// The boot during which that was.
    package var boot: String?
    /// Set before something it depends on is changed, and cleared by the restart: why a restart is owed.
    package var voidedBy: String?

    package init(signatures: [String: String], invocation: String? = nil, boot: String? = nil, voidedBy: String? = nil)
    {
        self.signatures = signatures
        self.invocation = invocation
        self.boot = boot
        self.voidedBy = voidedBy
    }
}
