internal import Diagnostics

/// A text of Ansible Vault and where it is written.
package struct EncryptedText: Sendable {
    package var bytes: [UInt8]
    /// The file, as messages name it.
    package var file: String
    /// The place of what stands at a line and column of the text, both counted from 1.
    var place: @Sendable (_ line: Int, _ column: Int) -> Position
    /// What all of it is, for what is wrong with no part of it.
    var span: Span

    /// A whole file.
    package init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
        place = { line, column in Position(line: line, column: column) }
        let header = bytes.prefix { $0 != UInt8(ascii: "\n") }.count
        span = Span(file: file, at: Position(line: 1, column: 1), width: max(1, header))
    }

    init(bytes: [UInt8], at span: Span, place: @escaping @Sendable (Int, Int) -> Position) {
        self.bytes = bytes
        self.span = span
        self.place = place
        file = span.file
    }

    /// Whether bytes are an encrypted text, or what is left of one.
    package static func isMarked(_ bytes: some Collection<UInt8>) -> Bool { VaultText.isMarked(bytes) }

    private func span(line: Int, column: Int) -> Span { Span(file: file, at: place(line, column)) }
}

extension EncryptedText {
    func problem(_ flaw: VaultFlaw) -> Diagnostic {
        switch flaw {
        case .header:
            return Diagnostic("vault-format", "this is no header of an encrypted text", at: span)
                .helping(
                    "it is '$ANSIBLE_VAULT;1.1;AES256' on a line of its own; in YAML write the text below '!vault |'")
        case .unknownFormat(let version, let cipher):
            return Diagnostic(
                "vault-format", "an encrypted text of version '\(version)' with cipher '\(cipher)' cannot be read",
                at: span
            ).helping("versions 1.1 and 1.2 with AES256 can")
        case .foreign(let line, let column):
            return Diagnostic(
                "vault-changed", "the encrypted text was changed: this is no part of one",
                at: span(line: line, column: column)
            ).helping("take it from a copy that was not changed")
        case .cut(let line, let column):
            return Diagnostic(
                "vault-cut", "the encrypted text is cut: it ends before its end", at: span(line: line, column: column)
            ).helping("take it from a copy that is whole")
        }
    }

    /// What is said where no password opened it.
    func problem(_ outcomes: [VaultCipher.Outcome], id: String, tried: [String]) -> Diagnostic {
        if outcomes.contains(.cut) {
            let line = bytes.reversed().drop(while: \.isLineBreak).count { $0 == UInt8(ascii: "\n") } + 1
            return problem(.cut(line: line, column: 1))
        }
        if outcomes.contains(.changed) {
            return Diagnostic(
                "vault-changed", "the encrypted text was changed: its digest is another one", at: span
            ).helping("take it from a copy that was not changed")
        }
        let names = tried.map { "'\($0)'" }.joined(separator: ", ")
        return Diagnostic(
            "vault-wrong-password",
            tried.count == 1
                ? "the vault password \(names) is wrong: it does not open this"
                : "none of the vault passwords \(names) opens this", at: span, notes: [.note("it wants '\(id)'")])
    }
}
