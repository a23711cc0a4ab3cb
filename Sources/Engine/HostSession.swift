import Facts
import Model
import Nodes
import Shell

/// One host during a run: the connection, what has been seen through it, and what was decided from that.
///
/// A value: it is handed from the look to the act, and a round gives back the session as it is then.
struct HostSession: Sendable {
    let work: HostWork
    let project: String
    let node: any Node
    private(set) var facts: StandardFacts
    /// The facts of other hosts, where it may rest on them what one is to be.
    private let others: [String: KnownFacts]?
    var ledger: Ledger
    /// The folder on the node that holds the ledger.
    private(set) var ledgerFolder: String
    private(set) var planner: Planner
    private(set) var seen = Observations()
    private(set) var planned: [PlannedResource] = []

    var host: String { work.host }

    /// Asks what a host is to be that was met.
    /// - Throws: `Problems` when manifests do not hold for this host; then the connection is closed.
    init(_ meeting: Meeting, project: String, others: [String: KnownFacts]?) async throws {
        work = meeting.work
        node = meeting.node
        self.project = project
        self.others = others
        facts = meeting.introduction.facts
        ledger = meeting.introduction.ledger
        ledgerFolder = meeting.introduction.ledgerFolder
        do {
            planner = Planner(
                state: try work.desired(facts, others), facts: facts, ledger: ledger, login: node.escalatedFrom)
        } catch {
            await node.close()
            throw error
        }
    }

    /// Looks again at what is stale, or at everything that the host's resources rest on, and decides anew.
    mutating func look(forgetting stale: [any Fact]? = nil) async throws {
        if let stale { seen.forget(stale) } else { seen = Observations() }
        try await observe()
        decide()
    }

    /// Learns the standard facts again and asks what the host is to be now; for when tools or hardware may have changed.
    mutating func introduceAgain() async throws {
        facts = try await Introduction(of: node, project: project).facts
        planner = Planner(
            state: try work.desired(facts, others), facts: facts, ledger: ledger, login: node.escalatedFrom)
    }

    /// Decides again from what has been seen and what the ledger says now.
    ///
    /// What is settled in this run, well or badly, is waited for by nothing any more.
    mutating func decide(settled: Set<Address> = []) {
        planner = Planner(state: planner.state, facts: facts, ledger: ledger, login: node.escalatedFrom)
        planned = planner.plan(seen, settled: settled)
    }

    /// Looks at these facts and nothing else, and leaves what was seen before as it is.
    func glance(at facts: [any Fact]) async throws -> Observations {
        var observations = Observations()
        var wanted = facts
        // Facts of a kind of which one hung are asked again without it; a few hung ones are enough to give up on the kind.
        for _ in 0..<4 where !wanted.isEmpty {
            let probe = Probe(wanted)
            let answers = try await node.run(Request(probe.sections))
            observations.merge(probe.read(answers))
            wanted = probe.unheard(answers)
        }
        return observations
    }

    /// What the host's plan is, for showing.
    func plan() async -> HostPlan {
        let refusals = planner.state.refusals
        return HostPlan(
            host: host, status: refusals.isEmpty ? .ok : .failed,
            reason: refusals.isEmpty ? nil : "an assertion does not hold", resources: planned.map { ResourcePlan($0) },
            orphans: planner.orphans,
            notes: await node.notes + remarks, problems: refusals)
    }

    /// What its resources have to tell, whatever is to be done about them.
    var remarks: [String] {
        planned.compactMap { item in item.resource?.remark(given: seen).map { "\(item.address) is \($0)" } }
    }

    private mutating func observe() async throws {
        // What a look that finds no change needs comes first; what only a change needs is asked once one was seen.
        for _ in 0..<4 {
            let wanted = planner.facts(given: seen).filter { !seen.contains($0) }
            if wanted.isEmpty { return }
            seen.merge(try await glance(at: wanted))
        }
    }
}
