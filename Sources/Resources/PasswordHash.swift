package import Diagnostics
package import Model

/// A password's hash as crypt(5) describes it, which nobody is shown.
package struct PasswordHash: FieldValue {
    package static var typeName: String { "the hash of a password" }
    package static var jsonSchema: JSON { .templated(["type": "string", "pattern": "^\\$.+\\$.+\\$.+$"]) }

    package let text: String

    package init(_ given: Given) throws(Problems) {
        let text = try String(given)
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count > 3, parts[0].isEmpty, !parts[1].isEmpty, parts[parts.count - 1].utf8.count > 19,
            text.utf8.allSatisfy(Self.isOfHash)
        else {
            throw given.problem(
                "password-hash", "'\(given.field)' takes the hash of a password, which this is not",
                help: "'openssl passwd -6' makes one, and so does the filter 'password_hash'")
        }
        self.text = text
    }

    package var rendered: String { "a hash" }
    package var isSensitive: Bool { true }

    private static func isOfHash(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "./$=,+-_".utf8.contains(byte)
        }
    }
}
