/// What a resource had read or run with when it last restarted, reloaded or ran well: kept in the node's ledger.
package struct Stamp: Sendable, Hashable, Codable {
    /// The signature of each thing it depends on, by address.
    ///
    /// One is taken out before that thing is changed, so that a
    /// run that is killed between the change and the restart leaves the restart owed.
    package var signatures: [String: String]
    /// The unit's invocation id after that restart; nil for what is no unit.
    package var invocation: String?
    /// The boot during which that was.
    package var boot: String?

    package init(signatures: [String: String], invocation: String? = nil, boot: String? = nil) {
        self.signatures = signatures
        self.invocation = invocation
        self.boot = boot
    }
}
