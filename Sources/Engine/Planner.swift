package import Facts
package import Model

/// One resource of a host together with what was decided about it.
package struct PlannedResource: Sendable {
    package var desired: DesiredResource
    package var verdict: Verdict
    /// The signatures of what it depends on by `restart_on`, `reload_on` and `run_on`, as they were seen; what its
    /// stamp will say after a good restart or run.
    package var signatures: [Owed.Kind: [String: String]]
    /// Its own signature as it was seen: for a unit, the invocation.
    package var signature: String?

    package var address: Address { desired.address }
    package var resource: (any Resource)? {
        if case .resource(let resource) = desired.entry { resource } else { nil }
    }
    package var change: Change? {
        if case .change(let change) = verdict { change } else { nil }
    }
}

/// Decides what is to be done on a host.
///
/// Pure: the same input gives the same plan.
package struct Planner: Sendable {
    package let state: DesiredState
    package let facts: StandardFacts
    package let ledger: Ledger
    package let users: Users

    /// - Parameters:
    ///   - state: what the host is to be.
    ///   - facts: what it is like.
    ///   - ledger: what it remembers.
    ///   - login: who logged in, where the kept shell runs as somebody else.
    package init(state: DesiredState, facts: StandardFacts, ledger: Ledger, login: String? = nil) {
        let users = Users(shell: facts.user, login: login)
        var state = state
        for index in state.resources.indices {
            guard let doer = users.doer(of: state.resources[index]) else { continue }
            if case .resource(let resource) = state.resources[index].entry {
                state.resources[index].entry = .resource(resource.done(by: doer))
            }
        }
        self.state = state
        self.facts = facts
        self.ledger = ledger
        self.users = users
    }

    /// The facts that all resources rest on, given what has been seen.
    package func facts(given seen: Observations) -> [any Fact] {
        state.resources.flatMap { desired -> [any Fact] in
            guard case .resource(let resource) = desired.entry else { return [] }
            return resource.facts(given: seen)
        }
    }

    /// A verdict for each resource, in the order in which they are to be made true.
    ///
    /// What is settled will not change any more in this run, and nothing is unknown because of it.
    package func plan(_ seen: Observations, settled: Set<Address> = []) -> [PlannedResource] {
        var pending: [Pending] = []
        var planned: [PlannedResource] = []
        var verdicts: [Address: Verdict] = [:]
        for desired in state.resources {
            let decided = decide(desired, seen, pending, verdicts)
            planned.append(decided)
            verdicts[desired.address] = decided.verdict
            switch decided.verdict {
            case .change, .unknown:
                if !settled.contains(desired.address) { pending.append(Pending(decided)) }
            case .same, .error: break
            }
        }
        return planned
    }

    /// What a resource says by itself, whatever else is still to be done on the host.
    func verdict(of desired: DesiredResource, _ seen: Observations) -> Verdict {
        decide(desired, seen, [], [:]).verdict
    }

    private func decide(
        _ desired: DesiredResource, _ seen: Observations, _ pending: [Pending], _ verdicts: [Address: Verdict]
    ) -> PlannedResource {
        switch desired.entry {
        case .undecided(_, _, let reason):
            return PlannedResource(desired: desired, verdict: .unknown(reason), signatures: [:], signature: nil)
        case .resource(let resource):
            let signature = resource.signature(given: seen)
            let stamp = ledger.stamps[desired.address]
            let owing = Owing(
                desired: desired, others: state.resources, seen: seen, verdicts: verdicts, stamp: stamp,
                invocation: signature, boot: facts.bootID)
            let look = Look(
                seen: seen, facts: facts, owed: owing.owed, pending: pending, stamp: stamp,
                managed: resource.sparesManaged ? managed : nil, doer: users.doer(of: desired))
            return PlannedResource(
                desired: desired, verdict: resource.verdict(look), signatures: owing.signatures, signature: signature)
        }
    }
}

extension Pending {
    fileprivate init(_ planned: PlannedResource) {
        let resource = planned.resource
        // What cannot even be rendered yet may do anything.
        self.init(
            address: planned.address, claims: resource?.claims ?? [], effects: resource?.effects ?? .anything)
    }
}
