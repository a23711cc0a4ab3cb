internal import Diagnostics
internal import Model
internal import YAML

/// What manifests draw on: the types of entries, and the templates and files that entries name, the secrets.
struct Shelf: Sendable {
    let types: TypeTable
    let templates: TemplateLibrary
    let secrets: SecretStore
    let decoded = DecodedEntries()
}

/// The types of a catalogue by every key that names one, their schemas read once.
struct TypeTable: Sendable {
    private let schemas: [String: Schema]
    private let keys: [String]

    init(_ catalog: Catalog) {
        var schemas: [String: Schema] = [:]
        for type in catalog.types {
            let schema = Schema(type)
            for key in [type.kind] + type.spellings.map({ $0.key }) { schemas[key] = schema }
        }
        self.schemas = schemas
        keys = catalog.keys
    }

    subscript(key: String) -> Schema? { schemas[key] }

    /// The key of an entry that names its type.
    ///
    /// Fields may be called like other types, as `user` and `command` are in `cron`: the type is the one that has all
    /// the others as fields, the first written of several.
    func key(of entry: Node) throws(Diagnostic) -> Node {
        let keys = (entry.mapping ?? []).map(\.key)
        let candidates = keys.filter { $0.string.flatMap { schemas[$0] } != nil }
        let fitting = candidates.first { candidate in
            guard let name = candidate.string, let schema = schemas[name] else { return false }
            return candidates.allSatisfy { $0.string == name || schema.hasField($0.string ?? "", spelledAs: name) }
        }
        if let fitting, isLikely([fitting], keys) { return fitting }
        throw candidates.count < 2 || !isLikely(candidates, keys) ? untyped(entry, keys) : ambiguous(candidates)
    }

    /// Whether the first key of the entry names one of these types or, exactly or nearly, a field of theirs.
    ///
    /// Where it does not, it names a type that is not known, and the others are fields of that: `command` in an entry
    /// for a container.
    private func isLikely(_ types: [Node], _ keys: [Node]) -> Bool {
        guard let first = firstOwn(of: keys)?.string else { return true }
        return types.contains { type in
            guard let key = type.string, let schema = schemas[key] else { return false }
            return first == key || schema.hasField(first, spelledAs: key)
                || first.closest(of: schema.fields.map(\.name)) != nil
        }
    }

    /// The first key that not any entry may have.
    private func firstOwn(of keys: [Node]) -> Node? {
        let common = Set(CommonKey.all.map(\.name))
        return keys.first { !common.contains($0.string ?? "") }
    }

    /// The kind in `type:identity`, by whatever spelling.
    func kind(_ spelling: Substring, at span: Span) throws(Diagnostic) -> String {
        if let schema = schemas[String(spelling)] { return schema.kind }
        let problem = Diagnostic("unknown-type", "no type is named '\(spelling)'", at: span)
        guard let near = String(spelling).closest(of: keys) else { throw problem }
        throw problem.helping("did you mean '\(near)'?")
    }

    private func untyped(_ entry: Node, _ keys: [Node]) -> Diagnostic {
        guard let first = firstOwn(of: keys), let word = first.string else {
            return Diagnostic("no-type", "the entry says of no thing what it is to be", at: entry.span)
                .helping("it needs a key that names a type, such as 'file: /etc/motd'")
        }
        let problem = Diagnostic("unknown-type", "no type is named '\(word)'", at: first.span)
        if let near = word.closest(of: self.keys + [Include.key]) { return problem.suggesting(near) }
        return problem.helping("the types are: \(self.keys.sorted().joined(separator: ", "))")
    }

    private func ambiguous(_ candidates: [Node]) -> Diagnostic {
        let (first, second) = (candidates[0], candidates[1])
        return Diagnostic(
            "two-types", "the entry names two types, '\(first.string ?? "")' and '\(second.string ?? "")'",
            at: second.span, notes: [.note("the first is named here", at: first.span)]
        ).helping("start another entry with '- \(second.string ?? ""): …'")
    }
}

extension Schema {
    /// Whether entries of the type have this field under one spelling of the type.
    func hasField(_ name: String, spelledAs key: String) -> Bool {
        let renames = type.spellings.first { $0.key == key }?.renames ?? [:]
        return renames[name] != nil || fields.contains { $0.name == name } && !renames.values.contains(name)
    }
}
