import Console
import Diagnostics
import FoundationEssentials
import Inventory
import Manifests
import Resources
import Vault
import YAML

/// The project that a command line means, and what of it.
struct ProjectAccess: Sendable {
    let arguments: Arguments
    let reporter: Reporter

    init(_ arguments: Arguments, _ reporter: Reporter) {
        self.arguments = arguments
        self.reporter = reporter
    }

    var folder: String { arguments.value(.project) ?? "." }

    /// A path that is named from the project's folder.
    func path(_ relative: String) -> String {
        folder == "." || relative.hasPrefix("/") ? relative : "\(folder)/\(relative)"
    }

    /// Reads the whole project and warns of what is odd in it.
    /// - Throws: `Problems`, all that there are.
    func project() throws -> Project {
        let project = try Project.load(
            folder: folder, inventory: arguments.values(.inventory), catalog: .standard, vault: try keyring())
        reporter.warn(project.warnings)
        return project
    }

    /// Reads the inventory alone, for verbs that need no manifests.
    func inventory() throws -> Inventory {
        let inventory = try Project.inventory(
            folder: folder, inventory: arguments.values(.inventory), vault: try keyring())
        reporter.warn(inventory.warnings)
        return inventory
    }

    /// The hosts that a pattern and `--limit` both match.
    func hosts(matching pattern: String, of inventory: Inventory) throws -> [Host] {
        let limit = try arguments.value(.limit).map { try HostPattern.limit(parsing: $0) }
        var warnings: [Diagnostic] = []
        defer { reporter.warn(warnings) }
        return try inventory.hosts(matching: try HostPattern(parsing: pattern), limitedTo: limit, warnings: &warnings)
    }

    /// What of the project takes part.
    func selection() throws -> Selection {
        let wish =
            arguments.has(.become) || arguments.has(.becomeUser)
            ? Become.Wish(isWanted: arguments.has(.become) ? true : nil, user: arguments.value(.becomeUser)) : nil
        return Selection(
            manifests: arguments.verb.operands.isEmpty ? [] : arguments.operands,
            tags: TagSelection(tags: Set(arguments.list(.tags)), skipTags: Set(arguments.list(.skipTags))),
            extraVars: try extraVariables(), become: wish)
    }

    func extraVariables() throws -> [Node] {
        try extraVariables(arguments.values(.extraVars))
    }

    /// The mappings of values of `-e`.
    func extraVariables(_ texts: [String]) throws -> [Node] {
        let keyring = try keyring()
        return try texts.map { text in
            let file = text.hasPrefix("@") ? try plain(String(text.dropFirst()), keyring) : nil
            let reader = ExtraVariables { _ in file?.source.text ?? "" }
            guard let file, file.isSecret else { return try reader.mapping(text) }
            do {
                let mapping = try reader.mapping(text).secret
                keyring.learn(mapping)
                return mapping
            } catch {
                throw Problems(Reporter.diagnostics(of: error).map(\.withheld))
            }
        }
    }

    /// A text file that the operator names on the command line, opened where it is encrypted.
    func plain(_ path: String, _ keyring: Keyring) throws -> PlainSource {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Diagnostic("unreadable-file", "'\(path)' cannot be opened for reading")
        }
        return try PlainSource(name: path, bytes: [UInt8](data), openedBy: keyring)
    }

    /// What opens encrypted files and values; passwords that the operator is to be asked for are asked for.
    func keyring() throws -> Keyring { try VaultAccess(arguments).keyring() }
}
