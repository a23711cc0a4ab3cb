internal import Diagnostics
internal import YAML

/// What two entries of one claim say together: differing fields side by side, lists united.
///
/// A field with two values is a problem that names both places.
struct MergedFields {
    private(set) var node: Node
    private(set) var problems: [Diagnostic] = []

    /// Merges the second entry's fields into the first's; under their keys for the type both hold the same identity.
    init(_ first: Node, key: String, with second: Node, key otherKey: String, named name: String) {
        node = first
        var entries = first.mapping ?? []
        for added in second.mapping ?? [] where added.key.string != otherKey {
            guard let index = entries.firstIndex(where: { $0.key.string == added.key.string }) else {
                entries.append(added)
                continue
            }
            if let united = entries[index].value.united(with: added.value) {
                entries[index].value = united
            } else {
                problems.append(.contradiction(name, entries[index], added))
            }
        }
        node.value = .mapping(entries)
        findAbsence(first, second, name)
    }

    /// `state: absent` in one of them alone contradicts the other, which wants the thing to be there.
    private mutating func findAbsence(_ first: Node, _ second: Node, _ name: String) {
        for (absent, present) in [(first, second), (second, first)] {
            guard let state = absent["state"], state.string == "absent", present["state"] == nil else { continue }
            problems.append(
                Diagnostic(
                    "conflicting-entries", "\(name) is to be absent and to be present", at: state.span,
                    notes: [.note("wanted present here", at: present.mapping?.first?.key.span)]
                ).helping("give both the same state"))
        }
    }
}

extension Node {
    /// Both values as one if they agree or are lists; nil if they differ.
    fileprivate func united(with other: Node) -> Node? {
        if means(other) { return self }
        guard let items = sequence, let more = other.sequence else { return nil }
        var union = self
        union.value = .sequence(items + more.filter { new in !items.contains { $0.means(new) } })
        return union
    }

    /// Whether two values say the same, wherever and however they are written.
    fileprivate func means(_ other: Node) -> Bool { isLike(other) { $0.string == $1.string } }
}

extension Diagnostic {
    fileprivate static func contradiction(_ name: String, _ first: Node.Entry, _ second: Node.Entry) -> Diagnostic {
        Diagnostic(
            "conflicting-entries", "\(name) has two values of '\(second.key.string ?? "")'", at: second.value.span,
            notes: [.note("the other value is given here", at: first.value.span)]
        ).helping("two entries about one thing are one, and have to agree: remove one of the values")
    }
}
