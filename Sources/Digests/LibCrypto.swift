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
