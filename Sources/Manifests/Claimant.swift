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
    var context: FieldContext
    /// Where the modules are included that the entry stands in.
    var chain: [Diagnostic] = []
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
        problems += differentContents(from: other)
        guard problems.isEmpty else { throw Problems(problems.map { between($0, other) }) }
        var result = self
        let isSensitive = desired.isSensitive || other.desired.isSensitive
        result.fields = isSensitive ? merged.node.withSensitiveFields(besides: schema.kind) : merged.node
        result.key = schema.kind
        result.context = context.joined(with: other.context, for: Set((other.fields.mapping ?? []).map(\.value.span)))
        result.resource = try schema.decode(result.fields, spelledAs: schema.kind, in: result.context)
        result.afterEntries += other.afterEntries
        result.desired.unite(with: other.desired, resource: result.resource)
        return result
    }

    /// This problem of both entries, with where the modules are included that they stand in.
    private func between(_ problem: Diagnostic, _ other: Claimant) -> Diagnostic {
        var copy = problem
        copy.notes = other.chain + problem.notes + chain.filter { !other.chain.contains($0) }
        return copy
    }

    /// Fields that both write alike and that come out differently: one template with two sets of variables.
    private func differentContents(from other: Claimant) -> [Diagnostic] {
        schema.fields.compactMap { field in
            guard let mine = canonicalFields[field.name], let others = other.canonicalFields[field.name],
                mine.string != nil, mine.string == others.string,
                let value = resource.value(of: field), let otherValue = other.resource.value(of: field),
                value != otherValue
            else { return nil }
            return Diagnostic(
                "conflicting-entries", "'\(field.name)' of \(desired.address) comes out in two ways",
                at: others.span, notes: [.note("the other value is given here", at: mine.span)]
            ).helping("two entries about one thing are one, and have to agree: give them different identities")
        }
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
        if let one = first.retry, let another = second.retry, one != another {
            contradictions.append("has two values of 'retry'")
        }
        if let one = first.triggers, let another = second.triggers, one != another {
            contradictions.append("has two values of 'triggers'")
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

extension Claimant {
    /// References by its own name, on which it would wait for itself; a glob may well match it.
    var referencesToItself: [Diagnostic] {
        let all = desired.restartOn + desired.reloadOn + desired.runOn + afterEntries
        return all.filter { Address(text: $0.text) == desired.address }.map {
            Diagnostic("reference-to-itself", "\(desired.address) refers to itself", at: $0.span)
                .helping("name what it depends on")
        }
    }
}

extension DesiredResource {
    /// Takes up what another entry about the same thing says.
    fileprivate mutating func unite(with other: DesiredResource, resource: any Resource) {
        entry = .resource(resource)
        label = label ?? other.label
        after += other.after.filter { !after.contains($0) && $0 != manifest }
        barriers += other.barriers.filter { !barriers.contains($0) }
        restartOn.add(other.restartOn)
        reloadOn.add(other.reloadOn)
        runOn.add(other.runOn)
        isSensitive = isSensitive || other.isSensitive
        // Whoever does not ignore its failure relies on it.
        ignoresErrors = ignoresErrors && other.ignoresErrors
        timeout = timeout ?? other.timeout
        retry = retry ?? other.retry
        triggers = triggers ?? other.triggers
        tags.formUnion(other.tags)
    }
}

extension [Reference] {
    /// Appends those that are not there yet, wherever they are written.
    fileprivate mutating func add(_ others: [Reference]) {
        for other in others where !contains(where: { $0.text == other.text }) { append(other) }
    }
}
