internal import Diagnostics
internal import Templates

/// `secrets` in a template: the secrets by their names, each looked for when it is asked for.
struct SecretTable: TemplateObject {
    private let secrets: [String: SecretDeclaration]
    private let store: SecretStore
    /// Whether the project is only checked: then no program is run, and the environment does not count.
    private let isChecking: Bool

    /// Nil where no secret is declared; of two with one name the last one counts.
    init?(_ declared: [SecretDeclaration], in store: SecretStore, isChecking: Bool = false) {
        guard !declared.isEmpty else { return nil }
        secrets = Dictionary(declared.map { ($0.name, $0) }) { _, last in last }
        self.store = store
        self.isChecking = isChecking
    }

    var typeName: String { "'secrets'" }
    var keys: [String] { secrets.keys.sorted() }

    func value(of key: String) throws(Diagnostic) -> Value? {
        guard let secret = secrets[key] else { return nil }
        switch secret.source {
        case .command, .environment:
            guard isChecking else { break }
            let reason = "secret '\(key)' is not looked for while the project is checked"
            return Value(.undefined(Diagnostic(Diagnostic.unknownFacts, reason)), isSensitive: true)
        case .vault, .file: break
        }
        return try store.value(of: secret)
    }
}
