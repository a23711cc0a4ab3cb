package import Diagnostics

/// What a project and the environment say about vault passwords, as Ansible's settings of the same meaning do.
package struct VaultSettings: Sendable, Hashable {
    /// `LABEL@SOURCE` each, tried in this order.
    package var ids: [String] = []
    /// A file with a password, or a program that prints it.
    package var passwordFile: String?
    /// The label of passwords and texts that have none.
    package var defaultID = VaultKey.defaultID
    /// The label to encrypt under where there are several.
    package var encryptID: String?
    /// Whether only the password with a text's own label is tried.
    package var matchesIDs = false
    /// Whether to ask for a password as `--ask-vault-pass` does.
    package var asks = false

    package init() {}

    /// These settings under Ansible's environment variables.
    package func overridden(by environment: [String: String]) -> VaultSettings {
        var copy = self
        func value(_ name: String) -> String? { environment["ANSIBLE_\(name)"].flatMap { $0.isEmpty ? nil : $0 } }
        if let list = value("VAULT_IDENTITY_LIST") {
            copy.ids = list.split(separator: ",").map { $0.drop { $0 == " " } }.map { String($0) }
        }
        copy.passwordFile = value("VAULT_PASSWORD_FILE") ?? passwordFile
        copy.defaultID = value("VAULT_IDENTITY") ?? defaultID
        copy.encryptID = value("VAULT_ENCRYPT_IDENTITY") ?? encryptID
        copy.matchesIDs = value("VAULT_ID_MATCH").map(Self.isTrue) ?? matchesIDs
        copy.asks = value("ASK_VAULT_PASS").map(Self.isTrue) ?? asks
        return copy
    }

    private static func isTrue(_ text: String) -> Bool {
        ["y", "yes", "on", "1", "true", "t"].contains(text.lowercased())
    }

    /// All sources in the order in which they are tried.
    ///
    /// - Parameters:
    ///   - more: The values of `--vault-id`.
    ///   - files: The values of `--vault-password-file`.
    ///   - isAsked: Whether `--ask-vault-pass` was given.
    ///   - asksForWant: Whether to ask where nothing else gives a password.
    /// - Returns: The sources, of which those that ask were not asked yet.
    /// - Throws: What cannot be a source.
    package func sources(
        ids more: [String], files: [String], asks isAsked: Bool, asksForWant: Bool
    ) throws(Diagnostic) -> [PasswordSource] {
        var sources: [PasswordSource] = []
        for text in ids + more { sources.append(try PasswordSource(parsing: text)) }
        for file in files + (passwordFile.map { [$0] } ?? []) {
            sources.append(PasswordSource(label: defaultID, .file(file)))
        }
        if asks || isAsked || sources.isEmpty && asksForWant {
            sources.append(PasswordSource(label: defaultID, .prompt(.plain)))
        }
        return sources
    }
}
