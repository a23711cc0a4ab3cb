internal import Facts
internal import Model

/// Why a verdict could not be worked out from what was seen.
struct Undecided: Error {
    let verdict: Verdict

    private init(_ verdict: Verdict) { self.verdict = verdict }

    static func error(_ why: String) -> Self { Self(.error(why)) }
    static func depends(on address: Address) -> Self { Self(.unknown("depends on \(address)")) }
}

extension Look {
    /// The verdict on the change that the body comes to, `same` where it comes to none, or the verdict that it could
    /// not get past.
    func decide(_ body: () throws(Undecided) -> Change?) -> Verdict {
        do {
            return try body().map { .change($0) } ?? .same
        } catch {
            return error.verdict
        }
    }

    /// Throws where another user does it than the one who looks, and each user has their own.
    func expectLookerDoes(_ what: String) throws(Undecided) {
        guard let doer else { return }
        throw .error(
            "'\(doer)' would do this, and \(what) are looked at as '\(facts.user)', who does not see theirs: have it done as "
                + "'\(facts.user)', or let no other entry of the host become somebody else")
    }

    /// What was seen of a fact, nil where the thing is absent; throws where nobody can tell.
    func see<F: Fact>(_ fact: F) throws(Undecided) -> F.Seen? {
        guard let observation = seen[fact] else { throw .error("its \(F.kind) was not looked at") }
        return try read(observation)
    }

    /// What an observation holds, nil where the thing is absent; throws where nobody can tell.
    func read<Seen>(_ observation: Observation<Seen>) throws(Undecided) -> Seen? {
        switch observation {
        case .present(let state): return state
        case .absent: return nil
        case .failed(let why): throw .error(why)
        case .unavailable(let tool):
            if let bringer = pending.first(where: { !$0.effects.isDisjoint(with: [.tools, .packages]) }) {
                throw .depends(on: bringer.address)
            }
            throw .error("'\(tool)' is missing on the node")
        }
    }

    /// Throws where something that is planned may bring what is to be absent and is not there yet.
    func expectStaysAbsent(_ claim: Claim, or effects: Effects) throws(Undecided) {
        if let bringer = pending(claim, or: effects) { throw .depends(on: bringer) }
    }
}
