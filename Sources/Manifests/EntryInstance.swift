internal import Diagnostics
internal import Inventory
internal import Model
internal import Templates
internal import YAML

/// An entry of a manifest on one host, with the variables that it sees there.
struct EntryInstance {
    let entry: ManifestEntry
    let surroundings: Surroundings
    private let variables: ProjectScope
    /// What the entry sees outside of its loop.
    private(set) var scope: HostScope
    /// Where what it asks for is noted.
    private var trace: VariableTrace?
    /// Whether its tags and its manifest are chosen, and it is in no include that does not count.
    let isSelected: Bool

    var manifest: Manifest { surroundings.manifest }

    /// Takes what its surroundings see as the entry's own scope where that has no variables.
    init(_ entry: ManifestEntry, in surroundings: Surroundings, isChosen: Bool) {
        self.entry = entry
        self.surroundings = surroundings
        variables = surroundings.variables.adding(defaults: nil, variables: entry.variables)
        scope = entry.variables == nil ? surroundings.scope : variables.scope()
        isSelected = surroundings.isActive && isChosen
    }

    /// What each round of the loop sees; one scope where there is no loop.
    func scopes() throws -> [HostScope] {
        guard let loop = entry.keys.loop else { return [scope] }
        return try loop.items(in: scope).map { item in
            variables.scope(item: (loop.variable, item)).noting(in: trace, item: loop.variable)
        }
    }

    /// The same, noting what it asks for.
    func noting(in trace: VariableTrace) -> EntryInstance {
        var copy = self
        copy.scope = scope.noting(in: trace)
        copy.trace = trace
        return copy
    }

    /// The rendered fields, once for each identity.
    func renderings(in scope: HostScope) throws(Problems) -> [Node] {
        let fields = try entry.template.rendered(in: scope)
        guard let identities = fields[entry.key]?.sequence else { return [fields] }
        return identities.map { fields.replacing(entry.key, with: $0) }
    }

    /// What the entry is called as far as its identity tells, which other fields may be part of; nil if that cannot be
    /// rendered.
    func likelyAddresses(in scope: HostScope) -> [Address]? {
        guard let identity = try? entry.identity.rendered(in: scope) else { return nil }
        let words = (identity.sequence ?? [identity]).map(\.string)
        return words.contains(nil) ? nil : words.map { Address(kind: entry.schema.kind, identity: $0 ?? "") }
    }
}

extension Node {
    /// The mapping with another value under a key.
    fileprivate func replacing(_ key: String, with value: Node) -> Node {
        var copy = self
        copy.value = .mapping(
            (mapping ?? []).map { $0.key.string == key ? Entry(key: $0.key, value: value) : $0 })
        return copy
    }
}
