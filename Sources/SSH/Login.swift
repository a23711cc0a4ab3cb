import FoundationEssentials
import Nodes

/// How a login is tried: agent and key files in OpenSSH's order, then a password.
struct Login: Sendable {
    /// A server counts every key that it is shown, and hangs up after six.
    private static let mostKeys = 5

    let user: String
    let settings: ConnectionSettings
    let configuration: HostConfiguration
    let prompts: Prompts
    let keyFiles: [PrivateKeyFile]

    init(_ settings: ConnectionSettings, _ configuration: HostConfiguration, _ prompts: Prompts) {
        self.settings = settings
        self.configuration = configuration
        self.prompts = prompts
        user = configuration.user
        var paths: [String] = []
        for path in configuration.identityFiles.map(\.expandingHome) where !paths.contains(path) { paths.append(path) }
        keyFiles = paths.compactMap { PrivateKeyFile(path: $0) }
    }

    /// Why the system's ssh has to be used for this host; nil where libssh2 will do.
    var needsOpenSSH: String? {
        if let jump = configuration.jumpHosts { return "it is reached through '\(jump)'" }
        if configuration.proxyCommand != nil { return "it is reached through a ProxyCommand" }
        if !configuration.certificateFiles.isEmpty { return "a certificate is configured for it" }
        if let key = keyFiles.first(where: \.hasCertificate) { return "'\(key.path)' has a certificate" }
        guard settings.password == nil else { return nil }
        let usable = keyFiles.filter { $0.isUsable }
        if usable.isEmpty, !hasAgent, let key = keyFiles.first, let type = key.type {
            return "'\(key.path)' is of type \(type), which libssh2 cannot use here"
        }
        return nil
    }

    /// The reason to try the system's ssh after libssh2's keys were refused: there are keys that only it can use.
    var hasOtherKeys: String? {
        keyFiles.first { !$0.isUsable }.map { "the host took none of libssh2's keys, and '\($0.path)' is one it cannot use" }
            ?? (hasAgent ? "the host took no key that libssh2 could use, and the agent may hold others" : nil)
    }

    private var agentSocket: String? {
        guard let agent = configuration.identityAgent, agent != "SSH_AUTH_SOCK" else { return nil }
        return agent.expandingHome
    }

    private var hasAgent: Bool {
        configuration.identityAgent != "none"
            && (agentSocket != nil || ProcessInfo.processInfo.environment["SSH_AUTH_SOCK"]?.isEmpty == false)
    }

    /// - Throws: `NodeError(.authentication)` when nothing was taken.
    func perform(on line: LibSSH2Line, until deadline: ContinuousClock.Instant) async throws {
        let explicit = keyFiles.filter { $0.path == settings.identityFile?.expandingHome }
        let others = keyFiles.filter { key in !explicit.contains(key) }
        if try await tryFiles(explicit, line, deadline) { return }
        if hasAgent, try await tryAgent(line, deadline) { return }
        if try await tryFiles(others, line, deadline) { return }
        if try await tryPassword(line, deadline) { return }
        throw refusal
    }

    private func tryFiles(
        _ files: [PrivateKeyFile], _ line: LibSSH2Line, _ deadline: ContinuousClock.Instant
    ) async throws -> Bool {
        for file in files.filter(\.isUsable).prefix(Self.mostKeys) {
            if file.isEncrypted, let key = file.publicKey, hasAgent {
                let taken = try await line.login(user, agentAt: agentSocket, until: deadline) { $0 == key }
                if taken { return true }
            }
            let passphrase = file.isEncrypted ? await prompts.passphrase(for: file.path) : nil
            if file.isEncrypted && passphrase == nil { continue }
            if try await line.login(user, keyFile: file.path, passphrase: passphrase, until: deadline) { return true }
        }
        return false
    }

    private func tryAgent(_ line: LibSSH2Line, _ deadline: ContinuousClock.Instant) async throws -> Bool {
        let configured = keyFiles.compactMap(\.publicKey)
        let isLimited = configuration.usesIdentitiesOnly
        return try await line.login(user, agentAt: agentSocket, until: deadline) { key in
            guard PublicKey.type(of: key).map(PrivateKeyFile.isUsable) ?? false else { return false }
            return !isLimited || configured.contains(key)
        }
    }

    private func tryPassword(_ line: LibSSH2Line, _ deadline: ContinuousClock.Instant) async throws -> Bool {
        guard let password = settings.password else { return false }
        return try await prompts.gate.use(.init(.login, user: user, password: password)) {
            guard try await line.login(user, password: password, until: deadline) else {
                throw NodeError(
                    .authentication, "the password for '\(user)' was refused",
                    help: "the run tries a refused password nowhere else, since more tries lock accounts")
            }
            return true
        }
    }

    private var refusal: NodeError {
        let tried = keyFiles.map { "'\($0.path)'" }.joined(separator: ", ")
        let what = tried.isEmpty ? "no key file was found" : "tried \(tried)"
        return NodeError(
            .authentication, "'\(user)' was not let in: \(what)",
            help: "give 'ansible_user' and 'ansible_ssh_private_key_file', or load a key into an agent")
    }
}

extension PrivateKeyFile {
    /// Whether this libssh2 can log in with the key.
    fileprivate var isUsable: Bool { type.map(Self.isUsable) ?? true }

    /// RSA needs rsa-sha2 signatures, which libssh2 knows from 1.11 on; keys in hardware it does not know.
    fileprivate static func isUsable(_ type: String) -> Bool {
        switch type {
        case "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521": true
        case "ssh-rsa": LibSSH2Line.versionNumber >= 0x010b00
        default: false
        }
    }
}

extension String {
    /// The path with a leading `~/` put in full.
    var expandingHome: String {
        guard hasPrefix("~/") else { return self }
        return (ProcessInfo.processInfo.environment["HOME"] ?? "") + dropFirst(1)
    }
}
