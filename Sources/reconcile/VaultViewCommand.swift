import Console
import Diagnostics
import Vault

/// `reconcile vault view`: prints what is in encrypted files, which is what the operator asks for here.
struct VaultViewCommand: Command {
    static let verb = Verb.vaultView

    private let arguments: Arguments

    init(_ arguments: Arguments, _ reporter: Reporter) { self.arguments = arguments }

    func run() throws -> ExitStatus {
        let keyring = try VaultAccess(arguments).keyring(asksForWant: true)
        _ = try keyring.keys()
        for name in arguments.operands {
            let bytes = try SecretFile(name).bytes()
            Stream.output.write(try keyring.open(EncryptedText(file: name, bytes: bytes)))
        }
        return .done
    }
}
