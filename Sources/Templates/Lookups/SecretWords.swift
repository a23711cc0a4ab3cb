/// Guesses that something from outside the project is a secret.
///
/// A wrong guess hides a harmless value; without one a password would stand in every plan.
enum SecretWords {
    private static let words: Set<String> = [
        "password", "passwd", "passphrase", "pass", "pwd", "secret", "secrets", "token", "credential", "credentials",
        "auth",
    ]
    private static let pairs = ["api key", "access key", "private key", "secret key", "ssh key", "encryption key"]
    private static let programs: Set<String> = [
        "pass", "gopass", "passage", "op", "bw", "rbw", "lpass", "secret-tool", "keepassxc-cli", "security", "vault",
        "bao", "sops", "gpg", "gpg2", "age", "ansible-vault", "pwgen",
    ]

    /// Whether a variable of the environment holds a secret, by its name: `DB_PASSWORD`, `GITHUB_TOKEN`.
    static func areIn(name: String) -> Bool {
        let parts = name.lowercased().split { !$0.isLetter }.map { String($0) }
        let spaced = parts.joined(separator: " ")
        return parts.contains { words.contains($0) || $0.hasSuffix("password") || $0 == "apikey" }
            || pairs.contains { spaced.contains($0) }
    }

    /// Whether a command asks a keeper of passwords.
    static func areIn(command: String) -> Bool {
        command.split { " \t\n|;&()`$".contains($0) }.contains { word in
            programs.contains(word.split(separator: "/").last.map { String($0) } ?? "")
        }
    }

    /// Whether a file is a private key.
    static func areIn(contents: String) -> Bool { contents.contains("PRIVATE KEY-----") }
}
