/// What became of an apply, host by host.
package struct ApplyReport: Sendable, Codable {
    /// The first round's plan: what was to be done.
    package var plan: Plan
    package var hosts: [HostReport]
    /// Whether the operator said no, or could not be asked.
    package var wasDeclined: Bool

    package init(plan: Plan, hosts: [HostReport], wasDeclined: Bool = false) {
        self.plan = plan
        self.hosts = hosts
        self.wasDeclined = wasDeclined
    }
}

/// What became of one host.
package struct HostReport: Sendable, Codable {
    package var host: String
    package var status: HostPlan.Status
    /// Why the host is unreachable or failed.
    package var reason: String?
    /// In the order in which they ended; a resource that took two rounds stands there twice.
    package var outcomes: [Outcome]
    /// What is not as wanted at the end: errors, unknowns, differences.
    package var remaining: [ResourcePlan]
    package var rounds: Int
    /// How many resources were seen to be as wanted at the end.
    package var same: Int
    package var orphans: [Orphan]
    /// The host's last plan was not carried out, because the run was interrupted or the operator said no.
    package var isIncomplete: Bool
    /// What the operator should know about the host.
    package var notes: [String]

    package init(host: String, status: HostPlan.Status = .ok, reason: String? = nil) {
        self.host = host
        self.status = status
        self.reason = reason
        outcomes = []
        remaining = []
        rounds = 0
        same = 0
        orphans = []
        isIncomplete = false
        notes = []
    }
}
