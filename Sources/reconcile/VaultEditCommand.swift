import Console
import Diagnostics
import FoundationEssentials
import Vault

/// `reconcile vault edit`: opens encrypted files in the operator's editor and encrypts what comes of it as before.
struct VaultEditCommand: Command {
    static let verb = Verb.vaultEdit

    private let arguments: Arguments
    private let reporter: Reporter

    init(_ arguments: Arguments, _ reporter: Reporter) {
        self.arguments = arguments
        self.reporter = reporter
    }

    func run() throws -> ExitStatus {
        let keyring = try VaultAccess(arguments).keyring(asksForWant: true)
        _ = try keyring.keys()
        let environment = ProcessInfo.processInfo.environment
        let given = [environment["ANSIBLE_EDITOR"], environment["EDITOR"]].compactMap { $0 }.first { !$0.isEmpty }
        let editing = Editing(editor: given ?? "vi")
        for name in arguments.operands {
            let file = SecretFile(name)
            let text = EncryptedText(file: name, bytes: try file.bytes())
            let (plain, key, id) = try keyring.openWithKey(text)
            let edited = try editing.edited(plain, as: name)
            guard edited != plain else {
                reporter.note("'\(name)' was not changed")
                continue
            }
            try file.replace(with: try key.encrypt(edited, as: id))
        }
        return .done
    }
}
