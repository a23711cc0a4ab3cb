package import Diagnostics
package import Nodes

/// What the command line says about reaching hosts.
///
/// As in Ansible, a host's variables go before it.
package struct ConnectionChoices: Sendable {
    /// Whom the connection becomes.
    package enum Becoming: Sendable, Hashable {
        /// Whoever options and variables say, if any.
        case asTold
        /// The user that the work on the host takes; nobody but the one who logs in where it is nil.
        case user(String?)
    }

    package var user: String?
    package var identityFile: String?
    package var password: String?
    package var transport: ConnectionSettings.Transport?
    package var connectDeadline: Duration?
    package var configFile: String?
    package var knownHostsFile: String?
    package var acceptsNewKeys = false
    package var becomes = false
    package var becomeUser: String?
    package var becomeMethod: ConnectionSettings.Become.Method?
    package var becomePassword: String?

    package init() {}

    package init(_ arguments: Arguments) {
        user = arguments.value(.user)
        identityFile = arguments.value(.privateKey)
        transport = arguments.value(.transport).flatMap(ConnectionSettings.Transport.init)
        connectDeadline = arguments.number(.connectTimeout).map { .seconds($0) }
        configFile = arguments.value(.sshConfig)
        knownHostsFile = arguments.value(.knownHosts)
        acceptsNewKeys = arguments.has(.acceptNew)
        becomes = arguments.has(.become)
        becomeUser = arguments.value(.becomeUser)
        becomeMethod = arguments.value(.becomeMethod).flatMap(ConnectionSettings.Become.Method.init)
    }

    /// How a host is reached.
    /// - Parameters:
    ///   - host: the inventory's name of it.
    ///   - becoming: whom the connection becomes.
    ///   - place: where one of the host's variables was written.
    ///   - variable: the text of one of the host's variables, rendered; nil where it has none.
    /// - Returns: settings whose passwords are those of the variables, or the ones that were asked for.
    /// - Throws: a variable that says what cannot be done, at its place.
    package func settings(
        for host: String, becoming: Becoming = .asTold, place: (String) -> Span? = { _ in nil },
        variable: (String) throws -> String?
    ) throws -> ConnectionSettings {
        func given(_ names: String...) throws -> Given? {
            for name in names {
                if let text = try variable(name), !text.isEmpty {
                    return Given(name: name, text: text, span: place(name))
                }
            }
            return nil
        }
        func first(_ names: String...) throws -> String? {
            for name in names { if let given = try given(name) { return given.text } }
            return nil
        }
        var settings = ConnectionSettings(host: host, address: try first("ansible_host", "ansible_ssh_host"))
        settings.transport = try transport(given("ansible_connection")) ?? transport ?? .ssh
        settings.port = try number(given("ansible_port", "ansible_ssh_port"))
        settings.user = try first("ansible_user", "ansible_ssh_user") ?? user
        settings.identityFile =
            try first("ansible_ssh_private_key_file", "ansible_private_key_file") ?? identityFile
        settings.password = try first("ansible_password", "ansible_ssh_pass", "ansible_ssh_password") ?? password
        let checks = try flag(given("ansible_host_key_checking", "ansible_ssh_host_key_checking"))
        settings.hostKeyCheck = acceptsNewKeys || checks == false ? .acceptNew : .strict
        settings.knownHostsFile = knownHostsFile
        settings.configFile = configFile
        let timeout = try number(given("ansible_ssh_timeout", "ansible_timeout"))
        if let deadline = timeout.map({ .seconds($0) }) ?? connectDeadline { settings.connectDeadline = deadline }
        let becomes = try flag(given("ansible_become")) ?? (self.becomes || becomeUser != nil)
        let told = becomes ? try first("ansible_become_user") ?? becomeUser ?? "root" : nil
        let become: String? = if case .user(let user) = becoming { user } else { told }
        if let become {
            let method = try method(given("ansible_become_method")) ?? becomeMethod ?? .sudo
            settings.become = .init(
                method: method, user: become,
                password: try first("ansible_become_password", "ansible_become_pass", "ansible_\(method)_pass")
                    ?? becomePassword)
        }
        return settings
    }

    /// What one of a host's variables says.
    private struct Given {
        var name: String
        var text: String
        var span: Span?

        func wrong(_ wanted: String) -> Diagnostic {
            Diagnostic("wrong-value", "the variable '\(name)' takes \(wanted), not '\(text)'", at: span)
        }
    }

    private func transport(_ given: Given?) throws -> ConnectionSettings.Transport? {
        guard let given else { return nil }
        switch given.text {
        case "smart", "paramiko", "paramiko_ssh", "ansible.netcommon.libssh": return .ssh
        case "ansible.builtin.ssh": return .ssh
        case "ansible.builtin.local": return .local
        default:
            guard let transport = ConnectionSettings.Transport(rawValue: given.text) else {
                throw given.wrong("one of ssh, libssh2, openssh and local")
            }
            return transport
        }
    }

    private func method(_ given: Given?) throws -> ConnectionSettings.Become.Method? {
        guard let given else { return nil }
        let prefix = "ansible.builtin."
        let name = given.text.hasPrefix(prefix) ? String(given.text.dropFirst(prefix.count)) : given.text
        guard let method = ConnectionSettings.Become.Method(rawValue: name) else {
            throw given.wrong("one of sudo, doas and su")
        }
        return method
    }

    private func number(_ given: Given?) throws -> Int? {
        guard let given else { return nil }
        guard let number = Int(given.text), number > 0 else { throw given.wrong("a whole number above 0") }
        return number
    }

    private func flag(_ given: Given?) throws -> Bool? {
        guard let given else { return nil }
        switch given.text.lowercased() {
        case "true", "yes", "on", "1", "y", "t": return true
        case "false", "no", "off", "0", "n", "f": return false
        default: throw given.wrong("true or false")
        }
    }
}
