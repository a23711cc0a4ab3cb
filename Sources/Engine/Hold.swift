import Model

/// Why what is left of a manifest is not done in a round.
enum Hold: Sendable, Hashable {
    /// A resource before it could not be made as wanted.
    case failure(Address)
    /// A resource before it cannot be decided yet.
    case undecided(Address)
    /// Another host is still on its way.
    case waiting(Barrier)
    /// Another host will not get there in this run.
    case closed(String)
    /// A manifest that it comes after is held.
    indirect case behind(String, Hold)

    /// Whether the rest of the run cannot change it.
    var isFinal: Bool {
        switch self {
        case .failure, .closed: true
        case .undecided, .waiting: false
        case .behind(_, let hold): hold.isFinal
        }
    }

    /// What on other hosts is waited for.
    var barrier: Barrier? {
        switch self {
        case .waiting(let barrier): barrier
        case .failure, .undecided, .closed: nil
        case .behind(_, let hold): hold.barrier
        }
    }

    /// For the operator, of a resource that was not tried because of it.
    var reason: String {
        switch self {
        case .failure(let address): "\(address), before it in its manifest, was not done"
        case .undecided(let address): "\(address), before it in its manifest, could not be decided"
        case .waiting(let barrier): "it waits for \(barrier.text)"
        case .closed(let why): why
        case .behind(let manifest, let hold):
            "manifest \(manifest), which it comes after, is not through: \(hold.cause)"
        }
    }

    /// The same, of a whole manifest.
    var cause: String {
        switch self {
        case .failure(let address): "\(address) was not done"
        case .undecided(let address): "\(address) could not be decided"
        case .waiting, .closed: reason
        case .behind(_, let hold): hold.cause
        }
    }
}
