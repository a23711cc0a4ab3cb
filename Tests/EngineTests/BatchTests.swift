import Actions
import Diagnostics
import Facts
import Model
import Testing

@testable import Engine

@Suite struct BatchTests {
    private func names(_ resources: [DesiredResource]) -> [[String]] {
        batch(plan(resources)).steps.map { $0.items.map(\.address.identity) }
    }

    @Test func `what is decided is done in the order written`() {
        #expect(
            names([
                DesiredResource(Thing("a", .creation)), DesiredResource(Thing("same")),
                DesiredResource(Thing("b", .creation)),
            ]) == [["a"], ["b"]])
    }

    @Test(arguments: [Verdict.unknown("depends on package:x"), .error("no such user")])
    func `what is undecided or wrong holds back the rest of its manifest and what comes after it`(_ verdict: Verdict) {
        #expect(
            names([
                DesiredResource(Thing("a", .creation)), DesiredResource(Thing("b", verdict)),
                DesiredResource(Thing("c", .creation)), DesiredResource(Thing("d", .creation), in: "other"),
                DesiredResource(Thing("e", .creation), in: "next", after: ["m"]),
                DesiredResource(Thing("f", .creation), in: "last", after: ["next"]),
            ]) == [["a"], ["d"]])
    }

    @Test func `an error that may be ignored holds nothing back`() {
        #expect(
            names([
                DesiredResource(Thing("a", .error("no such user")), ignoresErrors: true),
                DesiredResource(Thing("b", .creation)),
            ]) == [["b"]])
    }

    @Test func `what is done on every run holds nothing back once it was done, and what failed does`() {
        let planned = plan([DesiredResource(Thing("a", .creation)), DesiredResource(Thing("b", .creation))])
        let names = { (standing: Batch.Standing) in
            Batch(planned, ledger: Ledger(), run: "r1") { $0.address.identity == "a" ? standing : .due }
                .items.map(\.address.identity)
        }
        #expect(names(.over) == ["b"])
        #expect(names(.failed) == [])
    }

    @Test func `nothing is unknown because of what is settled`() {
        let state = DesiredState(
            host: "n1", resources: [DesiredResource(Thing("a", .creation)), DesiredResource(Thing("b", .waiting))])
        let planner = Planner(state: state, facts: StandardFacts(), ledger: Ledger())
        #expect(planner.plan(Observations()).last?.verdict == .unknown("depends on thing:a"))
        #expect(planner.plan(Observations(), settled: [Address(text: "thing:a")]).last?.verdict == .same)
    }

    @Test func `packages that follow one another are one transaction`() {
        #expect(
            names([
                DesiredResource(Thing("a", .install("a"))), DesiredResource(Thing("b", .install("b"))),
                DesiredResource(Thing("file", .creation)), DesiredResource(Thing("c", .install("c"))),
                DesiredResource(Thing("d", .install("d")), in: "other"),
            ]) == [["a", "b"], ["file"], ["c"], ["d"]])
    }

    @Test func `repositories that follow one another have the index read anew once`() {
        let steps = batch(
            plan([
                DesiredResource(Thing("a", .source)), DesiredResource(Thing("b", .source)),
                DesiredResource(Thing("c", .install("c"))),
            ])
        ).steps
        #expect(
            steps.map(\.actions) == [
                [.reloadUnitFiles, .reloadUnitFiles, .refreshIndex],
                [.installPackages([.init(name: "c")], refreshIndex: false)],
            ])
    }

    @Test func `a step looks again where one before it may have changed what it rests on`() {
        let steps = batch(
            plan([
                DesiredResource(Thing("a", .creation)), DesiredResource(Thing("package", .creation, effects: .paths)),
                DesiredResource(Thing("b", .creation)),
            ])
        ).steps
        #expect(steps.map(\.guarded.isEmpty) == [true, true, false])
    }

    @Test func `ownership is said before anything is made, and kept as it was`() {
        var ledger = Ledger()
        let planned = plan([DesiredResource(Thing("a", .creation))])
        let first = batch(planned, ledger: ledger).intents
        #expect(first.count == 1)
        for line in first { ledger.apply(line) }
        #expect(ledger.entries[Claim("thing", "a")]?.origin == .created)
        #expect(batch(planned, ledger: ledger).intents.isEmpty)
    }
}
