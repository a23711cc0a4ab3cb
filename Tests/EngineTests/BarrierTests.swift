import Diagnostics
import Facts
import Model
import Testing

@testable import Engine

@Suite struct BarrierTests {
    private static func barrier(_ manifest: String, on hosts: [String]) -> Barrier {
        Barrier(manifest: manifest, hosts: hosts, text: "\(manifest)@all", at: DesiredResource.place)
    }

    private static let planned = plan([
        DesiredResource(Thing("a", .creation)),
        DesiredResource(Thing("b", .creation), in: "web", barriers: [barrier("db", on: ["n1", "n2"])]),
        DesiredResource(Thing("c", .creation), in: "web"),
        DesiredResource(Thing("d", .creation), in: "last", after: ["web"]),
    ])

    private func batch(_ standings: Standings, done: Set<String> = []) -> Batch {
        Batch(Self.planned, ledger: Ledger(), run: "r", gate: { standings.gate($0, on: "n1") }) { item in
            done.contains(item.address.identity) ? .over : .due
        }
    }

    @Test func `what waits for another host is left for later, and what comes after it too`() {
        let standings = Standings(of: ["n1", "n2"])
        #expect(batch(standings).items.map(\.address.identity) == ["a"])
        #expect(batch(standings).barriers.isEmpty, "there is something to do")
        let rest = batch(standings, done: ["a"])
        #expect(rest.isEmpty)
        #expect(Set(rest.barriers.map(\.manifest)) == ["db"])
        #expect(rest.progress.pending == ["web", "last"])
        #expect(rest.progress.failed.isEmpty)
    }

    @Test func `it goes on once the manifest is through there, whatever else that host still does`() {
        var standings = Standings(of: ["n1", "n2"])
        standings.update("n2", .init(pending: ["db", "other"]))
        #expect(batch(standings).items.count == 1)
        standings.update("n2", .init(pending: ["other"]))
        #expect(batch(standings).items.count == 4)
    }

    @Test func `a host waits neither for itself nor for hosts outside of the run`() {
        #expect(batch(Standings(of: ["n1"])).items.count == 4)
    }

    @Test(arguments: [
        (Standings.Progress(failed: ["db": "thing:x was not done"]), "thing:x was not done"),
        (
            Standings.Progress(failed: .init(host: "n2", status: .unreachable, reason: "no route")),
            "it is unreachable: no route"
        ),
    ])
    func `where it failed, what waits is skipped and says why`(_ progress: Standings.Progress, _ why: String) {
        var standings = Standings(of: ["n1", "n2"])
        standings.update("n2", progress)
        let rest = batch(standings, done: ["a"])
        #expect(rest.isEmpty && rest.barriers.isEmpty)
        #expect(rest.holds["web"]?.reason == "manifest db is not through on n2: \(why)")
        #expect(
            rest.holds["last"]?.reason
                == "manifest web, which it comes after, is not through: manifest db is not through on n2: \(why)")
        #expect(Set(rest.progress.failed.keys) == ["web", "last"])
    }

    @Test func `hosts that only wait for one another are told so`() {
        var standings = Standings(of: ["n1", "n2"])
        standings.update("n2", .init(pending: ["db"]))
        standings.giveUp()
        let rest = batch(standings, done: ["a"])
        #expect(rest.barriers.isEmpty)
        #expect(rest.holds["web"]?.reason == "manifest db is not through on n2, which waits too")
    }

    @Test func `a manifest is through when nothing of it is left that counts`() {
        let failed = plan([
            DesiredResource(Thing("a", .error("no")), in: "m", ignoresErrors: true),
            DesiredResource(Thing("b", .error("no")), in: "n"), DesiredResource(Thing("c"), in: "o"),
            DesiredResource(Thing("d", .unknown("depends on thing:x")), in: "p"),
        ])
        let progress = Batch(failed, ledger: Ledger(), run: "r") { _ in .due }.progress
        #expect(progress.failed == ["n": "thing:b was not done"])
        #expect(progress.pending == ["p"])
        #expect(progress.ended(because: nil).failed["p"] == "thing:d could not be decided")
        #expect(progress.ended(because: "interrupted").failed["p"] == "interrupted")
    }

    @Test func `a manifest that waits is not through, however right all of it looks`() {
        let right = plan([
            DesiredResource(Thing("a"), in: "m", barriers: [Self.barrier("db", on: ["n2"])]),
            DesiredResource(Thing("b"), in: "n", after: ["m"]), DesiredResource(Thing("c"), in: "o"),
        ])
        var standings = Standings(of: ["n1", "n2"])
        let progress = { [standings] in
            Batch(right, ledger: Ledger(), run: "r", gate: { standings.gate($0, on: "n1") }) { _ in .due }.progress
        }
        #expect(progress().pending == ["m", "n"])
        standings.update("n2", .init(failed: ["db": "no"]))
        let failed = Batch(right, ledger: Ledger(), run: "r", gate: { standings.gate($0, on: "n1") }) { _ in .due }
        #expect(Set(failed.progress.failed.keys) == ["m", "n"])
    }
}
