/// What a run knows of a host on whose facts another one may rest.
package enum KnownFacts: Sendable, Hashable {
    /// Learnt in this run.
    case current(StandardFacts)
    /// As they were on an earlier visit, at a time as ISO 8601 writes it.
    case remembered(StandardFacts, visited: String)
    /// Not known; why.
    case unknown(String)
}
