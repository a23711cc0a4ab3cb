package import Diagnostics

/// Where a password comes from: what `--vault-id LABEL@SOURCE` names.
package struct PasswordSource: Sendable, Hashable {
    package enum Origin: Sendable, Hashable {
        /// A file that holds it, or a program that prints it.
        case file(String)
        /// The operator, asked with these words.
        case prompt(PromptWords)
        case given(Password)
        /// It was looked for already, in vain.
        case missing(Diagnostic)
    }

    /// How the operator is asked.
    package enum PromptWords: Sendable, Hashable {
        /// `--ask-vault-pass`, whose words other programs wait for.
        case plain
        case withID
    }

    /// Nil where the source has no label; a program that asks for labels is then given none.
    package var label: String?
    package var origin: Origin

    package init(label: String?, _ origin: Origin) {
        self.label = label
        self.origin = origin
    }

    /// Reads `LABEL@SOURCE` or `SOURCE`, where the source is `prompt`, a file or a program.
    package init(parsing text: String) throws(Diagnostic) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
        let source = parts[parts.count - 1]
        if parts.count == 2 {
            // Ansible takes a text with anything but ASCII in it for none of its own.
            let isLabel = parts[0].utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: ";") }
            guard !parts[0].isEmpty, isLabel else {
                throw Diagnostic("vault-id", "'\(parts[0])' cannot label a vault password")
                    .helping("a label is a word in ASCII without ';': dev@FILE, prod@prompt")
            }
            label = parts[0]
        }
        guard !source.isEmpty else {
            throw Diagnostic("vault-id", "'\(text)' names no source of a vault password")
                .helping("write LABEL@FILE, LABEL@PROGRAM or LABEL@prompt")
        }
        switch source {
        case "prompt": origin = .prompt(.withID)
        case "prompt_ask_vault_pass": origin = .prompt(.plain)
        default: origin = .file(source)
        }
    }
}
