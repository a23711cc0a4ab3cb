package import Diagnostics
package import YAML
internal import Synchronization

/// The passwords of a run, each looked for when an encrypted text is first met, and what was opened with them.
package final class Keyring: Sendable {
    private struct State {
        var keys: [VaultKey]?
        /// Why sources gave no password.
        var problems: [Diagnostic] = []
        var opened: [[UInt8]: [UInt8]] = [:]
    }

    private let sources: [PasswordSource]
    private let settings: VaultSettings
    private let state = Mutex(State())
    private let learns: (@Sendable (String) -> Void)?

    /// - Parameters:
    ///   - sources: In the order in which they are tried.
    ///   - settings: What labels mean.
    ///   - learns: Is told every secret text that comes to light.
    package init(
        _ sources: [PasswordSource] = [], _ settings: VaultSettings = VaultSettings(),
        learns: (@Sendable (String) -> Void)? = nil
    ) {
        self.sources = sources
        self.settings = settings
        self.learns = learns
    }

    /// Takes note of the texts in a secret value.
    package func learn(_ secret: Node) {
        switch secret.value {
        case .scalar(let text, _): learns?(text)
        case .sequence(let items): for item in items { learn(item) }
        case .mapping(let entries):
            for entry in entries {
                learn(entry.key)
                learn(entry.value)
            }
        }
    }

    /// Opens a text with the password that it names, or with another one.
    ///
    /// - Throws: That it is no such text, was cut or changed, or that no password opens it.
    package func open(_ text: EncryptedText) throws(Diagnostic) -> [UInt8] {
        let result: Result<[UInt8], Diagnostic> = state.withLock { state in
            if let plain = state.opened[text.bytes] { return .success(plain) }
            let result = Result { () throws(Diagnostic) in
                load(&state)
                return try Self.opened(text, by: state, settings).plain
            }
            if case .success(let plain) = result { state.opened[text.bytes] = plain }
            return result
        }
        return try result.get()
    }

    /// Opens a text and says which password did it and what label the text has, to encrypt it so again.
    package func openWithKey(
        _ text: EncryptedText
    ) throws(Diagnostic) -> (plain: [UInt8], key: VaultKey, id: String) {
        let result = state.withLock { state in
            Result { () throws(Diagnostic) in
                load(&state)
                return try Self.opened(text, by: state, settings)
            }
        }
        return try result.get()
    }

    /// The passwords that can be had.
    ///
    /// - Throws: Why there is none.
    package func keys() throws(Diagnostic) -> [VaultKey] {
        let (keys, problems) = state.withLock { state in
            load(&state)
            return (state.keys ?? [], state.problems)
        }
        guard keys.isEmpty else { return keys }
        throw problems.first ?? Self.noPassword("a vault password is needed")
    }

    /// The password to encrypt with: the one of that label, or the only one.
    package func key(toEncryptAs wanted: String? = nil) throws(Diagnostic) -> VaultKey {
        let keys = try keys()
        let ids = keys.map(\.id)
        if let wanted = wanted ?? settings.encryptID {
            if let key = keys.first(where: { $0.id == wanted }) { return key }
            let problem = Diagnostic("vault-id", "there is no vault password labelled '\(wanted)' to encrypt with")
            guard let near = wanted.closest(of: ids) else {
                throw problem.helping("the labels are: \(ids.joined(separator: ", "))")
            }
            throw problem.helping("did you mean '\(near)'?")
        }
        guard keys.count == 1 else {
            throw Diagnostic(
                "vault-id", "there are several vault passwords to encrypt with: \(ids.joined(separator: ", "))"
            )
            .helping("name one with --encrypt-vault-id")
        }
        return keys[0]
    }
}

extension Keyring {
    private func load(_ state: inout State) {
        guard state.keys == nil else { return }
        state.keys = []
        for source in sources {
            do throws(Diagnostic) {
                let password = try self.password(of: source, with: state)
                state.keys?.append(VaultKey(id: source.label ?? settings.defaultID, password: password))
            } catch {
                state.problems.append(error)
            }
        }
    }

    /// A password file may be encrypted with a password that comes before it.
    private func password(of source: PasswordSource, with state: State) throws(Diagnostic) -> Password {
        switch source.origin {
        case .given(let password): return password
        case .missing(let problem): throw problem
        case .prompt: throw Diagnostic("vault-password", "nobody was asked for the vault password")
        case .file(let path):
            let settings = settings
            return try PasswordFile(path, label: source.label).password { bytes throws(Diagnostic) in
                try Self.opened(EncryptedText(file: path, bytes: bytes), by: state, settings).plain
            }
        }
    }

    private static func opened(
        _ text: EncryptedText, by state: State, _ settings: VaultSettings
    ) throws(Diagnostic) -> (plain: [UInt8], key: VaultKey, id: String) {
        let parts: VaultText
        do throws(VaultFlaw) { parts = try VaultText(text.bytes) } catch { throw text.problem(error) }
        let keys = state.keys ?? []
        guard !keys.isEmpty else {
            var problem = noPassword("this is encrypted, and there is no password to open it", at: text.span)
            problem.notes = state.problems.map { .note($0.message) }
            throw problem
        }
        let named = keys.filter { $0.id == parts.id }
        let candidates = settings.matchesIDs ? named : named + keys.filter { $0.id != parts.id }
        guard !candidates.isEmpty else {
            throw Diagnostic(
                "vault-wrong-password", "there is no vault password labelled '\(parts.id)', which this wants",
                at: text.span)
        }
        var outcomes: [VaultCipher.Outcome] = []
        for key in candidates {
            let outcome = VaultCipher.open(parts, with: key.password)
            if case .opened(let plain) = outcome { return (plain, key, parts.id) }
            outcomes.append(outcome)
        }
        var problem = text.problem(outcomes, id: parts.id, tried: candidates.map(\.id))
        problem.notes += state.problems.map { .note($0.message) }
        throw problem
    }

    private static func noPassword(_ message: String, at span: Span? = nil) -> Diagnostic {
        Diagnostic("vault-no-password", message, at: span)
            .helping("--vault-password-file FILE, --vault-id LABEL@FILE or --ask-vault-pass gives one")
    }
}

extension VaultKey {
    /// Encrypts bytes as Ansible Vault does, under a label of theirs; a header names it unless it is the default one.
    package func encrypt(_ plain: [UInt8], as id: String? = nil) throws(Diagnostic) -> [UInt8] {
        guard !VaultText.isMarked(plain) else {
            throw Diagnostic("already-encrypted", "this is encrypted already")
        }
        return VaultCipher.sealed(plain, with: password, id: id ?? self.id).bytes
    }
}
