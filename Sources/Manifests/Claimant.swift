internal import Diagnostics
internal import Model
internal import YAML

/// One resource as one entry says it on a host, its templates rendered.
struct Claimant {
    var desired: DesiredResource
    var resource: any Resource
    /// The type's key and its fields, holding one identity.
    var fields: Node
    /// The key that names the type in `fields`.
    var key: String
    let schema: Schema
    let context: FieldContext
    /// Entries that it comes after, besides manifests.
    var afterEntries: [Reference] = []

    /// The fields under the type's own name and their own names, whatever spelling they were written in.
    var canonicalFields: Node {
        let renames = schema.type.spellings.first { $0.key == key }?.renames ?? [:]
        var copy = fields
        copy.value = .mapping(
            (fields.mapping ?? []).map { entry in
                let name = entry.key.string ?? ""
                var renamed = entry
                renamed.key.value = .scalar(name == key ? schema.kind : renames[name] ?? name, isQuoted: false)
                return renamed
            })
        return copy
    }

    /// This resource with what another entry about the same thing adds to it.
    ///
    /// - Throws: Fields with two values, and what is wrong with the fields of both together.
    func merged(with other: Claimant) throws(Problems) -> Claimant {
        let name = desired.address.description
        var problems = differences(from: other)
        let merged = MergedFields(
            canonicalFields, key: schema.kind, with: other.canonicalFields, key: schema.kind, named: name)
        problems += merged.problems
        guard problems.isEmpty else { throw Problems(problems) }
        var result = self
        let isSensitive = desired.isSensitive || other.desired.isSensitive
        result.fields = isSensitive ? merged.node.withSensitiveFields(besides: schema.kind) : merged.node
        result.key = schema.kind
        result.resource = try schema.decode(result.fields, spelledAs: schema.kind, in: context)
        result.afterEntries += other.afterEntries
        result.desired.unite(with: other.desired, resource: result.resource)
        return result
    }

    /// What cannot be two things at once besides the fields.
    private func differences(from other: Claimant) -> [Diagnostic] {
        let (first, second) = (desired, other.desired)
        var contradictions: [String] = []
        if first.becomeUser != second.becomeUser {
            let users = [first, second].map { $0.becomeUser.map { "'\($0)'" } ?? "the user who logs in" }
            contradictions.append("is to be done as \(users[1]) and as \(users[0])")
        }
        if let one = first.timeout, let another = second.timeout, one != another {
            contradictions.append("has two values of 'timeout'")
        }
        return contradictions.map { contradiction in
            Diagnostic(
                "conflicting-entries", "\(first.address) \(contradiction)", at: second.span,
                notes: [.note("the other entry", at: first.span)]
            ).helping("two entries about one thing are one, and have to agree")
        }
    }
}

extension Node {
    /// These fields of an entry, none of whose values may be told, not even in a reason; its identity is its address.
    func withSensitiveFields(besides key: String) -> Node {
        var copy = self
        copy.value = .mapping(
            (mapping ?? []).map { entry in
                var field = entry
                if entry.key.string != key { field.value.isSensitive = true }
                return field
            })
        return copy
    }
}

extension DesiredResource {
    /// Takes up what another entry about the same thing says.
    fileprivate mutating func unite(with other: DesiredResource, resource: any Resource) {
        entry = .resource(resource)
        label = label ?? other.label
        after += other.after.filter { !after.contains($0) && $0 != manifest }
        restartOn.add(other.restartOn)
        reloadOn.add(other.reloadOn)
        runOn.add(other.runOn)
        isSensitive = isSensitive || other.isSensitive
        // Whoever does not ignore its failure relies on it.
        ignoresErrors = ignoresErrors && other.ignoresErrors
        timeout = timeout ?? other.timeout
        tags.formUnion(other.tags)
    }
}

extension [Reference] {
    /// Appends those that are not there yet, wherever they are written.
    fileprivate mutating func add(_ others: [Reference]) {
        for other in others where !contains(where: { $0.text == other.text }) { append(other) }
    }
}
