import Actions
import Facts
import Model
import Shell

/// What is done on one host in one round: steps in their order, and the one request that carries them out.
struct Batch: Sendable {
    /// One section of the request: a change, or several that one transaction of the package manager makes.
    struct Step: Sendable {
        let name: String
        var items: [PlannedResource]
        /// What is looked at again right before the step, because a step before it may have changed it without naming it.
        var guarded: [any Fact]
    }

    /// A guarded step's exit status when what it rests on is not what it was when the batch began.
    static let movedStatus: Int32 = 91

    /// Whether a change may be tried in this round.
    enum Standing: Sendable {
        case due
        /// It was tried, and it is not as wanted.
        case failed
        /// It was done, and is done on every run.
        case over
    }

    let steps: [Step]
    /// Why the rest of a manifest is left for later, or for good.
    let holds: [String: Hold]
    /// How far every manifest of the host was when the batch was made.
    let progress: Standings.Progress
    /// What the ledger is told before anything is done.
    let intents: [LedgerLine]

    /// Takes what can be done now: everything decided, up to what is undecided or wrong in its manifest or before it.
    ///
    /// A change that failed stops its manifest; one that is over, because a look cannot tell that it was done, does not.
    init(
        _ planned: [PlannedResource], ledger: Ledger, run: String,
        gate: (Barrier) -> Standings.Gate = { _ in .open }, standing: (PlannedResource) -> Standing
    ) {
        var holds: [String: Hold] = [:]
        var unsettled: Set<String> = []
        var steps: [Step] = []
        var effects: Effects = []
        var acted: Set<AnyFact> = []
        for item in planned {
            let manifest = item.desired.manifest
            let standing = standing(item)
            if !item.isSettled(standing) { unsettled.insert(manifest) }
            if holds[manifest] == nil { holds[manifest] = Self.hold(before: item, holds, gate) }
            if holds[manifest] != nil { continue }
            switch item.verdict {
            case .same: continue
            case .change where standing == .over: continue
            case .change where standing == .due:
                let facts = item.resource?.facts(given: Observations()) ?? []
                // What a step of this batch acts on by name is its own doing, and no surprise to a later one.
                let guarded = effects.isEmpty ? [] : facts.filter { !acted.contains(AnyFact($0)) }
                Self.append(item, to: &steps, guarded: guarded)
                effects.formUnion(item.resource?.effects ?? .anything)
                acted.formUnion(facts.map { AnyFact($0) })
            case .error where item.desired.ignoresErrors: continue
            case .change where item.desired.ignoresErrors: continue
            case .unknown: holds[manifest] = .undecided(item.address)
            case .error, .change: holds[manifest] = .failure(item.address)
            }
        }
        self.steps = steps
        self.holds = holds
        progress = Standings.Progress(unsettled: unsettled, holds: holds)
        intents = Self.intents(steps.flatMap(\.items), planned, ledger, run)
    }

    /// Why an entry cannot be begun, whatever is in its manifest before it.
    private static func hold(
        before item: PlannedResource, _ holds: [String: Hold], _ gate: (Barrier) -> Standings.Gate
    ) -> Hold? {
        for manifest in item.desired.after {
            if let hold = holds[manifest] { return .behind(manifest, hold) }
        }
        for barrier in item.desired.barriers {
            switch gate(barrier) {
            case .open: continue
            case .waiting: return .waiting(barrier)
            case .closed(let why): return .closed(why)
            }
        }
        return nil
    }

    /// What on other hosts all that is left waits for; empty while something can be done, or nothing is left.
    var barriers: [Barrier] { isEmpty ? holds.values.compactMap(\.barrier) : [] }

    var items: [PlannedResource] { steps.flatMap(\.items) }
    var isEmpty: Bool { steps.isEmpty }

    /// What the batch may change on the node besides what it names.
    var effects: Effects { items.reduce(into: []) { $0.formUnion($1.resource?.effects ?? .anything) } }

    /// The payloads that are too big to travel inside the request.
    var uploads: [Payload] {
        var known: Set<String> = []
        return steps.flatMap(\.uploads).filter { known.insert($0.digest).inserted }
    }

    /// Adds a change; packages that follow one another become one transaction.
    private static func append(_ item: PlannedResource, to steps: inout [Step], guarded: [any Fact]) {
        if var last = steps.last, last.items.allSatisfy({ $0.mergesPackages(with: item) }) {
            last.items.append(item)
            steps[steps.count - 1] = last
        } else {
            steps.append(Step(name: "step-\(steps.count + 1)", items: [item], guarded: guarded))
        }
    }

    /// Ownership of what is about to be made, and restarts that are about to be owed: said first, so that a run that is
    /// killed loses neither.
    private static func intents(
        _ items: [PlannedResource], _ planned: [PlannedResource], _ ledger: Ledger, _ run: String
    ) -> [LedgerLine] {
        var lines: [LedgerLine] = []
        for item in items {
            guard let resource = item.resource, let change = item.change else { continue }
            if !resource.wantsAbsence {
                lines += Ledger.owning(item, origin: change.kind == .create ? .created : .adopted, ledger, run)
            }
            for dependent in planned
            where dependent.desired.watches(item.address) {
                let stamped = ledger.stamps[dependent.address]?.signatures[item.address.description]
                guard let stamped, stamped != resource.signatureToBe else { continue }
                lines.append(.void(dependent.address, of: item.address))
            }
        }
        return lines
    }
}

extension PlannedResource {
    /// Whether it is as wanted, or as near to that as its manifest asks for.
    fileprivate func isSettled(_ standing: Batch.Standing) -> Bool {
        switch verdict {
        case .same: true
        case .change where standing == .over: true
        case .change where standing == .due: false
        case .change, .error: desired.ignoresErrors
        case .unknown: false
        }
    }

    /// Whether both only install packages, from the same index, under the same manifest: then one transaction does both.
    fileprivate func mergesPackages(with other: PlannedResource) -> Bool {
        guard desired.manifest == other.desired.manifest, desired.ignoresErrors == other.desired.ignoresErrors,
            desired.timeout == other.desired.timeout, desired.retry == other.desired.retry,
            desired.becomeUser == other.desired.becomeUser,
            let mine = change?.actions, let others = other.change?.actions
        else { return false }
        if mine.last == .refreshIndex, others.last == .refreshIndex { return true }
        guard mine.count == 1, others.count == 1 else { return false }
        switch (mine[0], others[0]) {
        case (.installPackages(_, let mineRefreshes), .installPackages(_, let othersRefresh)):
            return mineRefreshes == othersRefresh
        case (.installNpm, .installNpm): return true
        case (.installPython(_, let venv, let owner), .installPython(_, let othersVenv, let othersOwner)):
            return venv == othersVenv && owner == othersOwner
        default: return false
        }
    }
}

extension Batch.Step {
    /// Its payloads that are too big to travel inside the request.
    var uploads: [Payload] { actions.compactMap(\.payload).filter { $0.bytes.count > Payload.inlineLimit } }

    /// The step's actions, with those of one transaction put together.
    var actions: [Action] {
        let all = items.flatMap { $0.change?.actions ?? [] }
        guard items.count > 1, let first = all.first else { return all }
        if all.last == .refreshIndex { return all.filter { $0 != .refreshIndex } + [.refreshIndex] }
        var requests: [Action.PackageRequest] = []
        var refreshes = false
        for case .installPackages(let some, let refreshIndex) in all {
            requests += some
            refreshes = refreshes || refreshIndex
        }
        for case .installNpm(let some) in all { requests += some }
        if case .installNpm = first { return [.installNpm(requests)] }
        guard case .installPython(_, let venv, let owner) = first else {
            return [.installPackages(requests, refreshIndex: refreshes)]
        }
        for case .installPython(let some, _, _) in all { requests += some }
        return [.installPython(requests, venv: venv, owner: owner)]
    }
}

extension Action {
    /// The bytes that the action brings to the node.
    fileprivate var payload: Payload? {
        switch self {
        case .writeFile(_, let content, _, _): content
        case .editFile(_, let edit, _, _, _): edit.payload
        case .run(_, _, _, let input): input
        case .image(.build(_, let context, _)): context
        case .container(.create(let container)): container.environment
        default: nil
        }
    }
}

extension DesiredResource {
    /// Whether one of `restart_on`, `reload_on` and `run_on` names the address.
    func watches(_ address: Address) -> Bool {
        (restartOn + reloadOn + runOn).contains { $0.matches(address) }
    }
}

extension Ledger {
    /// The lines by which a resource's claims are owned, where the ledger does not say so yet.
    static func owning(_ item: PlannedResource, origin: Origin, _ ledger: Ledger, _ run: String) -> [LedgerLine] {
        (item.resource?.claims ?? []).compactMap { claim in
            let known = ledger.entries[claim]
            guard known?.address != item.address || known?.manifest != item.desired.manifest else { return nil }
            return .own(
                Entry(
                    claim: claim, address: item.address, manifest: item.desired.manifest, run: run,
                    origin: known?.origin ?? origin))
        }
    }
}
