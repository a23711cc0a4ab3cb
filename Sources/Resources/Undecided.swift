internal import Facts
internal import Model

/// Why a verdict could not be worked out from what was seen.
struct Undecided: Error {
    let verdict: Verdict

    init(_ verdict: Verdict) { self.verdict = verdict }

    static func error(_ why: String) -> Self { Self(.error(why)) }
    static func depends(on address: Address) -> Self { Self(.unknown("depends on \(address)")) }
}

extension Look {
    /// The verdict that the body comes to, or the one that it could not get past.
    func decide(_ body: () throws(Undecided) -> Verdict) -> Verdict {
        do {
            return try body()
        } catch {
            return error.verdict
        }
    }

    /// What was seen of a fact, nil where the thing is absent; throws where nobody can tell.
    func see<F: Fact>(_ fact: F) throws(Undecided) -> F.Seen? {
        switch seen[fact] {
        case .present(let state): return state
        case .absent: return nil
        case .failed(let why): throw .error(why)
        case nil: throw .error("\(F.kind) was not looked at")
        case .unavailable(let tool):
            if let bringer = pending.first(where: { !$0.effects.isDisjoint(with: [.tools, .packages]) }) {
                throw .depends(on: bringer.address)
            }
            throw .error("'\(tool)' is missing on the node")
        }
    }
}
