internal import Diagnostics
package import Inventory
package import Vault
internal import YAML

/// What `reconcile.yaml` says: what the project is called, and what commands take for granted in it.
package struct ProjectSettings: Sendable, Hashable {
    static let fileName = "reconcile.yaml"

    /// Lower-case letters, digits and dashes; the ledger's folder on every node bears it.
    package var name: String
    /// Inventory files and folders, relative to the project.
    package var inventory: [String] = []
    /// How many hosts are worked on at a time.
    package var forks: Int?
    /// As whom actions run where neither a manifest nor the inventory says it.
    package var become = Become()
    /// The state database, relative to the project.
    package var state: String?
    /// What templates may do on the machine that renders them.
    package var lookups = LookupSettings()
    /// Globs of files, relative to the project, in which secrets in plain text are allowed.
    package var allowedSecrets: [String] = []
    /// What is an error or a warning in inventories and variable files.
    package var strictness = Strictness()
    /// Where vault passwords come from.
    package var vault = VaultSettings()
    /// What every template sees as `secrets`.
    var secrets: [SecretDeclaration] = []

    /// Used where there is no file.
    init(namedAfter folder: String) { name = Self.name(from: folder) }

    /// Reads the file's node; what is wrong with it goes to `problems`, what is doubtful to `warnings`.
    init(_ node: Node, folder: String, problems: inout [Diagnostic], warnings: inout [Diagnostic]) {
        self.init(namedAfter: folder)
        guard node.mapping != nil else {
            problems.append(Diagnostic("wrong-type", "\(Self.fileName) is to be a mapping", at: node.span))
            return
        }
        var reader = MappingReader(node, noun: Self.fileName)
        if let given = reader.text("project") {
            name = given.string ?? name
            if !Self.isName(name) {
                reader.report(
                    Diagnostic("project-name", "'\(name)' cannot be a project's name", at: given.span)
                        .helping("a name has lower-case letters, digits and dashes: '\(Self.name(from: name))'"))
            }
        } else {
            warnings.append(Self.unnamed(name, at: node.span))
        }
        inventory = reader.texts("inventory").compactMap(\.string)
        forks = reader.integer("forks")
        become = Become(&reader)
        state = reader.text("state")?.string
        lookups = reader.lookupSettings()
        allowedSecrets = reader.texts("allow_secrets").compactMap(\.string)
        if let node = reader.mapping("strictness") { strictness = Strictness(node, problems: &reader.problems) }
        vault = reader.vaultSettings()
        secrets = reader.secrets()
        reader.finish()
        problems += reader.problems
    }

    /// Says that a name was taken from the folder, and will change when the folder's does.
    static func unnamed(_ name: String, at span: Span? = nil) -> Diagnostic {
        Diagnostic(
            "project-unnamed", "the project has no name; '\(name)' is taken from its folder", at: span,
            severity: .warning,
            notes: [.note("what is managed on a node is kept under the project's name")]
        ).helping("write 'project: \(name)' in \(fileName)")
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && !text.hasPrefix("-")
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }

    private static func name(from text: String) -> String {
        let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.isEmpty ? "project" : words.joined(separator: "-")
    }
}
