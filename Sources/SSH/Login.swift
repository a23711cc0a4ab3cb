import FoundationEssentials
import Nodes

/// How a login is tried: keys of the agent and key files as OpenSSH orders them, then a password.
///
/// One difference: a key file that the inventory names goes before the agent's other keys.
struct Login: Sendable {
    /// A server counts every credential that it is shown, and hangs up after six.
    static let mostAttempts = 6

    private let settings: ConnectionSettings
    private let prompts: Prompts
    private let keys: LoginKeys
    private var user: String
    private var attempts = 0
    /// What could not be shown to the host, and why.
    private var problems: [String] = []

    init(_ settings: ConnectionSettings, user: String, keys: LoginKeys, prompts: Prompts) {
        self.settings = settings
        self.user = user
        self.keys = keys
        self.prompts = prompts
    }

    /// Logs in.
    ///
    /// - Throws: `NodeError(.authentication)` when nothing was taken.
    mutating func perform(on line: LibSSH2Line) async throws {
        let held = keys.hasAgent ? await line.keys(ofAgentAt: keys.agentSocket) : nil
        if keys.hasAgent && held == nil { problems.append("the agent does not answer") }
        for key in keys.order(agent: held ?? []) where attempts < Self.mostAttempts {
            if try await take(key, line) { return }
        }
        if try await tryPassword(line) { return }
        throw refusal
    }

    private mutating func take(_ key: LoginKeys.Key, _ line: LibSSH2Line) async throws -> Bool {
        let credential: Credential
        switch key {
        case .ofAgent(let key): credential = .agentKey(key, socket: keys.agentSocket)
        case .inFile(let file):
            let passphrase = file.isEncrypted ? await prompts.passphrase(for: file.path) : nil
            if file.isEncrypted && passphrase == nil {
                problems.append("'\(file.path)' has a passphrase, which nobody can be asked for")
                return false
            }
            credential = .keyFile(file.path, passphrase: passphrase)
        }
        switch try await line.login(user, with: credential, within: settings.connectDeadline) {
        case .accepted: return true
        case .refused: attempts += 1
        case .unusable(let reason):
            guard case .inFile(let file) = key else { return false }
            problems.append(
                file.isEncrypted ? "the passphrase of '\(file.path)' is not right" : "'\(file.path)': \(reason)")
        }
        return false
    }

    private func tryPassword(_ line: LibSSH2Line) async throws -> Bool {
        guard settings.password != nil || prompts.canAsk else { return false }
        let patience = settings.connectDeadline
        let offered = try await line.methods(for: user, within: patience)
        let takesPasswords = offered.contains("password")
        guard takesPasswords || offered.contains("keyboard-interactive") else { return false }
        let prompted = settings.password == nil ? await prompts.password(for: user) : nil
        guard let password = settings.password ?? prompted else { return false }
        let user = user
        return try await prompts.gate.use(.init(.login, user: user, password: password)) {
            let credential = takesPasswords ? Credential.password(password) : .answer(password)
            guard try await line.login(user, with: credential, within: patience) == .accepted else {
                throw NodeError(
                    .authentication, "the password for '\(user)' was refused",
                    help: "the run tries a refused password nowhere else, since more tries lock accounts")
            }
            return true
        }
    }

    private var refusal: NodeError {
        let tried = keys.files.map { "'\($0.path)'" }.joined(separator: ", ")
        let what = keys.missingFile.map { "there is no key file '\($0)'" }
        let reasons = problems.isEmpty ? [what ?? (tried.isEmpty ? "no key was found" : "tried \(tried)")] : problems
        return NodeError(
            .authentication, "'\(user)' was not let in: \(reasons.joined(separator: "; "))",
            help: "give 'ansible_user' and 'ansible_ssh_private_key_file', or load a key into an agent")
    }
}
