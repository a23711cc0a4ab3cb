import Console
import Diagnostics
import Model
import TestSupport
import Testing

@Suite("Programs read JSON") struct JSONTextTests {
    @Test func `a plan has the documented form`() throws {
        try expectGolden(try JSONText.document(PlanSamples.medley.withoutSame), "plan.json")
    }

    @Test func `what is as wanted is left out and still counted`() throws {
        let plan = PlanSamples.ollama.withoutSame
        #expect(plan.hosts.allSatisfy { host in host.resources.allSatisfy { $0.verdict != .same } })
        #expect(plan.summary.same == 147)
    }

    @Test func `problems have a document of their own`() throws {
        let problem = try #require(PlanSamples.medley.hosts[1].problems.first).helping("take a smaller one")
        try expectGolden(try JSONText.document(DiagnosticsDocument([problem])), "diagnostics.json")
    }

    @Test func `the stream of an apply has one object on each line`() throws {
        let time = "2026-01-02T03:04:05.678Z"
        let address = Address(text: "file:/etc/motd")
        let events: [RunEvent] = [
            .connecting(host: "n1"), .connected(host: "n1"), .looked(host: "n1"), .planned(host: "n1", round: 1),
            .began(host: "n1", address, .update),
            .ended(host: "n1", ReportRendererTests.outcome("file:/etc/motd", .update, .failed, "one\ntwo")),
            .finished(host: "n1"),
        ]
        let report = ApplyReport(
            plan: PlanSamples.ollama,
            hosts: [
                ReportRendererTests.host(
                    "n1", [ReportRendererTests.outcome("file:/etc/motd", .update, .failed, "one\ntwo")])
            ])
        let small = Plan(project: "ai", hosts: [HostPlan(host: "n1", resources: PlanSamples.same(2))])
        let forms =
            [EventForm.start(project: "ai", run: "r1", at: time), .plan(small, round: 1, at: time)]
            + events.map { EventForm($0, at: time) }
            + [.summary(report, status: .error, at: time)]
        let lines = try forms.map { try JSONText.line($0) }
        #expect(lines.allSatisfy { $0.utf8.count { $0 == UInt8(ascii: "\n") } == 1 })
        try expectGolden(lines.joined(), "apply.ndjson")
    }
}
