import Diagnostics
import Templates
import YAML

extension Inventory {
    /// Variables that Ansible computes, and so leaves out of lists.
    private static let computed: Set<String> = [
        "ansible_async_path", "ansible_collection_name", "ansible_config_file", "ansible_dependent_role_names",
        "ansible_diff_mode", "ansible_facts", "ansible_forks", "ansible_inventory_sources", "ansible_limit",
        "ansible_play_batch", "ansible_play_hosts", "ansible_play_hosts_all", "ansible_play_role_names",
        "ansible_playbook_python", "ansible_role_name", "ansible_role_names", "ansible_run_tags",
        "ansible_skip_tags", "ansible_verbosity", "ansible_version", "inventory_dir", "inventory_file",
        "inventory_hostname", "inventory_hostname_short", "groups", "group_names", "omit", "hostvars",
        "playbook_dir", "play_hosts", "role_name", "role_names", "role_path", "role_uuid",
    ]

    /// The text of `ansible-inventory --list`, without a line break at its end; templates are not rendered.
    ///
    /// Of the hosts, those of the limit are listed, or all of them without one. What encrypted files hold is hidden,
    /// unless it is to be shown as Ansible does.
    package func listJSON(limitedTo limit: Set<String>? = nil, showsSecrets: Bool = false) -> String {
        let all = Set(hostNames(inGroup: "all"))
        let listed = limit.map { all.intersection($0) } ?? all
        var top: [String: JSONText] = [:]
        for group in groups {
            var fields: [String: JSONText] = [:]
            let own = group.ownHosts.filter { listed.contains($0) }
            if group.name != "all", !own.isEmpty { fields["hosts"] = .names(own) }
            if !group.childNames.isEmpty { fields["children"] = .names(group.childNames) }
            if !fields.isEmpty { top[group.name] = .object(fields) }
        }
        let named = hosts.filter { listed.contains($0.name) }.map {
            ($0.name, JSONText(variables(of: $0, showsSecrets: showsSecrets)))
        }
        top["_meta"] = .object([
            // Tells Ansible how to read this, should it be what an inventory script prints.
            "profile": .string("inventory_legacy"),
            "hostvars": .object(Dictionary(named.filter { !$0.1.isEmpty }, uniquingKeysWith: { $1 })),
        ])
        return JSONText.object(top).text()
    }

    /// A host's variables as JSON, as `ansible-inventory --host` prints them, without a line break at the end.
    package func hostJSON(_ host: Host, showsSecrets: Bool = false) -> String {
        JSONText(variables(of: host, showsSecrets: showsSecrets)).text()
    }

    private func variables(of host: Host, showsSecrets: Bool) -> [String: Node] {
        Self.shown(layers(for: host).winners, showsSecrets: showsSecrets)
    }

    private static func shown(_ variables: [String: Node], showsSecrets: Bool) -> [String: Node] {
        let shown = variables.filter { !computed.contains($0.key) }
        return showsSecrets ? shown.mapValues(\.disclosed) : shown
    }

    /// The text of `ansible-inventory --graph`, or of `--graph --vars`, without a line break at its end.
    ///
    /// Templates are not rendered, and what encrypted files hold is hidden unless it is to be shown.
    package func graph(showingVariables showsVariables: Bool = false, showsSecrets: Bool = false) -> String {
        graph(of: "all", (showsVariables, showsSecrets), depth: 0).joined(separator: "\n")
    }

    /// The text of `ansible-inventory --graph GROUP`; nil if there is no such group.
    package func graph(
        of group: String, showingVariables showsVariables: Bool = false, showsSecrets: Bool = false
    ) -> String? {
        groupTable[group].map { graph(of: $0.name, (showsVariables, showsSecrets), depth: 0).joined(separator: "\n") }
    }

    private func graph(of name: String, _ shows: (variables: Bool, secrets: Bool), depth: Int) -> [String] {
        guard let group = groupTable[name] else { return [] }
        var lines = [Self.branch("@\(name):", depth: depth)]
        lines += group.childNames.flatMap { graph(of: $0, shows, depth: depth + 1) }
        for host in name == "all" ? [] : group.ownHosts {
            lines.append(Self.branch(host, depth: depth + 1))
            guard shows.variables, let host = hostTable[host] else { continue }
            lines += Self.branches(variables(of: host, showsSecrets: shows.secrets), depth: depth + 2)
        }
        guard shows.variables else { return lines }
        return lines + Self.branches(variables(of: group, showsSecrets: shows.secrets), depth: depth + 1)
    }

    /// What a group's own section and files say, not its parents'.
    private func variables(of group: HostGroup, showsSecrets: Bool) -> [String: Node] {
        var variables = (group.layers + variableFolders.flatMap { $0.groups[group.name] ?? [] }).winners
        if group.priority != 1 {
            let start = Position(line: 1, column: 1)
            let span = group.span ?? Span(file: "", start: start, end: start)
            variables["ansible_group_priority"] = Node(.scalar("\(group.priority)", isQuoted: false), at: span)
        }
        return Self.shown(variables, showsSecrets: showsSecrets)
    }

    /// Variables in Python's words, as `--graph --vars` shows them.
    private static func branches(_ variables: [String: Node], depth: Int) -> [String] {
        variables.sorted { Path.precedes($0.key, $1.key) }.map { name, node in
            branch("{\(name) = \(node.isSensitive ? "(sensitive)" : Value(node).text)}", depth: depth)
        }
    }

    private static func branch(_ name: String, depth: Int) -> String {
        depth == 0 ? name : String(repeating: "  |", count: depth) + "--" + name
    }
}
