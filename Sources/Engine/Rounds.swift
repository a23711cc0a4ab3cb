import Actions
import Diagnostics
import Facts
import Model
import Nodes
import Shell

/// Applies one host's plan in rounds: do what is decided, look again, plan the rest, until nothing is left that can be
/// done.
struct Rounds: Sendable {
    /// More rounds than any real chain of dependencies needs: a stop for what never settles.
    static let most = 25

    private(set) var session: HostSession
    private(set) var report: HostReport
    private let run: String
    private let events: @Sendable (RunEvent) -> Void
    /// How often each change has been tried.
    private var tries: [Address: Int] = [:]
    /// Changes that failed, were stale or did not converge: left alone from then on.
    private var closed: Set<Address> = []
    /// Changes that are done on every run, and were done in this one.
    private var over: Set<Address> = []
    private(set) var isOver = false
    /// How far the other hosts were when last looked at.
    var standings: Standings
    /// The barriers that were shut when all of this host was last looked at, as they are written.
    private var shut: Set<String> = []
    private var wasInterrupted = false

    init(
        _ session: HostSession, run: String, standings: Standings, events: @escaping @Sendable (RunEvent) -> Void
    ) {
        self.session = session
        self.standings = standings
        self.run = run
        self.events = events
        report = HostReport(host: session.host)
        if !session.planner.state.refusals.isEmpty {
            report.status = .failed
            report.reason = "an assertion does not hold"
        }
        shut = shutBarriers
    }

    /// What the next round would do.
    var next: Batch {
        Batch(
            session.planned, ledger: session.ledger, run: run, gate: { standings.gate($0, on: session.host) }
        ) { item in
            if over.contains(item.address) { return .over }
            return closed.contains(item.address) || tries[item.address, default: 0] >= 3 ? .failed : .due
        }
    }

    /// What on other hosts has to come to pass before anything can be done here; empty where nothing has.
    var barriers: [Barrier] {
        guard !isOver, report.rounds < Self.most, session.planner.state.refusals.isEmpty else { return [] }
        return next.barriers
    }

    /// How far the host is, for those that wait for it.
    var progress: Standings.Progress {
        let now = next.progress
        guard isOver else { return now }
        let why: String? = wasInterrupted ? "interrupted" : report.isIncomplete ? report.reason ?? "not agreed to" : nil
        return now.ended(because: report.status == .ok ? why : report.reason)
    }

    /// The plan of the next round alone, for asking.
    func nextPlan() async -> HostPlan {
        var plan = await session.plan()
        let due = Set(next.items.map(\.address))
        plan.resources.removeAll { !due.contains($0.address) }
        return plan
    }

    /// Looks anew where other hosts have come through since with what this one waits for: what they did may show here.
    mutating func lookPastBarriers() async {
        guard !isOver, !shut.isEmpty else { return }
        let stillShut = shutBarriers
        guard stillShut != shut else { return }
        do {
            try await session.look()
            session.decide(settled: closed.union(over))
            shut = stillShut
        } catch is CancellationError {
            interrupt()
        } catch {
            fail(error)
        }
    }

    private var shutBarriers: Set<String> {
        var seen: Set<String> = []
        let barriers = session.planner.state.resources.flatMap(\.barriers).filter { seen.insert($0.text).inserted }
        return Set(barriers.filter { standings.gate($0, on: session.host) == .waiting }.map(\.text))
    }

    /// Carries out one round.
    ///
    /// A lost connection ends the host's rounds and is told in its report.
    mutating func advance() async {
        guard !isOver else { return }
        do {
            let batch = next
            if !barriers.isEmpty {
                if Task.isCancelled { interrupt() }
                return
            }
            guard !batch.isEmpty, report.rounds < Self.most, session.planner.state.refusals.isEmpty else {
                try await settle()
                isOver = true
                return
            }
            report.rounds += 1
            events(.planned(host: session.host, round: report.rounds))
            let fresh = try await withoutStale(batch)
            if !fresh.isEmpty { try await carryOut(fresh) }
            if Task.isCancelled { interrupt() }
        } catch is CancellationError {
            interrupt()
        } catch {
            fail(error)
        }
    }

    /// The host ended without doing the rest, which then stands in the report as remaining.
    var stopped: Rounds {
        var copy = self
        copy.isOver = true
        copy.report.isIncomplete = true
        return copy
    }

    /// Adds what the operator should know about the host.
    mutating func note(_ text: String) { report.notes.append(text) }

    /// The report as it stands, with what is not as wanted.
    mutating func finish() async -> HostReport {
        let attempted = Set(report.outcomes.map(\.address))
        let holds = next.holds
        for item in session.planned {
            guard let change = item.change, !attempted.contains(item.address) else { continue }
            report.outcomes.append(
                Outcome(
                    item, change, .skipped,
                    detail: wasInterrupted
                        ? "interrupted"
                        : holds[item.desired.manifest]?.reason ?? "the host's run ended before its turn came"))
        }
        report.remaining = session.planned.filter { $0.verdict != .same && !over.contains($0.address) }
            .map { ResourcePlan($0) }
        report.same = session.planned.count - report.remaining.count
        report.orphans = session.planner.orphans
        report.notes += session.remarks
        await session.node.close()
        events(.finished(host: session.host))
        return report
    }

    /// Looks once more at what the batch will act on.
    ///
    /// What differs from what the plan saw is left alone, and with it the rest of its manifest.
    private mutating func withoutStale(_ batch: Batch) async throws -> Batch {
        let facts = batch.items.flatMap { $0.resource?.facts(given: session.seen) ?? [] }
        let now = try await session.glance(at: facts)
        for item in batch.items {
            guard let resource = item.resource, let change = item.change else { continue }
            let moved = resource.facts(given: session.seen).contains { fact in
                !session.seen.agrees(with: now, on: fact)
            }
            guard moved else { continue }
            closed.insert(item.address)
            add(Outcome(item, change, .stale, detail: "the node was changed by someone else after the plan was made"))
        }
        return next
    }

    private mutating func carryOut(_ batch: Batch) async throws {
        for line in batch.intents { session.ledger.apply(line) }
        let performance = try await Performance(batch, in: session, events: events)
        // A run that is interrupted here has done things, which are to be judged and remembered all the same.
        let before = self
        self = try await shielded {
            var after = before
            try await after.account(for: batch, performance)
            return after
        }
    }

    /// Finds out what the batch has come to, and tells the ledger.
    private mutating func account(for batch: Batch, _ performance: Performance) async throws {
        for item in batch.items where performance.wasTried(item.address) { tries[item.address, default: 0] += 1 }
        try await lookAgain(after: batch)
        let lines = judge(batch, performance)
        try await session.append(lines + phantoms(of: batch))
        session.decide(settled: closed.union(over))
    }

    private mutating func lookAgain(after batch: Batch) async throws {
        if batch.effects.contains(.tools) { try await session.introduceAgain() }
        if batch.effects.isEmpty {
            // What is left may rest on what was done without naming it: a file in a directory above the one that was made.
            let items = batch.items + session.planned.filter { $0.verdict != .same }
            let facts = items.flatMap { $0.resource?.facts(given: session.seen) ?? [] }
            try await session.look(forgetting: facts)
        } else {
            try await session.look()
        }
    }

    /// Says of each step what became of it, and gives what the ledger is to be told.
    private mutating func judge(_ batch: Batch, _ performance: Performance) -> [LedgerLine] {
        var lines: [LedgerLine] = []
        for item in batch.items {
            guard let change = item.change else { continue }
            switch performance.result(of: item.address) {
            case .moved, .notReached: continue
            case .failed(let detail):
                closed.insert(item.address)
                add(Outcome(item, change, .failed, detail: item.desired.isSensitive ? "(output hidden)" : detail))
            case .done:
                let judged = session.judge(item, change)
                if let stamp = judged.stamp { lines.append(stamp) }
                if let difference = judged.difference {
                    closed.insert(item.address)
                    add(Outcome(item, change, .notConverged, detail: difference))
                } else {
                    if change.isRepeated { over.insert(item.address) }
                    if item.resource?.wantsAbsence == true { lines += (item.resource?.claims ?? []).map { .drop($0) } }
                    add(Outcome(item, change, .done))
                }
            }
        }
        return lines
    }

    /// Takes back the ownership that the batch announced of what is still not there: nobody made it.
    private func phantoms(of batch: Batch) -> [LedgerLine] {
        let missing = Set(
            session.planned.filter { $0.change?.kind == .create }.flatMap { $0.resource?.claims ?? [] })
        return batch.intents.compactMap { line in
            if case .own(let entry) = line, missing.contains(entry.claim) { .drop(entry.claim) } else { nil }
        }
    }

    /// Tells the ledger of what is managed and was as wanted already, once nothing is left to do.
    private mutating func settle() async throws {
        let lines = session.planned.flatMap { item -> [LedgerLine] in
            guard item.verdict == .same, let resource = item.resource, !resource.wantsAbsence else { return [] }
            return Ledger.owning(item, origin: .adopted, session.ledger, run)
        }
        let gone = session.planned.flatMap { item -> [LedgerLine] in
            guard item.verdict == .same, let resource = item.resource, resource.wantsAbsence else { return [] }
            return resource.claims.filter { session.ledger.entries[$0] != nil }.map { .drop($0) }
        }
        try await session.append(lines + gone)
    }

    private mutating func add(_ outcome: Outcome) {
        report.outcomes.append(outcome)
        events(.ended(host: session.host, outcome))
    }

    /// Ends the rounds because the operator asked for it; the next run does the rest.
    private mutating func interrupt() {
        (isOver, wasInterrupted, report.isIncomplete) = (true, true, true)
    }

    private mutating func fail(_ error: any Error) {
        isOver = true
        report.isIncomplete = true
        report.status = .failed
        report.reason = HostFailure(error).reason
    }
}
