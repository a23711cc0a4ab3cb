package import Nodes

/// Opens connections to hosts, each by the transport that suits it.
package struct Connector: Sendable {
    private let prompts: Prompts

    package init(prompts: Prompts) { self.prompts = prompts }

    /// Connects, checks the host key and logs in; the shell starts with the first request.
    ///
    /// - Throws: `NodeError`.
    package func connect(_ settings: ConnectionSettings) async throws -> any Node {
        if settings.transport == .local {
            return LocalNode(name: settings.host, become: settings.become, gate: prompts.gate)
        }
        let configuration = try await HostConfiguration.asking(about: settings)
        let attempt = Attempt(settings: settings, configuration: configuration, prompts: prompts)
        switch settings.transport {
        case .openssh: return try await attempt.openSSH(because: nil)
        case .libssh2: return try await attempt.libSSH2()
        case .ssh, .local: return try await attempt.whicheverSuits()
        }
    }
}

/// One host, with all that is known of how to reach it.
private struct Attempt {
    let settings: ConnectionSettings
    let configuration: HostConfiguration
    let keys: LoginKeys
    let check: HostKeyCheck
    let prompts: Prompts

    init(settings: ConnectionSettings, configuration: HostConfiguration, prompts: Prompts) {
        self.settings = settings
        self.configuration = configuration
        self.prompts = prompts
        keys = LoginKeys(settings, configuration)
        check = HostKeyCheck(settings, configuration)
    }

    func whicheverSuits() async throws -> any Node {
        if let reason = configuration.needsOpenSSH ?? check.needsOpenSSH ?? keyReason {
            return try await openSSH(because: reason)
        }
        do {
            return try await libSSH2()
        } catch let error as Unsuitable {
            return try await openSSH(because: "libssh2 and the host have no method in common (\(error.reason))")
        } catch let error as NodeError where error.kind == .authentication && settings.password == nil {
            guard let reason = keys.mayHoldOthers else { throw error }
            return try await openSSH(because: reason)
        }
    }

    /// A password makes keys that libssh2 cannot use unimportant.
    private var keyReason: String? { settings.password == nil ? keys.needOpenSSH : nil }

    func libSSH2() async throws -> any Node {
        let limit = ConnectLimit(
            host: configuration.hostName, port: configuration.port, within: settings.connectDeadline)
        let line = try await LibSSH2Line(limit, hostKeyTypes: check.known.types)
        do {
            try check.judge(try await line.hostKey())
            var login = Login(settings, user: configuration.user, keys: keys, prompts: prompts)
            try await login.perform(on: line)
        } catch {
            await line.close()
            throw error
        }
        return node(over: line, notes: [])
    }

    func openSSH(because reason: String?) async throws -> any Node {
        let line = try await OpenSSHLine(settings, configuration, keys: keys, prompts: prompts)
        return node(over: line, notes: reason.map { ["connected by the system's ssh: \($0)"] } ?? [])
    }

    private func node(over line: any Line, notes: [String]) -> KeptShell {
        let escalation = Escalation(settings.become, loginUser: configuration.user, gate: prompts.gate)
        return KeptShell(name: settings.host, line: line, escalation: escalation, notes: notes)
    }
}
