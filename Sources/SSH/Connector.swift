package import Nodes

/// Opens connections to hosts, each by the transport that suits it.
package struct Connector: Sendable {
    private let prompts: Prompts

    package init(prompts: Prompts) { self.prompts = prompts }

    /// Connects, checks the host key and logs in; the shell starts with the first request.
    /// - Throws: `NodeError`.
    package func connect(_ settings: ConnectionSettings) async throws -> any Node {
        switch settings.transport {
        case .local: return LocalNode(name: settings.host, become: settings.become, gate: prompts.gate)
        case .openssh: return try await openSSH(settings, because: nil)
        case .libssh2: return try await libSSH2(settings, try await HostConfiguration.asking(about: settings))
        case .ssh: return try await whicheverSuits(settings)
        }
    }

    private func whicheverSuits(_ settings: ConnectionSettings) async throws -> any Node {
        let configuration = try await HostConfiguration.asking(about: settings)
        let login = Login(settings, configuration, prompts)
        if let reason = login.needsOpenSSH { return try await openSSH(settings, because: reason) }
        do {
            return try await libSSH2(settings, configuration)
        } catch let error as Unsuitable {
            return try await openSSH(settings, because: "libssh2 and the host have no method in common: \(error.reason)")
        } catch let error as NodeError where error.kind == .authentication && settings.password == nil {
            guard let reason = login.hasOtherKeys else { throw error }
            return try await openSSH(settings, because: reason)
        }
    }

    private func libSSH2(_ settings: ConnectionSettings, _ configuration: HostConfiguration) async throws -> any Node {
        let deadline = ContinuousClock.now + settings.connectDeadline
        let check = HostKeyCheck(settings, configuration)
        let line = try await LibSSH2Line(
            thread: BlockingThread(name: "ssh \(settings.host)"), host: configuration.hostName, port: configuration.port,
            hostKeyTypes: check.known.types, until: deadline, patience: settings.connectDeadline)
        do {
            let key = try await line.hostKey()
            try check.judge(type: key.type, key: key.key)
            // A person may have to type a passphrase, so the login has a deadline of its own.
            let login = Login(settings, configuration, prompts)
            try await login.perform(on: line, until: .now + settings.connectDeadline + .seconds(60))
        } catch {
            await line.close()
            throw error
        }
        let escalation = Escalation(settings.become, loginUser: configuration.user, gate: prompts.gate)
        return KeptShell(name: settings.host, line: line, escalation: escalation)
    }

    private func openSSH(_ settings: ConnectionSettings, because reason: String?) async throws -> any Node {
        let configuration = try await HostConfiguration.asking(about: settings)
        let line = try await OpenSSHLine(settings)
        let escalation = Escalation(settings.become, loginUser: configuration.user, gate: prompts.gate)
        let notes = reason.map { ["connected by the system's ssh: \($0)"] } ?? []
        return KeptShell(name: settings.host, line: line, escalation: escalation, notes: notes)
    }
}
