import Model

/// The changes that were asked about in a run, so that what one round had to leave to the next is not asked about twice.
struct Agreed: Sendable {
    private struct Asked: Hashable {
        let host: String
        let resource: ResourcePlan
    }

    private var changes: Set<Asked> = []

    /// Adds what a plan would change; whether any of it is news.
    mutating func take(_ plan: Plan) -> Bool {
        let before = changes.count
        for host in plan.hosts {
            for resource in host.resources where resource.verdict == .change {
                changes.insert(Asked(host: host.host, resource: resource))
            }
        }
        return changes.count > before
    }
}
