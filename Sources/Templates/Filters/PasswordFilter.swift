internal import Diagnostics

/// `password_hash`: a password as `/etc/shadow` holds it.
enum PasswordFilter {
    static let all = [
        Filter("password_hash", ["hashtype?", "salt?", "salt_size?", "rounds?", "ident?"]) { call throws(Diagnostic) in
            let name = call.arguments.text("hashtype", default: "sha512")
            guard let kind = PasswordHash(named: name) else {
                throw call.problem("knows no hash '\(name)'").helping("it knows sha512, sha256, bcrypt, md5")
            }
            guard let salt = call["salt"], salt != .null, !salt.text.isEmpty else {
                throw Diagnostic(
                    "unrepeatable", "filter 'password_hash' without a salt would make another hash in every plan",
                    at: call.span
                ).helping("give it one that is kept, such as a secret: password_hash('sha512', secrets.salt)")
            }
            guard let password = call.input.string else { throw call.takes("text") }
            let rounds = try call.arguments.int("rounds").flatMap { $0 == 0 ? nil : $0 }
            if kind == .md5, rounds != nil { throw call.problem("has no rounds to choose for 'md5'") }
            let identity = call["ident"].flatMap { $0 == .null ? nil : $0.text }
            if kind == .bcrypt, let identity, !["2a", "2b", "2y"].contains(identity) {
                throw call.problem("knows no '\(identity)'").helping("of bcrypt there are 2a, 2b, 2y")
            }
            return .string(
                try kind.hash(of: password, salt: salt.text, rounds: rounds, identity: identity) {
                    call.problem($0)
                })
        }
    ]
}
