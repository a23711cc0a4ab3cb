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
