/// The verbs that work on encrypted files, and their options.
extension Verb {
    private static let files = Operand("FILE", "Files; '-' is standard input.", .any)
    private static let someFiles = Operand("FILE", "Files in the format of Ansible Vault.", .some)

    package static let vaultEncrypt = Verb(
        "vault", "encrypt", summary: "Encrypt files in Ansible Vault's format.", operands: [files],
        options: [.encryptVaultID, .output])
    package static let vaultDecrypt = Verb(
        "vault", "decrypt", summary: "Decrypt files of Ansible Vault.", operands: [files], options: [.output])
    package static let vaultView = Verb(
        "vault", "view", summary: "Print what is in encrypted files.", operands: [someFiles])
    package static let vaultEdit = Verb(
        "vault", "edit", summary: "Edit encrypted files in EDITOR.", operands: [someFiles])
    package static let vaultRekey = Verb(
        "vault", "rekey", summary: "Encrypt files anew with another password.", operands: [someFiles],
        options: [.encryptVaultID, .newVaultID, .newVaultPasswordFile])
    package static let vaultEncryptString = Verb(
        "vault", "encrypt-string", summary: "Encrypt values, to be put into variable files.",
        operands: [Operand("TEXT", "Values; '-', or none at all, means standard input.", .any)],
        options: [.encryptVaultID, .output, .variableName, .stdinName, .promptsForText])
}

extension Option {
    package static let encryptVaultID = Option(
        "encrypt-vault-id", value: "LABEL", "The vault password to encrypt with where there are several.")
    package static let output = Option(
        "output", value: "FILE", "Where to write, instead of into the same file; '-' prints.")
    package static let newVaultID = Option(
        "new-vault-id", value: "LABEL@SOURCE", "The new vault password, under a label.")
    package static let newVaultPasswordFile = Option(
        "new-vault-password-file", value: "FILE", "A file with the new vault password, or a program that prints it.")
    package static let variableName = Option(
        "name", short: "n", value: "NAME", repeatable: true, "The variables that the values are for, in their order.")
    package static let stdinName = Option(
        "stdin-name", value: "NAME", "The variable that standard input is for.")
    package static let promptsForText = Option("prompt", short: "p", "Ask for the value at the terminal.")
    package static let showSecrets = Option("show-secrets", "Show secrets instead of '(sensitive)'.")
}
