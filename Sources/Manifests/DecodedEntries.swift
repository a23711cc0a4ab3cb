internal import Diagnostics
internal import Model
internal import Synchronization
internal import YAML

/// What entries came to on the host before: on most hosts they come to the same, and need not be decoded again.
final class DecodedEntries: Sendable {
    private struct Key: Hashable {
        let entry: Span
        /// Tells the rounds of a loop apart, of which it keeps a few.
        let slot: Int
    }

    private struct Decoded: Sendable {
        let fields: Node
        let resource: any Resource
        let holdsSecret: Bool
    }

    private let last = Mutex<[Key: Decoded]>([:])

    /// Decodes rendered fields of an entry.
    func resource(
        of entry: ManifestEntry, _ fields: Node, in context: FieldContext
    ) throws(Problems) -> (resource: any Resource, holdsSecret: Bool) {
        guard entry.schema.isSelfContained(fields, spelledAs: entry.key) else {
            return try entry.schema.decodeTellingSecrets(fields, spelledAs: entry.key, in: context)
        }
        let key = Key(entry: entry.span, slot: (fields[entry.key]?.string ?? "").utf8.reduce(0) { $0 &+ Int($1) } & 7)
        if let known = last.withLock({ $0[key] }), known.fields == fields {
            return (known.resource, known.holdsSecret)
        }
        let result = try entry.schema.decodeTellingSecrets(fields, spelledAs: entry.key, in: context)
        // Secrets stay no longer than they are needed.
        guard !result.holdsSecret else { return result }
        let decoded = Decoded(fields: fields, resource: result.resource, holdsSecret: result.holdsSecret)
        last.withLock { $0[key] = decoded }
        return result
    }
}
