package import Model

/// The last line of an apply.
package struct ReportSummary: Sendable {
    private let report: ApplyReport

    package init(_ report: ApplyReport) { self.report = report }

    /// What was done, on how many hosts, and what is as wanted, in one line.
    package var line: String {
        if report.wasDeclined {
            let isUntouched = report.hosts.allSatisfy { host in host.outcomes.allSatisfy { $0.result == .skipped } }
            return "Nothing \(isUntouched ? "" : "more ")was changed: the changes were not approved."
        }
        let same = report.hosts.reduce(0) { $0 + $1.same }
        let counts = parts
        let hosts = hostParts
        if counts.isEmpty, hosts.isEmpty {
            let count = PlanSummary.count(report.hosts.count, "host")
            return "Nothing to do. \(count), \(PlanSummary.count(same, "resource")) as wanted\(orphans)."
        }
        let touched = report.hosts.count { !$0.outcomes.isEmpty || !$0.remaining.isEmpty }
        let what = counts.isEmpty ? "nothing done" : counts.joined(separator: ", ")
        return "Applied: \(what) on \(PlanSummary.count(touched, "host"))"
            + hosts.map { "; \($0)" }.joined() + "\(orphans); \(same) same."
    }

    private var parts: [String] {
        let results: [(Outcome.Result, String)] = [
            (.done, "done"), (.already, "already as wanted"), (.failed, "failed"),
            (.notConverged, "did not converge"), (.stale, "stale"), (.skipped, "skipped"),
        ]
        let remaining = report.hosts.flatMap(\.unanswered)
        let verdicts: [(ResourcePlan.Verdict, String)] = [
            (.change, "left to do"), (.unknown, "unknown"), (.error, "not possible"),
        ]
        return results.map { result, word in
            (report.hosts.reduce(0) { $0 + $1.outcomes.count { $0.result == result } }, word)
        }.filter { $0.0 > 0 || $0.1 == "done" && report.hosts.contains { !$0.outcomes.isEmpty } }
            .map { "\($0.0) \($0.1)" }
            + verdicts.map { verdict, word in (remaining.count { $0.verdict == verdict }, word) }
            .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    }

    private var hostParts: [String] {
        [(HostPlan.Status.unreachable, "unreachable"), (.failed, "failed")].compactMap { status, word in
            let count = report.hosts.count { $0.status == status }
            return count == 0 ? nil : "\(PlanSummary.count(count, "host")) \(word)"
        }
    }

    private var orphans: String {
        let count = report.hosts.reduce(0) { $0 + $1.orphans.count }
        return count == 0 ? "" : "; \(PlanSummary.count(count, "orphan"))"
    }
}
