import Console
import Diagnostics
import Inventory
import Templates
import YAML

/// The variables of a host as the inventory and the command line give them, before anything is known of the host itself.
struct HostValues {
    static let unknownFacts = Diagnostic.unknownValue

    private let layers: [VariableLayer]
    let scope: HostScope

    /// - Parameters:
    ///   - host: whose variables they are.
    ///   - inventory: where its groups and the other hosts are.
    ///   - extra: the mappings of `-e`, later ones over earlier ones.
    init(of host: Host, in inventory: Inventory, extra: [Node]) {
        let extra = extra.map(VariableLayer.init(extra:))
        let unknown = Diagnostic(Self.unknownFacts, "facts are not known before the host was looked at")
        let facts = ["facts", "ansible_facts"].map { ($0, Value(.undefined(unknown))) }
        let specials = Dictionary(facts, uniquingKeysWith: { first, _ in first })
        layers = inventory.layers(for: host) + extra
        scope = HostScope(
            host: host, in: inventory, content: .init(layers: [.builtIn] + layers, specials: specials),
            others: { .init(layers: [.builtIn] + inventory.layers(for: $0) + extra, specials: specials) })
    }

    /// The names of all variables, sorted.
    var names: [String] { Set(layers.flatMap(\.variables.keys)).sorted() }

    /// The text of a variable that says how the host is reached; nil where nobody has set it.
    func text(of name: String) throws -> String? {
        guard scope.span(of: name) != nil, let value = try scope.value(of: name)?.defined() else { return nil }
        if case .null = value.payload { return nil }
        return value.text
    }

    /// What a name stands for that nobody has to set, such as `group_names` or `ansible_host`; nil for any other.
    func special(_ name: String) throws -> Node? {
        guard (HostScope.specialNames + HostScope.defaultNames).contains(name),
            let value = try scope.value(of: name)?.defined()
        else { return nil }
        let start = Position(line: 1, column: 1)
        return value.node(at: Span(file: "reconcile", start: start, end: start))
    }

    /// What a variable comes to, or how it is written where that cannot be told; nil where there is none.
    func value(of name: String, _ problems: inout [Diagnostic]) -> Node? {
        guard let written = layers(of: name).last?.value else { return nil }
        do {
            guard let value = try scope.value(of: name)?.defined() else { return written }
            return value.node(at: written.span)
        } catch {
            var problem = error
            if problem.code == Self.unknownFacts { problem.severity = .warning }
            problems.append(problem)
            return written
        }
    }

    /// All that set a variable, lowest precedence first, each but the last with the rule that put the last one over it.
    func layers(of name: String) -> [VariablesDocument.Variable.Layer] {
        let setting = layers.filter { $0.variables[name] != nil }
        return setting.enumerated().compactMap { index, layer in
            guard let value = layer.variables[name], let winner = setting.last else { return nil }
            let reason = index == setting.count - 1 ? nil : winner.reason(over: layer)
            return .init(rule: layer.rule, value: value, reason: reason)
        }
    }
}

extension VariableLayer {
    fileprivate init(extra node: Node) {
        let pairs = (node.mapping ?? []).compactMap { entry in entry.key.string.map { ($0, entry.value) } }
        self.init(
            rule: "--extra-vars", file: node.span.file,
            variables: Dictionary(pairs, uniquingKeysWith: { _, last in last }))
    }
}
