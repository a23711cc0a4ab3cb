package import Diagnostics

/// A file's text, opened where it was encrypted.
package struct PlainSource: Sendable {
    package var source: Source
    /// Whether the text was encrypted: then it is a secret.
    package var isSecret: Bool

    /// - Parameters:
    ///   - name: The file, as messages name it.
    ///   - bytes: What it holds.
    ///   - keyring: Opens it where it is encrypted.
    /// - Throws: That it cannot be opened, or is not UTF-8.
    package init(name: String, bytes: [UInt8], openedBy keyring: Keyring) throws(Diagnostic) {
        isSecret = EncryptedText.isMarked(bytes)
        let plain = isSecret ? try keyring.open(EncryptedText(file: name, bytes: bytes)) : bytes
        do throws(Diagnostic) {
            source = try Source(name: name, bytes: plain)
        } catch {
            throw isSecret ? error.withheld : error
        }
        // A mark of the byte order is not part of the text.
        if source.text.hasPrefix("\u{FEFF}") {
            source = Source(name: name, text: String(source.text.unicodeScalars.dropFirst()))
        }
    }
}
