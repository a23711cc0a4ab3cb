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
    /// What encrypted files hold is hidden, unless it is to be shown as Ansible does.
    package func listJSON(showsSecrets: Bool = false) -> String {
        let listed = Set(hostNames(inGroup: "all"))
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
        let variables = layers(for: host).winners.filter { !Self.computed.contains($0.key) }
        return showsSecrets ? variables.mapValues(\.disclosed) : variables
    }

    /// The text of `ansible-inventory --graph`, without a line break at its end.
    package func graph() -> String { graph(of: "all", depth: 0).joined(separator: "\n") }

    /// The text of `ansible-inventory --graph GROUP`; nil if there is no such group.
    package func graph(of group: String) -> String? {
        groupTable[group].map { graph(of: $0.name, depth: 0).joined(separator: "\n") }
    }

    private func graph(of name: String, depth: Int) -> [String] {
        guard let group = groupTable[name] else { return [] }
        let below = group.childNames.flatMap { graph(of: $0, depth: depth + 1) }
        let own = name == "all" ? [] : group.ownHosts.map { Self.branch($0, depth: depth + 1) }
        return [Self.branch("@\(name):", depth: depth)] + below + own
    }

    private static func branch(_ name: String, depth: Int) -> String {
        depth == 0 ? name : String(repeating: "  |", count: depth) + "--" + name
    }
}
