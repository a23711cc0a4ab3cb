import Diagnostics
import YAML

/// The variables in `group_vars` and `host_vars` of one folder.
struct VariableFolder: Sendable {
    enum Owner: String, Sendable, CaseIterable {
        case group = "group_vars"
        case host = "host_vars"
    }

    /// Whether the folder is the project's, rather than an inventory's.
    var isProject: Bool
    /// The layers of each group, a file each, lowest first.
    var groups: [String: [VariableLayer]] = [:]
    var hosts: [String: [VariableLayer]] = [:]
}

/// The rules by which Ansible finds the variable files of a group or host.
struct VariableFileSearch {
    private static let endings = [".yml", ".yaml", ".json"]
    let files: SourceFiles
    /// A `group_vars` or `host_vars` folder.
    let folder: String
    private let entries: Set<String>

    init(files: SourceFiles, folder: String) {
        self.files = files
        self.folder = folder
        entries = Set(files.names(folder))
    }

    /// The files for a name, in the order in which they override each other, and those that are passed over.
    func files(for name: String) -> (found: [String], shadowed: [String]) {
        let candidates = ([""] + Self.endings).map { name + $0 }.filter { entries.contains($0) }
            .map { Path.join(folder, $0) }
        guard let first = candidates.first else { return ([], []) }
        let found = files.kind(first) == .folder ? below(first) : [first]
        return (found, Array(candidates.dropFirst()))
    }

    /// The files in a folder of variable files and in the folders below it.
    private func below(_ folder: String) -> [String] {
        files.sortedNames(in: folder).flatMap { name -> [String] in
            guard !name.hasPrefix("."), !name.hasSuffix("~") else { return [] }
            let (path, ending) = (Path.join(folder, name), Path.ending(of: name))
            switch files.kind(path) {
            case .folder where ending.isEmpty: return below(path)
            case .file where ending.isEmpty || Self.endings.contains(ending): return [path]
            default: return []
            }
        }
    }

    /// Files and folders that belong to none of the names, each with the name that it seems to mean.
    func orphans(besides names: Set<String>) -> [(path: String, name: String)] {
        files.sortedNames(in: folder).compactMap { entry in
            guard !entry.hasPrefix("."), !InventoryFolder.isBackup(entry), entry != "README" else { return nil }
            let ending = Path.ending(of: entry)
            let name = Self.endings.contains(ending) ? String(entry.dropLast(ending.count)) : entry
            return names.contains(name) || names.contains(entry) ? nil : (Path.join(folder, entry), name)
        }
    }
}
