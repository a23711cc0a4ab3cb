import Diagnostics
import YAML

extension Inventory {
    /// Variables that tell Ansible how to reach a host, and would be obeyed by nobody here; each place once.
    var ignoredVariables: [Diagnostic] {
        let folders = variableFolders.flatMap { folder in
            folder.groups.sorted { Path.precedes($0.key, $1.key) }.flatMap { $0.value }
                + folder.hosts.sorted { Path.precedes($0.key, $1.key) }.flatMap { $0.value }
        }
        let layers = groups.flatMap { $0.layers } + hosts.flatMap { $0.layers } + folders
        var seen: Set<Span> = []
        return layers.flatMap { layer in
            layer.variables.filter { $0.key.hasPrefix("ansible_") }.sorted { Path.precedes($0.key, $1.key) }
                .compactMap { name, value in
                    guard let help = IgnoredVariables.help(for: name), seen.insert(value.span).inserted else {
                        return nil
                    }
                    return Diagnostic("ignored-variable", "'\(name)' is not obeyed", at: value.span).helping(help)
                }
        }
    }
}

/// What Ansible's connections take and this program does not.
private enum IgnoredVariables {
    /// What to do instead; nil for a variable that means something here, or does no harm.
    static func help(for name: String) -> String? {
        if options.contains(name) {
            return "say it in ~/.ssh/config (ProxyJump, ControlPath, …), or in a file that --ssh-config names"
        }
        if escalation.contains(name) { return "other users are become with sudo, doas or su as they are" }
        if keys.contains(name) {
            return "name a key's file with 'ansible_ssh_private_key_file', or let ssh-agent hold it"
        }
        if shells.contains(name) { return "hosts are worked on with their 'sh'" }
        guard plugins.contains(where: { name.hasPrefix($0) }) else { return nil }
        return "hosts are reached by SSH, or are this machine"
    }

    private static let options: Set<String> = [
        "ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args", "ansible_scp_extra_args",
        "ansible_sftp_extra_args", "ansible_ssh_executable", "ansible_scp_executable", "ansible_sftp_executable",
        "ansible_ssh_pkcs11_provider", "ansible_sshpass_prompt", "ansible_ssh_retries", "ansible_reconnection_retries",
    ]
    private static let keys: Set<String> = [
        "ansible_private_key", "ansible_ssh_private_key", "ansible_private_key_passphrase",
        "ansible_ssh_private_key_passphrase",
    ]
    private static let escalation: Set<String> = [
        "ansible_become_exe", "ansible_become_flags", "ansible_sudo_exe", "ansible_sudo_flags", "ansible_su_exe",
        "ansible_su_flags", "ansible_su_prompts", "ansible_doas_exe", "ansible_doas_flags", "ansible_doas_prompts",
    ]
    private static let shells: Set<String> = ["ansible_shell_type", "ansible_shell_executable"]
    private static let plugins = [
        "ansible_winrm_", "ansible_psrp_", "ansible_paramiko_", "ansible_libssh_", "ansible_httpapi_",
        "ansible_netconf_", "ansible_network_os", "ansible_docker_", "ansible_podman_", "ansible_aws_ssm_",
    ]
}
