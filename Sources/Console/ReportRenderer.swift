import Diagnostics
package import Model

/// Writes what an apply did for people, what is the same on many hosts once, then one line that sums it up.
package struct ReportRenderer: Sendable {
    private let style: TextStyle
    /// Whether what was changed is shown, because no plan was shown before.
    private let showsFields: Bool

    package init(style: TextStyle = .plain, showsFields: Bool = false) {
        self.style = style
        self.showsFields = showsFields
    }

    package func render(_ report: ApplyReport) -> String {
        let wasDeclined = report.wasDeclined
        // The assertions that kept a host from being touched are told by its plan.
        let problems = Dictionary(
            report.plan.hosts.map { ($0.host, $0.problems) }, uniquingKeysWith: { first, _ in first })
        let all = report.hosts.map { wasDeclined ? $0.tried : $0 }.map { host in
            (status: host.status, host: host.host, entries: entries(host, problems[host.host] ?? []))
        }
        let reached = all.filter { $0.status == .ok }.map { (host: $0.host, entries: $0.entries) }
        let others = all.filter { $0.status != .ok }.map { (host: $0.host, entries: $0.entries) }
        let sections = SectionRenderer(style: style, showsDone: showsFields)
        let text = sections.render(reached) + sections.render(others)
        return text + (text.isEmpty ? "" : "\n") + style(ReportSummary(report).line, .bold) + "\n"
    }

    private func entries(_ host: HostReport, _ problems: [Diagnostic]) -> [ReportEntry] {
        let status: [ReportEntry] =
            host.status == .ok ? [] : [.status(host.status, host.reason ?? "no reason is known")]
        return status + problems.map { .problem($0) } + host.outcomes.map { .outcome($0) }
            + host.unanswered.map { .resource($0) }
            + host.orphans.map { .orphan($0) } + host.notes.map { .note($0) }
    }
}

extension HostReport {
    /// The report without what was left alone because the operator did not agree: the plan that was shown tells it.
    fileprivate var tried: HostReport {
        var copy = self
        copy.outcomes.removeAll { $0.result == .skipped }
        copy.remaining = []
        return copy
    }

    /// What is not as wanted at the end and is not told by an outcome already.
    var unanswered: [ResourcePlan] {
        let told = Set(outcomes.filter { $0.result != .done && $0.result != .already }.map(\.address))
        return remaining.filter { !told.contains($0.address) }
    }
}
