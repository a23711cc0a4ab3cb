import Diagnostics
import YAML

/// Takes in what inventory files say, one after the other, under Ansible's rules for groups and hosts.
struct InventoryBuilder {
    private(set) var groups = Table<HostGroup>()
    private(set) var hosts = Table<Host>()
    private(set) var problems: [Diagnostic] = []
    private(set) var warnings: [Diagnostic] = []
    /// The file that is being read.
    var file = ""
    /// Whether that file was encrypted: then the variables that it sets are secret.
    var isSecret = false
    /// The same file from the root on; nil for a list of hosts.
    var origin: String?
    private var members: [String: Set<String>] = [:]

    init() {
        addGroup("all")
        addGroup("ungrouped")
        addChild("ungrouped", to: "all")
    }

    mutating func report(_ problem: Diagnostic) {
        if problem.severity == .error { problems.append(problem) } else { warnings.append(problem) }
    }

    mutating func addGroup(_ name: String, at span: Span? = nil) {
        if groups[name] == nil { groups[name] = HostGroup(name: name, span: span) }
    }

    /// Makes one known group the child of another; a loop is reported and left out.
    mutating func addChild(_ child: String, to parent: String, at span: Span? = nil) {
        guard let group = groups[parent], !group.childNames.contains(child) else { return }
        if child == "all" {
            report(Diagnostic("group-loop", "group 'all' holds every group and is nobody's child", at: span))
            return
        }
        if let way = way(from: child, to: parent) {
            report(loop(of: child, in: parent, at: span, through: way))
            return
        }
        groups.update(parent) { $0.children.append(.init(name: child, span: span)) }
        groups.update(child) { $0.parents.append(parent) }
    }

    /// Adds a host to a known group; a port counts where the host is new.
    mutating func addHost(_ name: String, to group: String, port: Int? = nil, at span: Span) {
        if hosts[name] == nil {
            var host = Host(name: name, span: span, source: origin)
            if let port {
                let variable = ["ansible_port": Node(.scalar("\(port)", isQuoted: false), at: span)]
                host.layers.append(layer("inventory host \(name)", variable))
            }
            hosts[name] = host
        }
        if members[group, default: []].insert(name).inserted {
            groups.update(group) { $0.ownHosts.append(name) }
        }
    }

    /// Sets variables of a host, or, as Ansible has it, of the group that has the same name already.
    mutating func set(_ variables: [String: Node], ofHost name: String) {
        if groups[name] != nil { return set(variables, ofGroup: name) }
        guard !variables.isEmpty else { return }
        let layer = layer("inventory host \(name)", variables)
        hosts.update(name) { $0.layers.append(layer) }
    }

    /// Sets variables of a group; `ansible_group_priority` is taken out of them and obeyed.
    mutating func set(_ variables: [String: Node], ofGroup name: String) {
        var variables = variables
        if let priority = variables.removeValue(forKey: "ansible_group_priority") {
            if let number = Self.priority(priority) {
                groups.update(name) { $0.priority = number }
            } else {
                report(
                    Diagnostic("group-priority", "'ansible_group_priority' has to be a whole number", at: priority.span)
                )
            }
        }
        guard !variables.isEmpty else { return }
        let layer = layer("inventory group \(name)", variables)
        groups.update(name) { $0.layers.append(layer) }
    }

    private func layer(_ rule: String, _ variables: [String: Node]) -> VariableLayer {
        let layer = VariableLayer(rule: rule, file: file, variables: variables)
        return isSecret ? layer.secret : layer
    }

    private static func priority(_ node: Node) -> Int? {
        switch node.scalar {
        case .int(let number): number
        case .bool(let truth): truth ? 1 : 0
        case .string(let text): Int(text)
        default: nil
        }
    }
}

extension InventoryBuilder {
    /// The children that lead down from one group to another, if they do.
    private func way(from group: String, to wanted: String) -> [HostGroup.Child]? {
        var seen: Set<String> = []
        func search(_ group: String) -> [HostGroup.Child]? {
            if group == wanted { return [] }
            guard seen.insert(group).inserted else { return nil }
            for child in groups[group]?.children ?? [] {
                if let rest = search(child.name) { return [child] + rest }
            }
            return nil
        }
        return search(group)
    }

    private func loop(
        of child: String, in parent: String, at span: Span?, through way: [HostGroup.Child]
    ) -> Diagnostic {
        guard child != parent else {
            return Diagnostic("group-loop", "group '\(child)' is made a child of itself", at: span)
        }
        let names = ([parent, child] + way.map { $0.name }).joined(separator: " → ")
        return Diagnostic(
            "group-loop", "group '\(child)' cannot be a child of '\(parent)', which is below it: \(names)", at: span,
            notes: way.map { .note("'\($0.name)' is made a child here", at: $0.span) })
    }
}

extension InventoryBuilder {
    /// Puts every group below `all` and every lone host into `ungrouped`, then counts depths.
    mutating func finish() {
        for name in groups.names where name != "all" && groups[name]?.parents.isEmpty == true {
            addChild(name, to: "all")
        }
        var direct: [String: [String]] = [:]
        for group in groups.all {
            for host in group.ownHosts { direct[host, default: []].append(group.name) }
        }
        var depths = ["all": 0]
        for name in groups.names {
            let depth = depth(of: name, known: &depths)
            groups.update(name) { $0.depth = depth }
        }
        for name in hosts.names { settle(name, in: direct[name] ?? []) }
        for name in hosts.names {
            guard let host = hosts[name], let group = groups[name] else { continue }
            report(
                Diagnostic(
                    "name-clash", "'\(name)' is both a host and a group", at: host.span, severity: .warning,
                    notes: [.note("the group", at: group.span)]))
        }
    }

    private func depth(of name: String, known: inout [String: Int]) -> Int {
        if let depth = known[name] { return depth }
        let depth = 1 + (groups[name]?.parents.map { self.depth(of: $0, known: &known) }.max() ?? -1)
        known[name] = depth
        return depth
    }

    /// Sees to it that a host is in `ungrouped` exactly when it is in no other group, and lists its groups.
    private mutating func settle(_ name: String, in direct: [String]) {
        var own = direct
        let others = ancestry(of: own).subtracting(["all", "ungrouped"])
        if own.contains("ungrouped"), !others.isEmpty {
            own.removeAll { $0 == "ungrouped" }
            groups.update("ungrouped") { $0.ownHosts.removeAll { $0 == name } }
        } else if ancestry(of: own).subtracting(["all"]).isEmpty {
            own.append("ungrouped")
            groups.update("ungrouped") { $0.ownHosts.append(name) }
        }
        let memberships = ancestry(of: own).subtracting(["all"]).compactMap { groups[$0] }
        let names = memberships.sorted { $0.precedes($1) }.map { $0.name }
        hosts.update(name) { $0.groups = names }
    }

    /// Groups and all groups above them.
    private func ancestry(of names: [String]) -> Set<String> {
        var seen: Set<String> = []
        var next = names
        while let name = next.popLast() {
            if seen.insert(name).inserted { next += groups[name]?.parents ?? [] }
        }
        return seen
    }
}

extension HostGroup {
    /// The order in which variables of groups override each other: depth, then priority, then name.
    func precedes(_ other: HostGroup) -> Bool {
        if (depth, priority) != (other.depth, other.priority) {
            return (depth, priority) < (other.depth, other.priority)
        }
        return Path.precedes(name, other.name)
    }
}
