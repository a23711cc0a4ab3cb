/// The hashes of passwords in `/etc/shadow` that begin with `$5$` and `$6$` (Ulrich Drepper's "Unix crypt using SHA").
package enum ShaCrypt: Sendable {
    case sha256, sha512

    private static let standardRounds = 5000
    private static let alphabet = Array("./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    /// The hash with its salt; the number of rounds stands in it if it is not the standard one.
    package func hash(of password: String, salt: String, rounds: Int) -> String {
        let mark = self == .sha256 ? "$5$" : "$6$"
        let counted = rounds == Self.standardRounds ? "" : "rounds=\(rounds)$"
        let digest = digest(Array(password.utf8), Array(salt.utf8), rounds)
        return mark + counted + salt + "$" + text(of: digest)
    }

    private func digest(_ password: [UInt8], _ salt: [UInt8], _ rounds: Int) -> [UInt8] {
        let hasher = RepeatedDigest(self == .sha256 ? .sha256 : .sha512)
        let other = hasher.digest([password, salt, password])
        var first = [password, salt, Self.filled(other, password.count)]
        var bits = password.count
        while bits > 0 {
            first.append(bits & 1 == 1 ? other : password)
            bits >>= 1
        }
        var digest = hasher.digest(first)
        let passwords = hasher.digest(Array(repeating: password, count: password.count))
        let passwordPart = Self.filled(passwords, password.count)
        let salts = hasher.digest(Array(repeating: salt, count: 16 + Int(digest[0])))
        let saltPart = Self.filled(salts, salt.count)
        for round in 0..<rounds {
            var parts = [round % 2 == 1 ? passwordPart : digest]
            if round % 3 != 0 { parts.append(saltPart) }
            if round % 7 != 0 { parts.append(passwordPart) }
            parts.append(round % 2 == 1 ? digest : passwordPart)
            digest = hasher.digest(parts)
        }
        return digest
    }

    /// So many bytes of the digest, over and over.
    private static func filled(_ digest: [UInt8], _ count: Int) -> [UInt8] {
        (0..<count).map { digest[$0 % digest.count] }
    }

    /// Six bits a character, the bytes in the order that crypt(3) shuffles them into.
    private func text(of digest: [UInt8]) -> String {
        var result: [UInt8] = []
        func append(_ bytes: (UInt8, UInt8, UInt8), _ count: Int) {
            var bits = UInt32(bytes.0) << 16 | UInt32(bytes.1) << 8 | UInt32(bytes.2)
            for _ in 0..<count {
                result.append(Self.alphabet[Int(bits & 63)])
                bits >>= 6
            }
        }
        switch self {
        case .sha256:
            var place = (0, 10, 20)
            for _ in 0..<10 {
                append((digest[place.0], digest[place.1], digest[place.2]), 4)
                place = (place.2 + 1, place.0 + 1, place.1 + 1)
            }
            append((0, digest[31], digest[30]), 3)
        case .sha512:
            var place = (0, 21, 42)
            for _ in 0..<21 {
                append((digest[place.0], digest[place.1], digest[place.2]), 4)
                place = (place.1 + 1, place.2 + 1, place.0 + 1)
            }
            append((0, 0, digest[63]), 2)
        }
        return String(decoding: result, as: UTF8.self)
    }
}
