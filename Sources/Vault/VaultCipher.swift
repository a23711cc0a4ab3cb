internal import Digests

/// Enciphering as Ansible Vault does it: PBKDF2 makes two keys and a counter of the password, AES-256 in counter mode
/// enciphers the padded text, HMAC-SHA-256 with the second key vouches for the result.
struct VaultCipher {
    static let blockSize = 16
    private static let rounds = 10_000

    /// What opening with one password came to.
    enum Outcome: Equatable {
        case opened([UInt8])
        case wrongPassword
        /// The password seems right, and what it opens was changed.
        case changed
        /// The password seems right, and what it opens has no end.
        case cut
    }

    private let key: [UInt8]
    private let digestKey: [UInt8]
    private let counter: [UInt8]

    private init(_ password: Password, salt: [UInt8]) {
        let bytes = PBKDF2.key(password.bytes, salt: salt, rounds: Self.rounds, count: 80)
        key = Array(bytes[..<32])
        digestKey = Array(bytes[32..<64])
        counter = Array(bytes[64...])
    }

    static func sealed(
        _ plain: [UInt8], with password: Password, id: String, salt: [UInt8] = freshSalt()
    ) -> VaultText {
        let cipher = VaultCipher(password, salt: salt)
        let padding = blockSize - plain.count % blockSize
        let padded = plain + [UInt8](repeating: UInt8(padding), count: padding)
        let ciphertext = AES256CTR.turned(padded, key: cipher.key, counter: cipher.counter)
        let digest = HMACSHA256.digest(ciphertext, key: cipher.digestKey)
        return VaultText(id: id, salt: salt, digest: digest, ciphertext: ciphertext)
    }

    static func open(_ text: VaultText, with password: Password) -> Outcome {
        let cipher = VaultCipher(password, salt: text.salt)
        let isWhole = ConstantTime.areEqual(
            HMACSHA256.digest(text.ciphertext, key: cipher.digestKey), text.digest)
        let padded = AES256CTR.turned(text.ciphertext, key: cipher.key, counter: cipher.counter)
        guard isWhole else { return diagnosis(of: padded) }
        guard let padding = padding(of: padded) else { return .cut }
        return .opened(Array(padded.dropLast(padding)))
    }

    private static func freshSalt() -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        return (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }

    private static func padding(of padded: [UInt8]) -> Int? {
        guard let last = padded.last, (1...blockSize).contains(Int(last)),
            padded.suffix(Int(last)).allSatisfy({ $0 == last })
        else { return nil }
        return Int(last)
    }
}

extension VaultCipher {
    /// What was wrong, told by what came out: a wrong password gives noise, a right one all but what was changed.
    ///
    /// No more than a guess to word a message by: the text is refused in any case, and never given to anybody.
    private static func diagnosis(of padded: [UInt8]) -> Outcome {
        // Noise ends in two equal bytes of padding once in 65 536 times.
        if let padding = padding(of: padded), padding > 1 { return .changed }
        let (before, end) = (padded.dropLast(blockSize), Array(padded.suffix(blockSize)))
        if (4...blockSize).contains(where: { Self.strays(end, from: $0) == 1 }) { return .changed }
        let isText = before.isEmpty || before.count { !$0.isText } * 10 <= before.count
        guard isText else { return .wrongPassword }
        if (1...blockSize).contains(where: { isNearly(end, paddedBy: $0) }) { return .changed }
        return !before.isEmpty || end.count { !$0.isText } <= 1 ? .cut : .wrongPassword
    }

    /// Whether a block is text and so much padding, but for one byte.
    private static func isNearly(_ block: [UInt8], paddedBy padding: Int) -> Bool {
        let (text, rest) = (block.dropLast(padding).count { !$0.isText }, strays(block, from: padding))
        // A block that ends in any byte is no sign of a padding of one.
        return padding == 1 ? text <= 1 && rest == 0 : text + rest <= 1
    }

    /// How many bytes at the end of a block are not those of such a padding.
    private static func strays(_ block: [UInt8], from padding: Int) -> Int {
        block.suffix(padding).count { $0 != UInt8(padding) }
    }
}

extension UInt8 {
    /// Whether it is a character of ASCII that texts have, or part of another one in UTF-8.
    fileprivate var isText: Bool { (0x20..<0x7F).contains(self) || (0x09...0x0D).contains(self) }
}
