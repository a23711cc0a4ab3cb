import Console
import Model
import TestSupport
import Testing

@Suite("What an apply did is written for people") struct ReportRendererTests {
    static func outcome(
        _ address: String, _ action: Change.Kind, _ result: Outcome.Result, _ detail: String? = nil
    ) -> Outcome {
        Outcome(
            address: Address(text: address), manifest: "base", action: action, result: result, detail: detail,
            source: PlanSamples.source("manifests/base.yaml", 4))
    }

    static func host(
        _ name: String, _ outcomes: [Outcome] = [], remaining: [ResourcePlan] = [], same: Int = 0
    ) -> HostReport {
        var host = HostReport(host: name)
        (host.outcomes, host.remaining, host.same) = (outcomes, remaining, same)
        return host
    }

    static var medley: ApplyReport {
        let shared = [outcome("package:nginx", .create, .done), outcome("file:/etc/motd", .update, .already)]
        return ApplyReport(
            plan: PlanSamples.ollama,
            hosts: [
                host("n1", shared + [outcome("service:nginx", .restart, .done)], same: 40),
                host(
                    "n2",
                    shared + [
                        outcome(
                            "service:nginx", .restart, .failed, "exit status 1\nnginx: bind() failed\n\u{1B}[31mbye"),
                        outcome("file:/etc/stale", .update, .stale, "it was changed after the plan"),
                        outcome("file:/etc/never", .update, .notConverged, "mode: 0600 -> 0644"),
                        outcome("cron:x", .create, .skipped, "service:nginx failed"),
                    ],
                    remaining: [
                        PlanSamples.resource("service:nginx", .change, .restart),
                        PlanSamples.resource("file:/etc/late", .unknown, reason: "depends on command:x"),
                    ], same: 38),
                HostReport(host: "n3", status: .unreachable, reason: "no answer in 10 s (10.0.0.13:22)"),
            ])
    }

    @Test func `every outcome has its line, with the last words of what failed`() throws {
        try expectGolden(ReportRenderer().render(Self.medley), "report-medley.txt")
    }

    @Test func `nothing to do is one line`() {
        let report = ApplyReport(
            plan: PlanSamples.ollama, hosts: [Self.host("n1", same: 50), Self.host("n2", same: 50)])
        #expect(ReportRenderer().render(report) == "Nothing to do. 2 hosts, 100 resources as wanted.\n")
    }

    @Test func `a run that was declined says so, and only that`() {
        let skipped = Self.outcome("file:/etc/x", .update, .skipped, "it was not approved")
        let left = PlanSamples.resource("file:/etc/x", .change, .update)
        let host = Self.host("n1", [skipped], remaining: [left])
        let report = ApplyReport(plan: PlanSamples.ollama, hosts: [host], wasDeclined: true)
        #expect(ReportRenderer().render(report) == "Nothing was changed: the changes were not approved.\n")
    }

    @Test func `what was done before a later round was declined is told`() {
        let host = Self.host("n1", [Self.outcome("file:/etc/x", .update, .done)])
        let text = ReportRenderer().render(ApplyReport(plan: PlanSamples.ollama, hosts: [host], wasDeclined: true))
        #expect(text.contains("file:/etc/x"))
        #expect(text.hasSuffix("\nNothing more was changed: the changes were not approved.\n"))
    }
}
