import Console
import Diagnostics
import FoundationEssentials
import Manifests
import Vault

/// The vault passwords that a command line, the environment and the project's settings mean.
struct VaultAccess: Sendable {
    private let arguments: Arguments
    let settings: VaultSettings

    init(_ arguments: Arguments) {
        self.arguments = arguments
        settings = Project.vaultSettings(folder: arguments.value(.project) ?? ".")
            .overridden(by: ProcessInfo.processInfo.environment)
    }

    /// - Parameters:
    ///   - asksForWant: Whether to ask for a password where nothing gives one.
    ///   - isNew: Whether what is asked for is a new password, which has to be typed twice.
    /// - Returns: The passwords, those in files not read yet.
    /// - Throws: `Interrupted`, and sources that cannot be understood.
    func keyring(asksForWant: Bool = false, isNew: Bool = false) throws -> Keyring {
        let sources = try settings.sources(
            ids: arguments.values(.vaultID), files: arguments.values(.vaultPasswordFile),
            asks: arguments.has(.askVaultPass), asksForWant: asksForWant)
        return Keyring(
            try sources.map { try answered($0, isNew: isNew) }, settings,
            learns: arguments.has(.showSecrets) ? nil : SecretMask.learn)
    }

    /// The password that `rekey` encrypts with.
    func newKey() throws -> VaultKey {
        var sources: [PasswordSource] = []
        let wanted = arguments.value(.encryptVaultID)
        if wanted != nil { sources = try settings.ids.map { text in try PasswordSource(parsing: text) } }
        if let id = arguments.value(.newVaultID) { sources.append(try PasswordSource(parsing: id)) }
        if let file = arguments.value(.newVaultPasswordFile) {
            sources.append(PasswordSource(label: settings.defaultID, .file(file)))
        }
        if sources.isEmpty { sources = [PasswordSource(label: settings.defaultID, .prompt(.plain))] }
        var settings = settings
        settings.encryptID = nil
        return try Keyring(try sources.map { try answered($0, isNew: true) }, settings).key(toEncryptAs: wanted)
    }

    /// The source with the answer where it wants the operator to be asked.
    private func answered(_ source: PasswordSource, isNew: Bool) throws -> PasswordSource {
        guard case .prompt(let words) = source.origin else { return source }
        let id = source.label ?? settings.defaultID
        let questions =
            switch (words, isNew) {
            case (.plain, false): ["Vault password: "]
            case (.plain, true): ["New Vault password: ", "Confirm New Vault password: "]
            case (.withID, false): ["Vault password (\(id)): "]
            case (.withID, true): ["New vault password (\(id)): ", "Confirm new vault password (\(id)): "]
            }
        do {
            let answers = try questions.map { try Terminal.answer(to: $0, isSecret: true).blanksTrimmed }
            guard let password = Password(answers[0]) else {
                throw Diagnostic("vault-password", "a vault password cannot be empty")
            }
            guard answers.allSatisfy({ $0 == answers[0] }) else {
                throw Diagnostic("vault-password", "the two vault passwords are not the same")
            }
            return PasswordSource(label: source.label, .given(password))
        } catch let problem as Diagnostic where problem.code == "no-terminal" {
            return PasswordSource(label: source.label, .missing(problem))
        }
    }
}

extension String {
    /// The text without blanks and line breaks around it.
    fileprivate var blanksTrimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
