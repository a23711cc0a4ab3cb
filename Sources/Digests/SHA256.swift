/// The SHA-256 of bytes, as FIPS 180-4 has it.
package enum SHA256 {
    /// The digest as 64 lower-case hexadecimal digits, as `sha256sum` prints it.
    package static func hex(_ bytes: [UInt8]) -> String { MessageDigest.sha256.hex(bytes) }

    package static func hex(_ text: String) -> String { hex(Array(text.utf8)) }
}
