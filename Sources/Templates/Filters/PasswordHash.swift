internal import Diagnostics
internal import Digests

/// The ways to hash a password that Ansible has names for.
enum PasswordHash: String {
    case sha512 = "sha512_crypt"
    case sha256 = "sha256_crypt"
    case bcrypt
    case md5 = "md5_crypt"

    private static let shortNames = ["sha512": sha512, "sha256": sha256, "blowfish": bcrypt, "md5": md5]

    init?(named name: String) {
        guard let kind = PasswordHash(rawValue: name) ?? Self.shortNames[name] else { return nil }
        self = kind
    }

    /// How long a salt is that is made here.
    var saltLength: Int {
        switch self {
        case .sha512, .sha256: 16
        case .bcrypt: 22
        case .md5: 8
        }
    }

    /// Which of the forms of bcrypt stands in the hash, where nobody says it.
    var identity: String? { self == .bcrypt ? "2b" : nil }

    /// The hash; `problem` makes an error of what is wrong with the options.
    func hash(
        of password: String, salt: String, rounds: Int? = nil, identity: String? = nil,
        problem: (String) -> Diagnostic
    ) throws(Diagnostic) -> String {
        let isExact = self == .bcrypt
        let length = salt.utf8.count
        guard isExact ? length == saltLength : length <= saltLength,
            salt.unicodeScalars.allSatisfy(Self.isSaltCharacter)
        else {
            let amount = isExact ? "\(saltLength)" : "at most \(saltLength)"
            throw problem("takes a salt of \(amount) of the characters a-z, A-Z, 0-9, '.' and '/'")
        }
        guard !password.utf8.contains(0) else { throw problem("takes no text with a NUL in it") }
        let hash =
            switch self {
            case .sha512:
                ShaCrypt.sha512.hash(of: password, salt: salt, rounds: try checked(rounds, problem) ?? 656_000)
            case .sha256:
                ShaCrypt.sha256.hash(of: password, salt: salt, rounds: try checked(rounds, problem) ?? 535_000)
            case .md5:
                SystemCrypt.hash(of: password, setting: "$1$\(salt)$")
            case .bcrypt:
                SystemCrypt.hash(
                    of: password,
                    setting: "$\(identity ?? "2b")$\(Self.twoDigits(try checked(rounds, problem) ?? 12))$\(salt)")
            }
        guard let hash else {
            throw problem("finds no crypt(3) on this machine that makes '\(rawValue)'")
        }
        return hash
    }

    private func checked(_ rounds: Int?, _ problem: (String) -> Diagnostic) throws(Diagnostic) -> Int? {
        guard let rounds else { return nil }
        // Of bcrypt it is the logarithm. More would take this machine minutes, and each login as long.
        let range = self == .bcrypt ? 4...16 : 1000...10_000_000
        guard range.contains(rounds) else {
            throw problem("takes \(range.lowerBound) to \(range.upperBound) rounds, not \(rounds)")
        }
        return rounds
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func isSaltCharacter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.isDigit || scalar == "." || scalar == "/")
    }
}
