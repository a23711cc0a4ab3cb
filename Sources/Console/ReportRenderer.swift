package import Model

/// Writes what an apply did for people, what is the same on many hosts once, then one line that sums it up.
package struct ReportRenderer: Sendable {
    private let style: TextStyle

    package init(style: TextStyle = .plain) { self.style = style }

    package func render(_ report: ApplyReport) -> String {
        let reached = report.hosts.filter { $0.status == .ok }.map { (host: $0.host, entries: entries($0)) }
        let others = report.hosts.filter { $0.status != .ok }.map { (host: $0.host, entries: entries($0)) }
        let text = SectionRenderer(style: style).render(reached) + SectionRenderer(style: style).render(others)
        return text + (text.isEmpty ? "" : "\n") + style(ReportSummary(report).line, .bold) + "\n"
    }

    private func entries(_ host: HostReport) -> [ReportEntry] {
        let status: [ReportEntry] =
            host.status == .ok ? [] : [.status(host.status, host.reason ?? "no reason is known")]
        return status + host.outcomes.map { .outcome($0) } + host.unanswered.map { .resource($0) }
            + host.orphans.map { .orphan($0) } + host.notes.map { .note($0) }
    }
}

extension HostReport {
    /// What is not as wanted at the end and is not told by an outcome already.
    var unanswered: [ResourcePlan] {
        let told = Set(outcomes.filter { $0.result != .done && $0.result != .already }.map(\.address))
        return remaining.filter { !told.contains($0.address) }
    }
}
