/// How one host is reached, as inventory, command line and `~/.ssh/config` say together.
package struct ConnectionSettings: Sendable, Hashable {
    package enum Transport: String, Sendable, Hashable, CaseIterable {
        /// libssh2, or the system's ssh where libssh2 cannot do what the host needs.
        case ssh
        case libssh2
        case openssh
        /// This machine itself.
        case local
    }

    package enum HostKeyCheck: String, Sendable, Hashable, CaseIterable { case strict, acceptNew = "accept-new" }

    package struct Become: Sendable, Hashable {
        package enum Method: String, Sendable, Hashable, CaseIterable { case sudo, doas, su }
        package var method: Method
        package var user: String
        package var password: String?

        package init(method: Method = .sudo, user: String = "root", password: String? = nil) {
            self.method = method
            self.user = user
            self.password = password
        }
    }

    /// The inventory's name.
    package var host: String
    package var transport = Transport.ssh
    /// `ansible_host`; the inventory's name otherwise.
    package var address: String
    /// Nil leaves these to `~/.ssh/config` and its defaults.
    package var port: Int?
    package var user: String?
    package var identityFile: String?
    package var password: String?
    package var hostKeyCheck = HostKeyCheck.strict
    /// Another known_hosts file than the user's own.
    package var knownHostsFile: String?
    /// Another ssh_config than the user's own, as `ssh -F` takes it.
    package var configFile: String?
    package var become: Become?
    package var connectDeadline = Duration.seconds(10)

    package init(host: String, address: String? = nil) {
        self.host = host
        self.address = address ?? host
    }
}
