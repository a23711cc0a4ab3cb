package import Diagnostics
package import Facts
package import Inventory
internal import Templates
package import YAML

/// What templates see on one host, and on it in one manifest and one entry.
struct ProjectScope: Sendable {
    private let host: Host
    private let inventory: Inventory
    private var specials: [String: Value]
    private let secrets: (declared: [SecretDeclaration], store: SecretStore, isChecking: Bool)
    /// Lowest first: built-in values, manifest defaults, the inventory, manifest and entry variables, `-e`.
    private var layers: Layers
    private let extra: [VariableLayer]
    private let others: Acquaintances?
    /// The parameters of the module that this is the inside of; those that an entry sets anew are left out.
    private var parameters: [String: Value] = [:]

    private struct Layers {
        var defaults: [VariableLayer]
        var inventory: [VariableLayer]
        var own: [VariableLayer] = []
    }

    init(host: Host, in project: Project, facts: StandardFacts?, extra: [VariableLayer], others: Acquaintances? = nil) {
        self.host = host
        self.extra = extra
        self.others = others
        inventory = project.inventory
        var specials = facts.map(Self.known) ?? Self.unknownFacts
        // Without facts the project is only checked, for which no program is run.
        secrets = (project.settings.secrets, project.shelf.secrets, isChecking: facts == nil)
        let table = SecretTable(secrets.declared, in: secrets.store, isChecking: facts == nil)
        specials["secrets"] = table.map { .object($0) }
        self.specials = specials
        layers = Layers(defaults: [.builtIn], inventory: project.inventory.layers(for: host))
    }

    /// The same host's variables with those of a manifest.
    func adding(
        defaults: VariableLayer?, variables: VariableLayer?, secrets more: [SecretDeclaration] = []
    ) -> ProjectScope {
        var copy = self
        if !more.isEmpty {
            let table = SecretTable(secrets.declared + more, in: secrets.store, isChecking: secrets.isChecking)
            copy.specials["secrets"] = table.map { .object($0) }
        }
        copy.layers.defaults += defaults.map { [$0] } ?? []
        copy.layers.own += variables.map { [$0] } ?? []
        for name in variables?.variables.keys ?? [:].keys { copy.parameters[name] = nil }
        return copy
    }

    /// The same host's variables with the parameters of a module.
    func binding(_ values: [String: Value]) -> ProjectScope {
        var copy = self
        copy.parameters.merge(values) { $1 }
        return copy
    }

    /// Whether `-e` sets a variable.
    func isExtra(_ name: String) -> Bool { extra.contains { $0.variables[name] != nil } }

    /// The scope itself, with an item of a loop.
    func scope(item: (name: String, value: Value)? = nil) -> HostScope {
        var specials = specials
        specials.merge(parameters) { $1 }
        if let item { specials[item.name] = item.value }
        let (inventory, extra, others, secrets) = (inventory, extra, others, self.specials["secrets"])
        let unknown = others == nil ? Self.unknownFactsOfOthers : [:]
        return HostScope(
            host: host, in: inventory,
            content: .init(
                layers: layers.defaults + layers.inventory + layers.own + extra, specials: specials,
                fallback: Self.fallback(specials)),
            others: {
                var specials = others?.specials(of: $0.name) ?? unknown
                specials["secrets"] = secrets
                return .init(
                    layers: [.builtIn] + inventory.layers(for: $0) + extra, specials: specials,
                    fallback: Self.fallback(specials))
            })
    }

    static func known(_ facts: StandardFacts) -> [String: Value] {
        var specials = AnsibleFacts.variables(facts)
        specials[FactVariables.name] = FactVariables.value(facts)
        return specials
    }

    private static let unknownFacts = unknown("the facts of the host are not known yet")
    private static let unknownFactsOfOthers = unknown("the facts of other hosts are not known yet")

    /// Stands in for facts until something needs the value of one.
    static func unknown(_ reason: String) -> [String: Value] {
        let value = Value(.undefined(Diagnostic(Diagnostic.unknownFacts, reason)))
        return Dictionary((AnsibleFacts.names.union([FactVariables.name])).map { ($0, value) }) { first, _ in first }
    }

    /// Stands in for interfaces, whose names are facts themselves, where facts are not known.
    private static func fallback(_ specials: [String: Value]) -> @Sendable (String) -> Value? {
        guard let value = specials[FactVariables.name], case .undefined = value.payload else { return { _ in nil } }
        return { AnsibleNetwork.namesInterface($0) ? value : nil }
    }
}

extension Diagnostic {
    static let unknownFacts = unknownValue

    /// Whether it only says that a fact is not known yet.
    var isAboutUnknownFacts: Bool { code == Self.unknownFacts }
}

extension Project {
    /// What templates see on a host, outside of any manifest.
    ///
    /// - Parameters:
    ///   - host: A host of the inventory, or `localhost`.
    ///   - facts: What is known of it; what rests on unknown facts is an error when it is asked for.
    ///   - extraVars: The mappings of `-e`; later ones win.
    /// - Returns: The variables, rendered when they are asked for.
    /// - Throws: A host that the inventory does not know.
    package func scope(
        for host: String, facts: StandardFacts?, extraVars: [Node] = []
    ) throws(Problems) -> HostScope {
        let selection = Selection(extraVars: extraVars)
        return try projectScope(for: host, facts: facts, selection: selection).scope()
    }

    func projectScope(
        for name: String, facts: StandardFacts?, selection: Selection, others: Acquaintances? = nil
    ) throws(Problems) -> ProjectScope {
        guard let host = inventory.host(named: name) else {
            let problem = Diagnostic("unknown-host", "no host is named '\(name)'")
            guard let near = name.closest(of: inventory.hosts.map(\.name)) else { throw Problems([problem]) }
            throw Problems([problem.helping("did you mean '\(near)'?")])
        }
        return ProjectScope(host: host, in: self, facts: facts, extra: selection.extraLayers, others: others)
    }
}
