internal import CCrypto

/// The HMAC-SHA-1 of bytes (RFC 2104), which OpenSSH hashes the names in `known_hosts` with.
package enum HMACSHA1 {
    /// - Returns: 20 bytes.
    package static func digest(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 20)
        var length: UInt32 = 0
        guard HMAC(EVP_sha1(), key, Int32(key.count), bytes, bytes.count, &digest, &length) != nil else {
            preconditionFailure("libcrypto has no SHA-1")
        }
        return digest
    }
}
