internal import CCrypto

/// The SHA-256 of bytes, as FIPS 180-4 has it, computed by OpenSSL's libcrypto.
package enum SHA256 {
    /// The digest as 64 lower-case hexadecimal digits, as `sha256sum` prints it.
    package static func hex(_ bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        guard EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sha256(), nil) == 1 else {
            preconditionFailure("libcrypto has no SHA-256")
        }
        return digest.hexadecimal
    }

    package static func hex(_ text: String) -> String { hex(Array(text.utf8)) }
}

/// The digests that templates can ask for, by libcrypto's names for them.
package enum MessageDigest: String, CaseIterable, Sendable {
    case md5, sha1, sha224, sha256, sha384, sha512
    case sha3_224 = "sha3-224"
    case sha3_256 = "sha3-256"
    case sha3_384 = "sha3-384"
    case sha3_512 = "sha3-512"
    case blake2b = "blake2b512"
    case blake2s = "blake2s256"

    /// The digest as lower-case hexadecimal digits.
    package func hex(_ bytes: [UInt8]) -> String { self.bytes(of: bytes).hexadecimal }

    package func bytes(of bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        guard let type = EVP_get_digestbyname(rawValue),
            EVP_Digest(bytes, bytes.count, &digest, &length, type, nil) == 1
        else { preconditionFailure("libcrypto has no \(rawValue)") }
        return Array(digest.prefix(Int(length)))
    }
}

/// One digest taken very often: its memory is made once.
final class RepeatedDigest {
    private let context: OpaquePointer
    private let kind: OpaquePointer

    init(_ digest: MessageDigest) {
        guard let context = EVP_MD_CTX_new(), let kind = EVP_get_digestbyname(digest.rawValue) else {
            preconditionFailure("libcrypto has no \(digest.rawValue)")
        }
        (self.context, self.kind) = (context, kind)
        guard EVP_DigestInit_ex(context, kind, nil) == 1 else { preconditionFailure("libcrypto cannot digest") }
    }

    deinit { EVP_MD_CTX_free(context) }

    /// The digest of the parts, one behind the other.
    func digest(_ parts: [[UInt8]]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        EVP_DigestInit_ex(context, nil, nil)
        for part in parts { EVP_DigestUpdate(context, part, part.count) }
        guard EVP_DigestFinal_ex(context, &digest, &length) == 1 else { preconditionFailure("libcrypto cannot digest") }
        return Array(digest.prefix(Int(length)))
    }
}

/// The HMAC-SHA-1 of bytes (RFC 2104), which OpenSSH hashes the names in `known_hosts` with.
package enum HMACSHA1 {
    /// The digest's 20 bytes.
    package static func digest(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 20)
        var length: UInt32 = 0
        guard HMAC(EVP_sha1(), key, Int32(key.count), bytes, bytes.count, &digest, &length) != nil else {
            preconditionFailure("libcrypto has no SHA-1")
        }
        return digest
    }
}

/// The HMAC-SHA-256 of bytes (RFC 2104).
package enum HMACSHA256 {
    /// The digest's 32 bytes.
    package static func digest(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        guard HMAC(EVP_sha256(), key, Int32(key.count), bytes, bytes.count, &digest, &length) != nil else {
            preconditionFailure("libcrypto has no SHA-256")
        }
        return digest
    }
}

/// A key made of a password by PBKDF2 with HMAC-SHA-256 (RFC 8018).
package enum PBKDF2 {
    package static func key(_ password: [UInt8], salt: [UInt8], rounds: Int, count: Int) -> [UInt8] {
        var key = [UInt8](repeating: 0, count: count)
        let isDone = password.withUnsafeBytes { password in
            PKCS5_PBKDF2_HMAC(
                password.bindMemory(to: CChar.self).baseAddress, Int32(password.count), salt, Int32(salt.count),
                Int32(rounds), EVP_sha256(), Int32(count), &key) == 1
        }
        guard isDone else { preconditionFailure("libcrypto has no PBKDF2") }
        return key
    }
}

/// AES with a key of 256 bits in counter mode (NIST SP 800-38A), where enciphering and deciphering are one.
package enum AES256CTR {
    /// - Parameters:
    ///   - bytes: What is to be turned; fewer than 2 GiB.
    ///   - key: 32 bytes.
    ///   - counter: The first value of the counter, 16 bytes.
    /// - Returns: As many bytes.
    package static func turned(_ bytes: [UInt8], key: [UInt8], counter: [UInt8]) -> [UInt8] {
        precondition(key.count == 32 && counter.count == 16)
        guard let context = EVP_CIPHER_CTX_new() else { preconditionFailure("libcrypto has no memory") }
        defer { EVP_CIPHER_CTX_free(context) }
        var result = [UInt8](repeating: 0, count: bytes.count + 16)
        var length: Int32 = 0
        guard EVP_EncryptInit_ex(context, EVP_aes_256_ctr(), nil, key, counter) == 1,
            EVP_EncryptUpdate(context, &result, &length, bytes, Int32(bytes.count)) == 1
        else { preconditionFailure("libcrypto has no AES-256 in counter mode") }
        return Array(result.prefix(Int(length)))
    }
}

extension BigInteger {
    package static func + (left: BigInteger, right: BigInteger) -> BigInteger {
        calculated(left, right) { BN_add($0.result, $0.left, $0.right) }.result
    }

    package static func * (left: BigInteger, right: BigInteger) -> BigInteger {
        calculated(left, right) { BN_mul($0.result, $0.left, $0.right, $0.context) }.result
    }

    /// The quotient without its fraction, and the rest; the divisor is not 0.
    func divided(by divisor: BigInteger) -> (quotient: BigInteger, rest: BigInteger) {
        let (quotient, rest) = Self.calculated(self, divisor) {
            BN_div($0.result, $0.rest, $0.left, $0.right, $0.context)
        }
        return (quotient, rest)
    }

    func raised(to exponent: Int) -> BigInteger {
        Self.calculated(self, BigInteger(exponent)) { BN_exp($0.result, $0.left, $0.right, $0.context) }.result
    }

    func shiftedLeft(by bits: Int) -> BigInteger {
        Self.calculated(self, self) { BN_lshift($0.result, $0.left, Int32(bits)) }.result
    }

    /// The decimal digits, without a sign.
    var decimal: String {
        var text = ""
        _ = Self.calculated(absolute, self) { numbers in
            guard let digits = BN_bn2dec(numbers.left) else { return 0 }
            defer { CRYPTO_free(digits, nil, 0) }
            text = String(cString: digits)
            return 1
        }
        return text
    }

    /// Numbers while libcrypto calculates with them.
    private struct Numbers {
        let left, right, result, rest, context: OpaquePointer
    }

    private static func calculated(
        _ left: BigInteger, _ right: BigInteger, _ body: (Numbers) -> Int32
    ) -> (result: BigInteger, rest: BigInteger) {
        guard let context = BN_CTX_new() else { preconditionFailure("libcrypto has no memory") }
        defer { BN_CTX_free(context) }
        BN_CTX_start(context)
        defer { BN_CTX_end(context) }
        func number(_ value: BigInteger) -> OpaquePointer {
            guard let number = BN_CTX_get(context),
                BN_bin2bn(value.magnitude, Int32(value.magnitude.count), number) != nil
            else { preconditionFailure("libcrypto has no memory") }
            BN_set_negative(number, value.isNegative ? 1 : 0)
            return number
        }
        let numbers = Numbers(
            left: number(left), right: number(right), result: number(BigInteger(0)), rest: number(BigInteger(0)),
            context: context)
        guard body(numbers) == 1 else { preconditionFailure("libcrypto cannot calculate") }
        return (BigInteger(numbers.result), BigInteger(numbers.rest))
    }

    private init(_ number: OpaquePointer) {
        var bytes = [UInt8](repeating: 0, count: (Int(BN_num_bits(number)) + 7) / 8)
        BN_bn2bin(number, &bytes)
        self.init(isNegative: BN_is_negative(number) == 1, magnitude: bytes)
    }
}

/// Comparing secrets.
package enum ConstantTime {
    /// Whether two digests are the same, in a time that does not tell where they differ.
    package static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        one.count == other.count && CRYPTO_memcmp(one, other, one.count) == 0
    }
}

extension Sequence<UInt8> {
    /// The bytes as lower-case hexadecimal digits.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        let text = flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
