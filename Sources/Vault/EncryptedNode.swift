package import Diagnostics
package import YAML

extension Node {
    /// The text that an encrypted one holds, secret, and no template whatever it looks like; other nodes as they are.
    package func opened(by keyring: Keyring) throws(Diagnostic) -> Node {
        guard let ciphertext, let text = ciphertext.string else { return self }
        let bytes = try keyring.open(EncryptedText(text, of: ciphertext))
        guard (try? UTF8Span(validating: bytes.span)) != nil else {
            throw Diagnostic("not-utf-8", "what is encrypted here is not a text in UTF-8", at: span)
        }
        let plain = String(decoding: bytes, as: UTF8.self)
        let opened = Node(.scalar(plain, isQuoted: true), at: span, tag: "!unsafe", isSensitive: true)
        keyring.learn(opened)
        return opened
    }

    /// All encrypted texts in it.
    package var encryptedTexts: [Node] {
        if isEncrypted { return [self] }
        return switch value {
        case .scalar: []
        case .sequence(let items): items.flatMap(\.encryptedTexts)
        case .mapping(let entries): entries.flatMap(\.value.encryptedTexts)
        }
    }
}

extension EncryptedText {
    /// The text of a scalar; where its characters are written is known as far as the scalar knows it.
    fileprivate init(_ text: String, of node: Node) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.unicodeScalars.count + 1 }
        let (layout, start) = (node.layout, node.span.start)
        self.init(bytes: Array(text.utf8), at: node.span) { line, column in
            let offset = lines.prefix(line - 1).reduce(0, +) + column - 1
            return layout?.position(ofScalar: offset) ?? start
        }
    }
}
