internal import Diagnostics

/// Bounds on what a template may build up in its variables, each a little larger than the one before it.
extension Value {
    /// How deep lists and maps may be nested.
    private static let deepest = 200
    /// How many items, those of nested lists and maps counted, a value may have.
    private static let mostItems = 2_000_000

    /// The value itself, or the problem that it is too large to be kept.
    func checked(at span: Span) throws(Diagnostic) -> Value {
        switch payload {
        case .string(let text):
            guard text.utf8.count <= Arithmetic.longest else {
                throw Diagnostic("too-long", "the result would be longer than \(Arithmetic.longest)", at: span)
            }
        case .list, .map:
            var left = Self.mostItems
            guard count(down: &left, depth: 0) else {
                throw Diagnostic(
                    left < 0 ? "too-long" : "nested-too-deeply",
                    left < 0
                        ? "the value would have more than \(Self.mostItems) items"
                        : "lists and maps are nested more than \(Self.deepest) deep", at: span)
            }
        default: break
        }
        return self
    }

    private func count(down left: inout Int, depth: Int) -> Bool {
        guard depth <= Self.deepest else { return false }
        switch payload {
        case .list(let values):
            left -= values.count
            guard left >= 0 else { return false }
            for value in values where !value.count(down: &left, depth: depth + 1) { return false }
        case .map(let map):
            left -= map.count
            guard left >= 0 else { return false }
            for entry in map where !entry.value.count(down: &left, depth: depth + 1) { return false }
        default: break
        }
        return true
    }
}
