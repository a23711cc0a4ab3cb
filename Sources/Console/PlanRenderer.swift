package import Model

/// Writes a plan for people: what is the same on many hosts once, then one line that sums it up.
package struct PlanRenderer: Sendable {
    private let style: TextStyle
    /// Whether resources that are as wanted are shown, too.
    private let showsSame: Bool

    package init(style: TextStyle = .plain, showsSame: Bool = false) {
        self.style = style
        self.showsSame = showsSame
    }

    package func render(_ plan: Plan) -> String {
        let reached = plan.hosts.filter { $0.status == .ok }.map { (host: $0.host, entries: entries($0)) }
        let others = plan.hosts.filter { $0.status != .ok }.map { (host: $0.host, entries: entries($0)) }
        let text = SectionRenderer(style: style).render(reached) + SectionRenderer(style: style).render(others)
        let losses = LossRenderer(style: style).render(plan)
        return text + losses + (text.isEmpty ? "" : "\n") + style(PlanSummary(plan).line, .bold) + "\n"
    }

    private func entries(_ host: HostPlan) -> [ReportEntry] {
        let status: [ReportEntry] =
            host.status == .ok ? [] : [.status(host.status, host.reason ?? "no reason is known")]
        return status + host.problems.map { .problem($0) }
            + host.resources.filter { showsSame || $0.verdict != .same }.map { .resource($0) }
            + host.orphans.map { .orphan($0) } + host.notes.map { .note($0) }
    }
}
