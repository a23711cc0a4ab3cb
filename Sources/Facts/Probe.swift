package import Shell

/// A look at a node: facts without doubles, compiled to one section for each kind.
package struct Probe: Sendable {
    /// The facts of one kind, with the kind's own way to ask and read.
    private struct Kind: Sendable {
        let name: String
        let cost: Cost
        var facts: [any Fact]
    }

    private let kinds: [Kind]

    package init(_ facts: [any Fact]) {
        var kinds: [String: Kind] = [:]
        var known: Set<AnyFact> = []
        for fact in facts where known.insert(AnyFact(fact)).inserted {
            let type = type(of: fact)
            kinds[type.kind, default: Kind(name: type.kind, cost: type.cost, facts: [])].facts.append(fact)
        }
        self.kinds = kinds.values.sorted { ($0.cost, $0.name) < ($1.cost, $1.name) }
    }

    package var isEmpty: Bool { kinds.isEmpty }

    /// One section for each kind, cheap kinds first.
    package var sections: [Section] {
        kinds.compactMap { kind in
            guard let first = kind.facts.first else { return nil }
            return section(like: first, kind.facts)
        }
    }

    /// What the answers say; `answers` are those of `sections`, in order.
    package func read(_ answers: [Answer]) -> Observations {
        var observations = Observations()
        for (kind, answer) in zip(kinds, answers) {
            if let first = kind.facts.first { read(answer, like: first, kind.facts, into: &observations) }
        }
        return observations
    }

    /// The facts to ask again by themselves, because another of their kind hung; hung ones are left out.
    package func unheard(_ answers: [Answer]) -> [any Fact] {
        zip(kinds, answers).flatMap { kind, answer -> [any Fact] in
            guard let first = kind.facts.first, case .silent(_, let output) = answer else { return [] }
            return innocent(like: first, kind.facts, output)
        }
    }

    private func section<F: Fact>(like _: F, _ facts: [any Fact]) -> Section {
        let facts = facts.compactMap { $0 as? F }
        var section = Section(F.kind, F.script(facts))
        section.secrets = facts.flatMap(\.secrets)
        return section
    }

    private func innocent<F: Fact>(like _: F, _ facts: [any Fact], _ output: [UInt8]) -> [any Fact] {
        let all = facts.compactMap { $0 as? F }
        let suspects = Set(F.suspects(all, after: output))
        return all.filter { !suspects.contains($0) }
    }

    private func read<F: Fact>(_ answer: Answer, like _: F, _ facts: [any Fact], into seen: inout Observations) {
        let facts = facts.compactMap { $0 as? F }
        switch answer {
        case .ended(let status, let output):
            let observations = F.read(output, status: status, for: facts)
            precondition(observations.count == facts.count, "\(F.kind) answers every fact it is asked")
            for (fact, observation) in zip(facts, observations) { seen[fact] = observation }
        case .silent(let patience, _):
            for fact in facts { seen[fact] = .failed("did not answer in \(patience.components.seconds) s") }
        case .skipped:
            for fact in facts { seen[fact] = .failed("was not looked at") }
        }
    }
}
