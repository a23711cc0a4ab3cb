package import Facts
package import Model
package import Nodes

/// What a run is to do with one host: how to reach it, and what it is to be.
package struct HostWork: Sendable {
    package let host: String
    /// Opens the connection; called once.
    package let connect: @Sendable () async throws -> any Node
    /// What the host is to be, given its facts and, where the run's hosts were met first, those of all of them; called
    /// anew whenever they may have changed.
    ///
    /// Throws `Problems`.
    package let desired: @Sendable (StandardFacts, _ others: [String: KnownFacts]?) throws -> DesiredState

    package init(
        host: String, connect: @escaping @Sendable () async throws -> any Node,
        desired: @escaping @Sendable (StandardFacts, [String: KnownFacts]?) throws -> DesiredState
    ) {
        self.host = host
        self.connect = connect
        self.desired = desired
    }
}
