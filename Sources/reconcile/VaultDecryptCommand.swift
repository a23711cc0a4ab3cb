import Console
import Diagnostics
import Vault

/// `reconcile vault decrypt`: turns files of Ansible Vault back into plain ones.
struct VaultDecryptCommand: Command {
    static let verb = Verb.vaultDecrypt

    private let arguments: Arguments
    private let reporter: Reporter

    init(_ arguments: Arguments, _ reporter: Reporter) {
        self.arguments = arguments
        self.reporter = reporter
    }

    func run() throws -> ExitStatus {
        let files = try VaultFiles(arguments)
        let keyring = try VaultAccess(arguments).keyring(asksForWant: true)
        _ = try keyring.keys()
        try files.change(isPrivate: true) { name, bytes throws(Diagnostic) in
            try keyring.open(EncryptedText(file: name, bytes: bytes))
        }
        if Stream.output.isTerminal { reporter.note("Decryption successful") }
        return .done
    }
}
