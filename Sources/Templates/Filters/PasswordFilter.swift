internal import Diagnostics
internal import Digests

/// `password_hash`: a password as `/etc/shadow` holds it.
enum PasswordFilter {
    static let all = [
        Filter("password_hash", ["hashtype?", "salt?", "salt_size?", "rounds?", "ident?"]) { call throws(Diagnostic) in
            let name = call.arguments.text("hashtype", default: "sha512")
            let kinds: [String: (ShaCrypt, Int)] = [
                "sha512": (.sha512, 656_000), "sha512_crypt": (.sha512, 656_000), "sha256": (.sha256, 535_000),
                "sha256_crypt": (.sha256, 535_000),
            ]
            guard let (kind, standard) = kinds[name] else {
                throw call.problem("knows no hash '\(name)'").helping("it knows sha512, sha256")
            }
            guard let salt = call["salt"], salt != .null, !salt.text.isEmpty else {
                throw Diagnostic(
                    "unrepeatable", "filter 'password_hash' without a salt would make another hash in every plan",
                    at: call.span
                ).helping("give it one that is kept, such as a secret: password_hash('sha512', secrets.salt)")
            }
            guard let password = call.input.string else { throw call.takes("text") }
            guard salt.text.utf8.count <= 16, salt.text.unicodeScalars.allSatisfy(isSaltCharacter) else {
                throw call.problem("takes a salt of at most 16 of the characters a-z, A-Z, 0-9, '.' and '/'")
            }
            let rounds = try call.arguments.int("rounds").flatMap { $0 == 0 ? nil : $0 } ?? standard
            guard (1000...999_999_999).contains(rounds) else { throw call.problem("takes from 1000 rounds on") }
            return .string(kind.hash(of: password, salt: salt.text, rounds: rounds))
        }
    ]

    private static func isSaltCharacter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.isDigit || scalar == "." || scalar == "/")
    }
}
