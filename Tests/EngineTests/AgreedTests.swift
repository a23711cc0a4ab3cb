import Model
import Testing

@testable import Engine

@Suite struct AgreedTests {
    private func hosts(_ things: [Thing], on host: String = "n1") -> Plan {
        let resources = plan(things.map { DesiredResource($0) }).map { ResourcePlan($0) }
        return Plan(project: "p", hosts: [HostPlan(host: host, resources: resources)])
    }

    @Test func `what was asked about once is no news, and any difference is`() {
        var agreed = Agreed()
        let (a, b) = (Thing("a", .creation), Thing("b", .creation))
        let restart = Thing("b", .change(Change(.restart, reason: "owed", actions: [])))
        let steps: [(plan: Plan, isNews: Bool)] = [
            // Nothing would change.
            (hosts([Thing("a"), Thing("b", .unknown("why"))]), false),
            (hosts([a, b]), true),
            // It was left for this round.
            (hosts([b]), false),
            (hosts([b], on: "n2"), true),
            (hosts([restart]), true),
        ]
        for step in steps {
            let isNews = agreed.take(step.plan)
            #expect(isNews == step.isNews, "\(step.plan)")
        }
    }
}
