import Diagnostics
import Templates

/// Variables that Ansible makes by itself and that nothing here stands for: what is said of them, since a guess at a
/// slip would mislead.
enum AnsibleVariables {
    /// An undefined value that says why; nil for a name that Ansible does not make.
    static func undefined(_ name: String) -> Value? {
        guard let problem = problem(of: name) else { return nil }
        return Value(.undefined(problem))
    }

    private static func problem(of name: String) -> Diagnostic? {
        if let kind = kinds.first(where: { $0.names.contains(name) }) {
            return Diagnostic("ansible-variable", "'\(name)' \(kind.what)").helping(kind.help)
        }
        guard facts.contains(name) || factFamilies.contains(where: { name.hasPrefix($0) }) else { return nil }
        return Diagnostic("ansible-variable", "'\(name)' is a fact of Ansible's that is not looked at here")
            .helping("give it a value in the inventory, or write '\(name) | default(…)'")
    }

    private struct Kind {
        var names: Set<String>
        var what: String
        var help: String
    }

    private static let kinds = [
        Kind(
            names: [
                "play_hosts", "ansible_play_hosts", "ansible_play_hosts_all", "ansible_play_batch", "ansible_limit",
            ],
            what: "names the hosts of Ansible's play, and there are no plays here",
            help: "name hosts with groups['…'] or hosts('…')"),
        Kind(
            names: [
                "role_path", "role_name", "role_names", "role_uuid", "ansible_role_name", "ansible_role_names",
                "ansible_play_name", "ansible_play_role_names", "ansible_dependent_role_names",
                "ansible_parent_role_names", "ansible_parent_role_paths", "ansible_collection_name",
                "ansible_search_path",
            ],
            what: "belongs to Ansible's plays and roles, and there are none here",
            help: "files and templates are found by their names alone, in a module as in the project"),
        Kind(
            names: [
                "ansible_check_mode", "ansible_diff_mode", "ansible_run_tags", "ansible_skip_tags", "ansible_verbosity",
                "ansible_forks", "ansible_version", "ansible_playbook_python", "ansible_config_file",
                "ansible_inventory_sources", "environment",
            ],
            what: "tells how Ansible is run",
            help: "what a host is to be does not rest on how the program is run"),
        Kind(
            names: [
                "template_host", "template_uid", "template_path", "template_fullpath", "template_destpath",
                "template_mtime", "template_run_date",
            ],
            what: "would make a file differ from run to run",
            help: "'ansible_managed' holds a line that stays the same"),
    ]

    private static let facts: Set<String> = [
        "ansible_apparmor", "ansible_cmdline", "ansible_default_ipv6", "ansible_device_links", "ansible_devices",
        "ansible_dns", "ansible_effective_group_id", "ansible_env", "ansible_fibre_channel_wwn", "ansible_fips",
        "ansible_form_factor", "ansible_hostnqn", "ansible_is_chroot", "ansible_iscsi_iqn", "ansible_kernel_version",
        "ansible_loadavg", "ansible_local", "ansible_locally_reachable_ips", "ansible_lvm", "ansible_machine_id",
        "ansible_proc_cmdline", "ansible_processor", "ansible_python", "ansible_python_version",
        "ansible_real_group_id", "ansible_selinux", "ansible_selinux_python_present", "ansible_swapfree_mb",
        "ansible_system_vendor", "ansible_systemd", "ansible_uptime_seconds", "ansible_user_gecos",
        "ansible_user_gid", "ansible_user_shell", "ansible_virtualization_tech_guest",
        "ansible_virtualization_tech_host", "gather_subset", "module_setup",
    ]

    private static let factFamilies = [
        "ansible_bios_", "ansible_board_", "ansible_chassis_", "ansible_distribution_file_", "ansible_product_",
        "ansible_ssh_host_key_", "ansible_system_capabilities",
    ]
}
