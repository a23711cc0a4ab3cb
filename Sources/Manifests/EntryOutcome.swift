internal import Diagnostics
internal import Inventory
internal import Model

/// What reading one entry on one host comes to, as steps that are taken in order.
struct EntryOutcome: Sendable {
    enum Step: Sendable {
        /// What the entry is called; nil if that cannot be told.
        case name([Address]?)
        case problems([Diagnostic])
        case claim(Claimant)
        /// What is not managed in this run.
        case dormant([Claim])
        case reference(Reference, chain: [Diagnostic])
        /// An entry of the manifest cannot be rendered.
        case uncertain
        case undecided(DesiredResource)
    }

    private(set) var steps: [Step] = []

    mutating func add(_ step: Step) {
        if case .problems(let problems) = step, problems.isEmpty { return }
        steps.append(step)
    }

    /// Whether a secret is in it.
    var isSensitive: Bool {
        steps.contains { step in
            switch step {
            case .claim(let claimant): claimant.desired.isSensitive
            case .undecided(let resource): resource.isSensitive
            default: false
            }
        }
    }
}

extension HostReading {
    /// Reads one entry, or takes over what it came to on a host that cannot be told from this one.
    mutating func read(_ instance: EntryInstance) {
        // What stands in a module rests on how that is included, too.
        guard let memory, instance.surroundings.modules.isEmpty else {
            return take(outcome(of: instance), of: instance)
        }
        switch memory.recall(instance) {
        case .known(let outcome): take(outcome, of: instance)
        case .last: take(outcome(of: instance), of: instance)
        case .unknown:
            let trace = VariableTrace()
            let outcome = outcome(of: instance.noting(in: trace))
            memory.keep(outcome, of: instance, trace)
            take(outcome, of: instance)
        }
    }

    private mutating func take(_ outcome: EntryOutcome, of instance: EntryInstance) {
        for step in outcome.steps {
            switch step {
            case .name(let addresses): names.add(addresses, of: instance.entry.schema.kind)
            case .problems(let more): problems += more
            case .claim(let claimant): table.add(claimant)
            case .dormant(let claims): state.dormant.formUnion(claims)
            case .reference(let reference, let chain): references[reference] = chain
            case .uncertain: state.uncertainManifests.insert(instance.manifest.name)
            case .undecided(let resource):
                undecided.append((table.claimants.count + undecided.count, resource))
            }
        }
    }
}
