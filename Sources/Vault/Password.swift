/// What an encrypted text is opened with; whatever prints it, prints no password.
package struct Password: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    let bytes: [UInt8]

    /// Nil for an empty password, which nothing may be encrypted with.
    package init?(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return nil }
        self.bytes = bytes
    }

    package init?(_ text: String) { self.init(Array(text.utf8)) }

    package var description: String { "(password)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// A password and the label under which encrypted texts name it.
package struct VaultKey: Sendable, Hashable {
    /// The label of what names none.
    package static let defaultID = "default"

    package var id: String
    package var password: Password

    package init(id: String, password: Password) {
        self.id = id
        self.password = password
    }
}
