import Console
import Diagnostics
import Vault

/// `reconcile vault encrypt-string`: encrypts values, as YAML to be put into a variable file.
struct VaultEncryptStringCommand: Command {
    static let verb = Verb.vaultEncryptString

    private struct Item {
        var plain: [UInt8]
        var origin: String
        var name: String?
    }

    private let arguments: Arguments
    private let reporter: Reporter

    init(_ arguments: Arguments, _ reporter: Reporter) {
        self.arguments = arguments
        self.reporter = reporter
    }

    func run() throws -> ExitStatus {
        let prompts = arguments.has(.promptsForText)
        let readsInput =
            arguments.operands.contains(VaultFiles.standard) || arguments.has(.stdinName)
            || arguments.operands.isEmpty && !prompts
        guard !prompts || !readsInput else {
            throw Diagnostic("unexpected-argument", "'--prompt' and standard input cannot both give a value")
        }
        let keyring = try VaultAccess(arguments).keyring(asksForWant: true, isNew: true)
        let key = try keyring.key(toEncryptAs: arguments.value(.encryptVaultID))
        let items = try (prompts ? [prompted()] : []) + (readsInput ? [input()] : []) + operands()
        var texts: [String] = []
        for (index, item) in items.enumerated() {
            guard !item.plain.isEmpty else {
                throw Diagnostic("missing-value", "the value from \(item.origin) is empty")
            }
            texts.append(Self.yaml(try key.encrypt(item.plain), named: item.name))
            if items.count > 1 { tell(item, number: index + 1) }
        }
        let text = Array(texts.joined().utf8)
        if let output = arguments.value(.output), output != VaultFiles.standard {
            try SecretFile(output).replace(with: text)
        } else {
            Stream.output.write(text)
        }
        return .done
    }

    private func prompted() throws -> Item {
        let name = try Terminal.answer(to: "Variable name (enter for no name): ", isSecret: false)
        let text = try Terminal.answer(to: "String to encrypt (hidden): ", isSecret: true)
        return Item(plain: Array(text.utf8), origin: "the interactive prompt", name: name.isEmpty ? nil : name)
    }

    private func input() throws -> Item {
        if Stream.inputIsTerminal { reporter.note("Reading the value from standard input; Ctrl-D ends it") }
        let bytes = try SecretFile.bytes(of: 0, named: "standard input")
        return Item(plain: bytes, origin: "stdin", name: arguments.value(.stdinName))
    }

    private func operands() -> [Item] {
        let texts = arguments.operands.filter { $0 != VaultFiles.standard }
        let names = arguments.values(.variableName)
        if !names.isEmpty, names.count < texts.count {
            reporter.note(
                "there are more values than names; those from the one after '\(names[names.count - 1])' have none")
        }
        return texts.enumerated().map { index, text in
            Item(
                plain: Array(text.utf8), origin: "the command line args",
                name: names.indices.contains(index) ? names[index] : nil)
        }
    }

    /// What tells several values apart, as ansible-vault has it.
    private func tell(_ item: Item, number: Int) {
        let words =
            item.name.map { "variable (\"\($0)\", the string #\(number) from \(item.origin))." }
            ?? "the string #\(number) from \(item.origin).)"
        Stream.errors.write("# The encrypted version of \(words)\n")
    }

    /// The encrypted text as a value of YAML.
    private static func yaml(_ text: [UInt8], named name: String?) -> String {
        let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
        return (name.map { "\($0): " } ?? "") + "!vault |\n" + lines.map { "          \($0)\n" }.joined()
    }
}
