internal import Diagnostics
internal import Model

/// The resources of a host, each thing on the node claimed by one of them.
struct ClaimTable {
    private(set) var claimants: [Claimant] = []
    private(set) var problems: [Diagnostic] = []
    private var byClaim: [Claim: Int] = [:]
    private var byAddress: [Address: Int] = [:]

    /// Adds a resource, or merges it into the one that is the same thing.
    mutating func add(_ claimant: Claimant) {
        let others = Set(claimant.resource.claims.compactMap { byClaim[$0] }).sorted()
        guard let first = others.first else {
            if let index = byAddress[claimant.desired.address] {
                problems.append(twice(claimants[index], claimant))
            } else {
                append(claimant)
            }
            return
        }
        if let different = others.first(where: { claimants[$0].schema.kind != claimant.schema.kind }) {
            problems.append(contested(claimants[different], claimant))
            return
        }
        guard others.count == 1 else {
            problems.append(bridged(others.map { claimants[$0] }, claimant))
            return
        }
        guard let merged = problems.collect({ try claimants[first].merged(with: claimant) }) else { return }
        claimants[first] = merged
        register(first)
    }

    private mutating func append(_ claimant: Claimant) {
        claimants.append(claimant)
        register(claimants.count - 1)
    }

    private mutating func register(_ index: Int) {
        byAddress[claimants[index].desired.address] = index
        for claim in claimants[index].resource.claims { byClaim[claim] = index }
    }

    private func contested(_ first: Claimant, _ second: Claimant) -> Diagnostic {
        let shared = second.resource.claims.first { first.resource.claims.contains($0) }
        return Diagnostic(
            "conflicting-entries",
            "\(second.desired.address) and \(first.desired.address) are both \(shared?.text ?? "the same thing")",
            at: second.desired.span, notes: notes(first, second)
        ).helping("one thing on a node can be of one type only: remove one of the entries")
    }

    /// Where the other entry is, and where the modules are included that both stand in.
    private func notes(_ first: Claimant, _ second: Claimant) -> [Diagnostic] {
        second.chain + [.note("the other entry", at: first.desired.span)]
            + first.chain.filter { !second.chain.contains($0) }
    }

    private func bridged(_ others: [Claimant], _ claimant: Claimant) -> Diagnostic {
        Diagnostic(
            "conflicting-entries", "\(claimant.desired.address) is what several other entries are",
            at: claimant.desired.span,
            notes: claimant.chain
                + others.flatMap { [.note("\($0.desired.address) is written here", at: $0.desired.span)] + $0.chain })
    }

    private func twice(_ first: Claimant, _ second: Claimant) -> Diagnostic {
        Diagnostic(
            "duplicate-address", "two things are called \(second.desired.address)", at: second.desired.span,
            notes: notes(first, second)
        ).helping("give one of them another identity")
    }
}
