import Diagnostics
import Facts
import Model
import Testing

@testable import Engine

@Suite struct OrphanTests {
    private static let entry = Ledger.Entry(
        claim: Claim("thing", "gone"), address: Address(text: "thing:gone"), manifest: "m", run: "r0", origin: .created)

    private func orphans(_ change: (inout DesiredState) -> Void) -> [Address] {
        var ledger = Ledger()
        ledger.apply(.own(Self.entry))
        var state = DesiredState(host: "n1", manifests: ["m"])
        change(&state)
        return Planner(state: state, facts: StandardFacts(), ledger: ledger).orphans.map(\.address)
    }

    @Test func `what no entry claims any more is an orphan`() {
        #expect(orphans { _ in } == [Self.entry.address])
    }

    @Test func `another entry that claims the same thing takes it over`() {
        #expect(orphans { $0.resources = [DesiredResource(Thing("gone"))] }.isEmpty)
    }

    @Test func `an entry whose condition is false keeps what is its`() {
        #expect(orphans { $0.dormant = [Self.entry.claim] }.isEmpty)
    }

    @Test func `a run of some manifests tells orphans among theirs only`() {
        #expect(orphans { ($0.coversWholeProject, $0.manifests) = (false, ["other"]) }.isEmpty)
        #expect(orphans { ($0.coversWholeProject, $0.manifests) = (false, ["m"]) } == [Self.entry.address])
        #expect(orphans { ($0.coversWholeProject, $0.manifests) = (true, ["other"]) } == [Self.entry.address])
    }

    @Test func `where an entry cannot be told yet, no orphan is`() {
        #expect(orphans { $0.uncertainManifests = ["m"] }.isEmpty)
    }

    private func managed(_ change: (inout DesiredState) -> Void) -> Managed {
        var ledger = Ledger()
        ledger.apply(.own(Self.entry))
        var state = DesiredState(host: "n1", manifests: ["m"])
        change(&state)
        return Planner(state: state, facts: StandardFacts(), ledger: ledger).managed
    }

    @Test func `what entries look after is what they claim, also those that are left out of a run`() {
        let dormant = Claim("thing", "dormant")
        #expect(managed { _ in } == Managed())
        #expect(
            managed {
                $0.resources = [DesiredResource(Thing("a"))]
                $0.dormant = [dormant]
            } == Managed(claims: [Claim("thing", "a"), dormant]))
        let partial = managed { ($0.coversWholeProject, $0.manifests) = (false, ["other"]) }
        #expect(partial == Managed(claims: [Self.entry.claim], isPartial: true))
        #expect(managed { $0.uncertainManifests = ["m"] }.claims == [Self.entry.claim])
    }
}
