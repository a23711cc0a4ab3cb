import FoundationEssentials
import Nodes

/// How ssh comes by passphrases and a password without a terminal: it runs a program of ours that prints what it
/// finds in its environment (ssh(1), SSH_ASKPASS), which no other user can read.
struct AskPass: Sendable {
    private var passphrase: String?
    private let password: String?
    private let program: String

    /// Asks the operator for the passphrase of a key that only ssh can use.
    ///
    /// - Throws: `NodeError(.unreachable)` where the program cannot be written.
    init(_ settings: ConnectionSettings, keys: LoginKeys, prompts: Prompts, folder: String) async throws {
        password = settings.password
        program = folder + "/askpass"
        if let key = keys.files.first(where: \.isEncrypted), !keys.hasAgent {
            passphrase = await prompts.passphrase(for: key.path)
        }
        guard isNeeded else { return }
        let isWritten = FileManager.default.createFile(
            atPath: program, contents: Data(Self.script.utf8), attributes: [.posixPermissions: 0o700])
        if !isWritten { throw NodeError(.unreachable, "\(program) cannot be written") }
    }

    static let script = """
        #!/bin/sh
        case $1 in
        *assphrase*) printf '%s\\n' "$RECONCILE_PASSPHRASE" ;;
        *) printf '%s\\n' "$RECONCILE_PASSWORD" ;;
        esac

        """

    private var isNeeded: Bool { passphrase != nil || password != nil }

    /// The options by which ssh asks that program, each thing once, or nobody.
    var options: [String] {
        guard isNeeded else { return ["-o", "BatchMode=yes"] }
        let methods = password == nil ? ["-o", "PreferredAuthentications=publickey"] : []
        return ["-o", "NumberOfPasswordPrompts=1"] + methods
    }

    var environment: [String: String] {
        guard isNeeded else { return [:] }
        return [
            "SSH_ASKPASS": program, "SSH_ASKPASS_REQUIRE": "force", "DISPLAY": "none",
            "RECONCILE_PASSPHRASE": passphrase ?? "", "RECONCILE_PASSWORD": password ?? "",
        ]
    }
}
