internal import Diagnostics
internal import Inventory
internal import Synchronization

/// What entries came to on hosts before, and all that they asked for: on a host that answers alike they come to the same.
///
/// For looking over a project alone: in a run a random number is to be another one on each host.
final class EntryMemory: Sendable {
    enum Recollection {
        case known(EntryOutcome)
        case unknown
        /// It is not known, and no other host will ask.
        case last
    }

    private struct Known: Sendable {
        let outcome: EntryOutcome
        let trace: VariableTrace
    }

    private struct Slot: Sendable {
        var known: [Known] = []
        /// How many hosts are still to ask.
        var left: Int
    }

    /// Hosts that differ in something often take turns.
    private static let most = 2
    private let slots = Mutex<[Span: Slot]>([:])
    /// How many hosts each manifest has.
    private let counts: [String: Int]

    init(_ hostsByManifest: [String: [String]]) { counts = hostsByManifest.mapValues(\.count) }

    /// What an entry comes to in what it sees on a host, each of which asks once.
    func recall(_ instance: EntryInstance) -> Recollection {
        let slot = slots.withLock { slots in
            var slot = slots[instance.entry.span] ?? Slot(left: counts[instance.manifest.name] ?? 1)
            slot.left -= 1
            slots[instance.entry.span] = slot.left > 0 ? slot : nil
            return slot
        }
        if let known = slot.known.last(where: { $0.trace.holds(in: instance.scope) }) { return .known(known.outcome) }
        return slot.left > 0 ? .unknown : .last
    }

    func keep(_ outcome: EntryOutcome, of instance: EntryInstance, _ trace: VariableTrace) {
        guard trace.isRepeatable, !outcome.isSensitive else { return }
        slots.withLock { slots in
            // The last host may have been quicker.
            guard var known = slots[instance.entry.span]?.known else { return }
            if known.count == Self.most { known.removeFirst() }
            known.append(Known(outcome: outcome, trace: trace))
            slots[instance.entry.span]?.known = known
        }
    }
}
