import Diagnostics
import YAML

/// The two languages of inventory files.
enum InventoryForm {
    case ini, yaml

    /// Tells by the ending; a file without one is YAML if it reads as a mapping, as Ansible has it.
    init(of source: Source, path: String) {
        switch Path.ending(of: path) {
        case ".yaml", ".yml", ".json": self = .yaml
        case "": self = Self.isMapping(source) || Self.looksLikeYAML(source) ? .yaml : .ini
        default: self = .ini
        }
    }

    private static func isMapping(_ source: Source) -> Bool {
        var warnings: [Diagnostic] = []
        let documents = try? Node.documents(parsing: source, warnings: &warnings)
        return documents?.first?.mapping != nil
    }

    /// Whether a file that is no YAML was meant to be: its first words decide which messages help.
    private static func looksLikeYAML(_ source: Source) -> Bool {
        guard let first = INILine.all(of: source).first?.string else { return false }
        return first.hasPrefix("---") || (first.hasSuffix(":") && !first.contains("["))
    }
}
