/// What was seen on a node, by fact.
package struct Observations: Sendable {
    private var seen: [AnyFact: any Sendable] = [:]

    package init() {}

    /// What was seen of a fact; nil if nobody has looked.
    package subscript<F: Fact>(_ fact: F) -> Observation<F.Seen>? {
        get { seen[AnyFact(fact)] as? Observation<F.Seen> }
        set { seen[AnyFact(fact)] = newValue }
    }

    /// Whether the fact has been looked at.
    package func contains(_ fact: any Fact) -> Bool { seen[AnyFact(fact)] != nil }

    /// Takes over what another look saw; the newer look wins.
    package mutating func merge(_ newer: Observations) {
        seen.merge(newer.seen) { $1 }
    }

    /// Whether both saw the same of a fact.
    package func agrees(with other: Observations, on fact: some Fact) -> Bool { self[fact] == other[fact] }

    /// Forgets what was seen of these facts, so that they are looked at again.
    package mutating func forget(_ facts: [any Fact]) {
        for fact in facts { seen[AnyFact(fact)] = nil }
    }
}

/// Any fact as a dictionary key.
package struct AnyFact: Sendable, Hashable {
    package let fact: any Fact

    package init(_ fact: any Fact) { self.fact = fact }

    package static func == (lhs: Self, rhs: Self) -> Bool { equal(lhs.fact, rhs.fact) }

    package func hash(into hasher: inout Hasher) { hasher.combine(fact) }

    private static func equal<F: Fact>(_ lhs: F, _ rhs: any Fact) -> Bool { lhs == rhs as? F }
}
