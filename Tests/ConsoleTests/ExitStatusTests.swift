import Console
import Model
import Testing

@Suite("The exit status says what became of a run") struct ExitStatusTests {
    private static func plan(_ resources: [ResourcePlan], _ status: HostPlan.Status = .ok) -> Plan {
        Plan(
            project: "x",
            hosts: [HostPlan(host: "n1", resources: resources), HostPlan(host: "n2", status: status, reason: "why")])
    }

    private static let change = PlanSamples.resource("file:/a", .change, .update)
    private static let unknown = PlanSamples.resource("file:/b", .unknown, reason: "why")
    private static let error = PlanSamples.resource("file:/c", .error, reason: "why")

    @Test(
        arguments: [
            (plan([]), 0, 0),
            (plan(PlanSamples.same(3)), 0, 0),
            (plan([change]), 0, 2),
            (plan([unknown]), 6, 6),
            (plan([change, unknown]), 6, 6),
            (plan([error, unknown, change]), 1, 1),
            (plan([change], .unreachable), 3, 3),
            (plan([unknown], .unreachable), 3, 3),
            (plan([error], .unreachable), 1, 1),
            (plan([], .failed), 1, 1),
        ] as [(Plan, Int32, Int32)])
    func `of a plan`(plan: Plan, plain: Int32, detailed: Int32) {
        #expect(ExitStatus(plan, isDetailed: false).rawValue == plain)
        #expect(ExitStatus(plan, isDetailed: true).rawValue == detailed)
    }

    @Test func `a host that an assertion keeps from being touched is an error`() {
        #expect(ExitStatus(PlanSamples.medley, isDetailed: false) == .error)
    }

    @Test(
        arguments: [
            (.done, 0), (.already, 0), (.failed, 1), (.notConverged, 1), (.skipped, 6), (.stale, 4),
        ] as [(Outcome.Result, Int32)])
    func `of an outcome`(result: Outcome.Result, status: Int32) {
        let host = ReportRendererTests.host("n1", [ReportRendererTests.outcome("file:/a", .update, result)])
        #expect(ExitStatus(ApplyReport(plan: PlanSamples.ollama, hosts: [host])).rawValue == status)
    }

    @Test(arguments: [([], 0), ([unknown], 6), ([change], 6), ([error], 1)] as [([ResourcePlan], Int32)])
    func `of what is left`(remaining: [ResourcePlan], status: Int32) {
        let host = ReportRendererTests.host("n1", remaining: remaining)
        #expect(ExitStatus(ApplyReport(plan: PlanSamples.ollama, hosts: [host])).rawValue == status)
    }

    @Test func `a refusal is told unless something failed`() {
        var report = ApplyReport(plan: PlanSamples.ollama, hosts: [], wasDeclined: true)
        #expect(ExitStatus(report) == .refused)
        report.hosts = [HostReport(host: "n1", status: .failed)]
        #expect(ExitStatus(report) == .error)
        report.hosts = [HostReport(host: "n1", status: .unreachable)]
        #expect(ExitStatus(report) == .refused)
    }

    @Test func `of several the first of 130, 1, 4, 3, 6 and 2 counts`() {
        let rank: [Console.ExitStatus] = [.interrupted, .error, .refused, .unreachable, .incomplete, .changes, .done]
        for (index, status) in rank.enumerated() {
            #expect(ExitStatus(worst: rank[index...].reversed()) == status)
        }
        #expect(Set(rank) == Set(ExitStatus.allCases))
        #expect(ExitStatus(worst: []) == .done)
    }
}
