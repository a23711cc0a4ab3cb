import Console
import Diagnostics
import Vault

/// `reconcile vault encrypt`: turns files into ones of Ansible Vault.
struct VaultEncryptCommand: Command {
    static let verb = Verb.vaultEncrypt

    private let arguments: Arguments
    private let reporter: Reporter

    init(_ arguments: Arguments, _ reporter: Reporter) {
        self.arguments = arguments
        self.reporter = reporter
    }

    func run() throws -> ExitStatus {
        let files = try VaultFiles(arguments)
        let keyring = try VaultAccess(arguments).keyring(asksForWant: true, isNew: true)
        let key = try keyring.key(toEncryptAs: arguments.value(.encryptVaultID))
        try files.change(wipes: true) { name, bytes throws(Diagnostic) in
            do throws(Diagnostic) { return try key.encrypt(bytes) } catch { throw error.about(name) }
        }
        if Stream.output.isTerminal { reporter.note("Encryption successful") }
        return .done
    }
}
