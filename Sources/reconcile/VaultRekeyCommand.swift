import Console
import Diagnostics
import Vault

/// `reconcile vault rekey`: encrypts files anew with another password.
struct VaultRekeyCommand: Command {
    static let verb = Verb.vaultRekey

    private let arguments: Arguments
    private let reporter: Reporter

    init(_ arguments: Arguments, _ reporter: Reporter) {
        self.arguments = arguments
        self.reporter = reporter
    }

    func run() throws -> ExitStatus {
        let access = VaultAccess(arguments)
        let keyring = try access.keyring(asksForWant: true)
        _ = try keyring.keys()
        let new = try access.newKey()
        try VaultFiles(arguments).change { name, bytes throws(Diagnostic) in
            try new.encrypt(try keyring.open(EncryptedText(file: name, bytes: bytes)))
        }
        reporter.note("Rekey successful")
        return .done
    }
}
