package import Facts

/// What is known of hosts from earlier runs, where what one host is to be may rest on the facts of another.
package struct EarlierVisits: Sendable {
    /// Of hosts that take no part in this run.
    let facts: [String: KnownFacts]
    /// Keeps what this run learns, for later ones.
    let keep: @Sendable ([String: StandardFacts]) async -> Void

    package init(
        facts: [String: KnownFacts], keep: @escaping @Sendable ([String: StandardFacts]) async -> Void
    ) {
        self.facts = facts
        self.keep = keep
    }
}
