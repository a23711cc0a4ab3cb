package import Diagnostics
package import Templates
import Vault
package import YAML

/// The variables that templates see for one host, each rendered when it is first asked for.
///
/// A variable's text is rendered in the very scope it belongs to, so it may use any other one, in whatever order
/// files give them. What was rendered is kept; copies of a scope share it, also between tasks.
package struct HostScope: Scope {
    /// What is known of a host besides its place in the inventory.
    package struct Content: Sendable {
        /// Variables, lowest precedence first.
        package var layers: [VariableLayer]
        /// Values that no variable hides, such as `facts`.
        package var specials: [String: Value]
        /// What stands for a variable that nobody has set, such as one that may turn out to be a fact.
        package var fallback: @Sendable (String) -> Value?

        package init(
            layers: [VariableLayer], specials: [String: Value] = [:],
            fallback: @escaping @Sendable (String) -> Value? = { _ in nil }
        ) {
            self.layers = layers
            self.specials = specials
            self.fallback = fallback
        }
    }

    private let own: HostKnowledge
    private let neighbours: Neighbours
    /// Whether it is seen through `hostvars`, where Ansible shows no defaults of connections.
    private var isNeighbour = false
    /// The variables whose rendering led here, the outermost first.
    private var chain: [Link] = []
    /// Where what is asked for is noted; nil where nobody compares hosts by it.
    private var trace: VariableTrace?
    /// The name of what a loop goes through, which rests on what else is asked for.
    private var item: String?

    /// One step of a rendering: a variable of a host.
    struct Link: Sendable {
        var host: String
        var name: String
        var span: Span
    }

    /// - Parameters:
    ///   - host: The host that the scope is for.
    ///   - inventory: Where its groups and the other hosts are.
    ///   - content: The layers to use instead of the inventory's, and values besides them.
    ///   - others: What `hostvars` shows of a host; the inventory's layers if nothing else is said.
    package init(
        host: Host, in inventory: Inventory, content: Content? = nil,
        others: (@Sendable (Host) -> Content)? = nil
    ) {
        let contents = others ?? { Content(layers: inventory.layers(for: $0)) }
        self.init(
            HostKnowledge(host, content ?? contents(host)), Neighbours(inventory: inventory, contents: contents))
    }

    init(_ own: HostKnowledge, _ neighbours: Neighbours) {
        self.own = own
        self.neighbours = neighbours
    }

    package var host: Host { own.host }
    package var machine: LocalMachine? { neighbours.inventory.machine }
    package var templates: ReadTemplates? { neighbours.inventory.templates }

    package var names: [String] {
        let names = Set(own.variables.keys).union(own.specials.keys).union(Self.specialNames).sorted()
        if let trace { item == nil ? trace.note(names: names) : trace.breakOff() }
        return names
    }

    /// The same scope, which notes what it is asked for; `item` names what holds the items of a loop in its rounds.
    package func noting(in trace: VariableTrace?, item: String? = nil) -> HostScope {
        var copy = self
        (copy.trace, copy.item) = (trace, item)
        return copy
    }

    /// The value of a variable, rendered; nil if the host has none of that name.
    ///
    /// Throws what rendering it throws, and an error where a variable is needed to know its own value.
    package func value(of name: String) throws(Diagnostic) -> Value? {
        guard let trace, name != item else { return try lookedUp(name) }
        // Outside of the loop a variable may come to the same by chance, though it is made of the item.
        if item != nil, let node = own.variables[name], node.holdsTemplate || node.holdsEncrypted { trace.breakOff() }
        do throws(Diagnostic) {
            let value = try lookedUp(name)
            trace.note(name, value)
            return value
        } catch {
            trace.breakOff()
            throw error
        }
    }

    private func lookedUp(_ name: String) throws(Diagnostic) -> Value? {
        if let special = try special(name) { return special }
        if let known = own.rendered[name] { return known }
        let value =
            if let node = own.variables[name] {
                try render(node, name: name)
            } else {
                own.fallback(name) ?? connectionDefault(name) ?? AnsibleVariables.undefined(name)
            }
        own.rendered[name] = value
        return value
    }

    package func opened(_ node: Node) throws(Diagnostic) -> Node? {
        try node.opened(by: neighbours.inventory.vault)
    }

    /// Where the value that counts was written.
    package func span(of name: String) -> Span? { own.variables[name]?.span }

    private func render(_ node: Node, name: String) throws(Diagnostic) -> Value {
        if let start = chain.firstIndex(where: { $0.host == host.name && $0.name == name }) {
            throw Self.cycle(Array(chain[start...]))
        }
        var inner = self
        inner.chain.append(Link(host: host.name, name: name, span: node.span))
        // What the variable comes to tells all of what it is made of.
        (inner.trace, inner.item) = (nil, nil)
        return try Value(rendering: node, in: inner)
    }

    private static func cycle(_ links: [Link]) -> Diagnostic {
        let isOneHost = Set(links.map { $0.host }).count == 1
        let names = (links + links.prefix(1)).map { isOneHost ? $0.name : "\($0.host).\($0.name)" }
        return Diagnostic(
            "variable-cycle", "variable '\(links[0].name)' needs its own value: \(names.joined(separator: " → "))",
            at: links[0].span, notes: links.dropFirst().map { .note("'\($0.name)' is set here", at: $0.span) })
    }

    /// The scope of another host, or of this one, as `hostvars` shows it to what is being rendered here.
    func neighbour(_ name: String) -> HostScope? {
        guard let knowledge = neighbours.knowledge(of: name) else { return nil }
        var scope = HostScope(knowledge, neighbours)
        scope.isNeighbour = true
        scope.chain = chain
        return scope
    }
}

extension HostScope {
    /// The variables of connections that have a value where nobody sets one.
    package static let defaultNames = ["ansible_host", "ansible_ssh_host", "ansible_connection"]

    private func connectionDefault(_ name: String) -> Value? {
        guard !isNeighbour, Self.defaultNames.contains(name) else { return nil }
        return .string(name == "ansible_connection" ? "ssh" : host.name)
    }

    package static let specialNames = [
        "inventory_hostname", "inventory_hostname_short", "inventory_file", "inventory_dir", "playbook_dir", "groups",
        "group_names", "hostvars", "hosts", "omit", "vars",
    ]

    /// A value that is read-only: given by the caller, or made of the inventory.
    private func special(_ name: String) throws(Diagnostic) -> Value? {
        if let given = own.specials[name] { return given }
        let inventory = neighbours.inventory
        switch name {
        case "inventory_hostname": return .string(host.name)
        case "inventory_hostname_short": return .string(host.shortName)
        case "inventory_file": return (host.source ?? host.span?.file).map { .string($0) } ?? .null
        case "inventory_dir": return host.source.map { .string(Path.folder(of: $0)) } ?? .null
        case "playbook_dir": return .string(Path.absolute(inventory.projectFolder))
        case "groups": return neighbours.groups
        case "group_names": return .list(host.groups.sorted(by: Path.precedes).map { .string($0) })
        case "hostvars": return .object(HostTable(scope: self, names: inventory.hostNames(inGroup: "all")))
        case "hosts": return .object(Self.hostsFunction(inventory))
        case "omit": return .object(Omit())
        case "secrets": return inventory.secrets
        case "vars": return .object(HostVariables(scope: self))
        default: return nil
        }
    }

    /// `hosts('web:&east')`: the names of the hosts that a pattern means.
    private static func hostsFunction(_ inventory: Inventory) -> Function {
        Function("hosts") { arguments throws(Diagnostic) in
            guard arguments.positional.count == 1, arguments.named.isEmpty, let text = arguments.positional[0].string
            else { throw Diagnostic("wrong-arguments", "hosts() takes one host pattern", at: arguments.span) }
            do throws(Problems) {
                let hosts = try inventory.hosts(matching: HostPattern(parsing: text))
                return .list(hosts.map { .string($0.name) })
            } catch {
                var problem = error.all[0]
                problem.span = arguments.span
                problem.fixIts = []
                throw problem
            }
        }
    }
}
