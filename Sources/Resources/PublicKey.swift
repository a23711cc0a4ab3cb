package import Diagnostics
internal import Digests
internal import FoundationEssentials
package import Model

/// A public key of SSH as `ssh-keygen` writes one: its type, the key in base64, a comment.
package struct PublicKey: FieldValue {
    package static var typeName: String { "a public key of SSH" }
    package static var jsonSchema: JSON { String.jsonSchema }

    let type: String
    /// In base64, as it stands in files.
    let blob: String
    let comment: String
    /// As `ssh-keygen -l` shows it: `SHA256:` and 43 characters.
    let fingerprint: String

    package init(_ given: Given) throws(Problems) {
        let text = try Text(given).text
        if text.contains("PRIVATE KEY") {
            throw given.problem(
                "private-key", "'\(given.field)' holds a private key, which nobody but its owner may have",
                help: "give what 'ssh-keygen -y' prints of it")
        }
        let lines = text.split(whereSeparator: \.isNewline)
        let words = (lines.first ?? "").split(maxSplits: 2) { $0 == " " || $0 == "\t" }
        guard lines.count == 1, words.count > 1, let bytes = Data(base64Encoded: String(words[1])),
            Self.name(in: Array(bytes)) == String(words[0])
        else {
            throw given.problem(
                "wrong-type", "'\(given.field)' takes a public key of SSH, which this is not",
                help: "write what 'ssh-keygen' put into its .pub file, like 'ssh-ed25519 AAAA… comment'")
        }
        type = String(words[0])
        blob = String(words[1])
        comment = words.count > 2 ? String(words[2].reversed().drop { $0 == " " || $0 == "\t" }.reversed()) : ""
        guard !comment.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw given.problem("wrong-type", "the comment of '\(given.field)' holds control characters")
        }
        fingerprint = "SHA256:" + Self.base64(ofHexadecimal: SHA256.hex(Array(bytes)))
    }

    package var rendered: String { "\(type) \(fingerprint)" }

    /// The key's own word for its type: RFC 4253 begins a key with it, behind four bytes for its length.
    private static func name(in bytes: [UInt8]) -> String? {
        guard bytes.count > 4 else { return nil }
        let count = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard (1...64).contains(count), bytes.count > 4 + count else { return nil }
        return String(validating: bytes[4..<(4 + count)], as: UTF8.self)
    }

    private static func base64(ofHexadecimal text: String) -> String {
        let digits = Array(text.utf8)
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { index in
            UInt8(String(decoding: digits[index..<(index + 2)], as: UTF8.self), radix: 16)
        }
        return String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
    }
}
