import Console
import Diagnostics
import FoundationEssentials
import Inventory
import Manifests
import Resources
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
            folder: folder, inventory: arguments.values(.inventory), catalog: .standard)
        reporter.warn(project.warnings)
        return project
    }

    /// Reads the inventory alone, for verbs that need no manifests.
    func inventory() throws -> Inventory {
        let inventory = try Project.inventory(folder: folder, inventory: arguments.values(.inventory))
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
        let reader = ExtraVariables { path in try Self.text(of: path) }
        return try arguments.values(.extraVars).map(reader.mapping)
    }

    /// The text of a file that the operator names on the command line.
    static func text(of path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Diagnostic("unreadable-file", "'\(path)' cannot be opened for reading")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Diagnostic("not-utf-8", "'\(path)' is not a text in UTF-8")
        }
        return text
    }
}
