package import Model

/// The last line of a plan.
package struct PlanSummary: Sendable {
    private let plan: Plan

    package init(_ plan: Plan) { self.plan = plan }

    /// What is to be done, on how many hosts, and what is as wanted, in one line.
    package var line: String {
        let summary = plan.summary
        let tail = orphans == 0 ? "" : "; \(Self.count(orphans, "orphan"))"
        if touched == 0, summary.unreachable == 0, summary.failed == 0 {
            let hosts = Self.count(plan.hosts.count, "host")
            return "No changes. \(hosts), \(Self.count(summary.same, "resource")) as wanted\(tail)."
        }
        let todo =
            [(summary.create, "to create"), (summary.update, "to change")].map { "\($0) \($1)" }
            + [
                (summary.restart, "to restart"), (summary.reload, "to reload"), (summary.run, "to run"),
                (summary.unknown, "unknown"), (summary.error, summary.error == 1 ? "error" : "errors"),
            ].filter { $0.0 > 0 }.map { "\($0) \($1)" }
            + ["\(summary.remove) to remove"]
        let hosts = [(summary.unreachable, "unreachable"), (summary.failed, "failed")]
            .filter { $0.0 > 0 }.map { "; \($0) \($1)" }.joined()
        return "Plan: \(todo.joined(separator: ", ")) on \(Self.count(touched, "host"))\(hosts)\(tail); "
            + "\(summary.same) same."
    }

    /// Hosts that were reached and where something is not as wanted.
    private var touched: Int {
        plan.hosts.count { host in
            host.status == .ok && host.resources.contains { $0.verdict != .same }
        }
    }

    private var orphans: Int { plan.hosts.reduce(0) { $0 + $1.orphans.count } }

    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
