/// What is told of a run while it works: for progress on a terminal, and as NDJSON.
package enum RunEvent: Sendable {
    case connecting(host: String)
    case connected(host: String)
    case looked(host: String)
    /// A round's plan for one host is ready; `round` counts from 1.
    case planned(host: String, round: Int)
    case began(host: String, Address, Change.Kind)
    case ended(host: String, Outcome)
    /// The host is through, for better or worse.
    case finished(host: String)
}

/// What became of one planned change.
package struct Outcome: Sendable, Hashable, Codable {
    package enum Result: String, Sendable, Hashable, Codable {
        /// Done, and seen to be as wanted afterwards.
        case done
        /// It was as wanted already when its turn came.
        case already
        /// An action failed.
        case failed
        /// Done, but a new look still sees a difference.
        case notConverged = "not_converged"
        /// The node changed between the plan and the action; left alone.
        case stale
        /// Not tried, because something before it failed.
        case skipped
    }

    package var address: Address
    package var manifest: String
    package var action: Change.Kind?
    package var result: Result
    /// Why it failed or was left alone, with the last lines of what the action printed.
    package var detail: String?
    package var source: ResourcePlan.Source
    package var changes: [ResourcePlan.Field]

    package init(
        address: Address, manifest: String, action: Change.Kind?, result: Result, detail: String? = nil,
        source: ResourcePlan.Source, changes: [ResourcePlan.Field] = []
    ) {
        self.address = address
        self.manifest = manifest
        self.action = action
        self.result = result
        self.detail = detail
        self.source = source
        self.changes = changes
    }
}
