import Diagnostics
import YAML

extension Loading {
    /// Reads `group_vars` and `host_vars` beside every inventory, then beside the project.
    ///
    /// A folder that would count twice counts where it comes last, which gives the same values.
    mutating func variableFolders(
        beside paths: [String], and projectFolder: String, of inventory: Inventory
    ) -> [VariableFolder] {
        var folders = paths.compactMap { path -> String? in
            switch files.kind(path) {
            case .folder: path
            case .file: Path.folder(of: path)
            case nil: nil
            }
        }
        folders.append(projectFolder)
        let canonical = folders.map { files.canonical($0) }
        var result: [VariableFolder] = []
        for (index, folder) in folders.enumerated() where !canonical[(index + 1)...].contains(canonical[index]) {
            result.append(variables(in: folder, isProject: index == folders.count - 1, of: inventory))
        }
        return result
    }

    private mutating func variables(
        in folder: String, isProject: Bool, of inventory: Inventory
    ) -> VariableFolder {
        var result = VariableFolder(isProject: isProject)
        let groups = inventory.groups.map { $0.name }
        // The machine itself may have variables without being in an inventory.
        let hosts = inventory.hosts.map { $0.name } + Host.localNames.filter { inventory.hostTable[$0] == nil }
        result.groups = layers(of: .group, in: folder, names: groups)
        result.hosts = layers(of: .host, in: folder, names: hosts)
        return result
    }

    private mutating func layers(
        of owner: VariableFolder.Owner, in folder: String, names: [String]
    ) -> [String: [VariableLayer]] {
        let search = VariableFileSearch(files: files, folder: Path.join(folder, owner.rawValue))
        guard files.kind(search.folder) == .folder else { return [:] }
        var result: [String: [VariableLayer]] = [:]
        // A host may be named by the path of its chroot, which is no name of a file here.
        for name in names where !name.hasPrefix("/") {
            let (found, shadowed) = search.files(for: name)
            let layers = found.compactMap { layer(of: $0, rule: "\(owner.rawValue)/\(name)") }
            if !layers.isEmpty { result[name] = layers }
            for path in shadowed { reports.append(Self.shadowed(path, by: search, name: name)) }
        }
        for orphan in search.orphans(besides: Set(names)) {
            report(Self.orphan(orphan.path, named: orphan.name, owner: owner, among: names), by: .orphanFiles)
        }
        return result
    }

    private mutating func layer(of path: String, rule: String) -> VariableLayer? {
        guard let source = source(path) else { return nil }
        guard let document = document(source), !document.isFalsy else { return nil }
        guard let entries = document.mapping else {
            reports.append(
                Diagnostic("variables-shape", "a variable file maps names to values", at: document.span))
            return nil
        }
        var variables: [String: Node] = [:]
        for entry in entries {
            guard case .string(let name) = entry.key.scalar else {
                reports.append(
                    Diagnostic("variables-shape", "a variable's name has to be text", at: entry.key.span)
                        .helping("put it in quotes"))
                continue
            }
            if name == "ansible_group_priority" { reports.append(Self.idlePriority(at: entry.key.span)) }
            variables[name] = entry.value
        }
        let layer = VariableLayer(rule: rule, file: path, variables: variables)
        return isSecret(path) ? layer.secret : layer
    }
}

extension Loading {
    private static func orphan(
        _ path: String, named name: String, owner: VariableFolder.Owner, among names: [String]
    ) -> Diagnostic {
        let problem = Diagnostic(
            "orphan-vars-file", "'\(path)' belongs to no \(owner): none is named '\(name)'",
            at: Span(file: path, at: Position(line: 1, column: 1)))
        return name.closest(of: names).map { problem.helping("did you mean '\($0)'?") } ?? problem
    }

    private static func shadowed(_ path: String, by search: VariableFileSearch, name: String) -> Diagnostic {
        let first = search.files(for: name).found.first ?? search.folder
        return Diagnostic(
            "shadowed-vars-file", "'\(path)' is not read: '\(first)' comes first", severity: .warning
        ).helping("put both into the folder '\(Path.join(search.folder, name))'")
    }

    private static func idlePriority(at span: Span) -> Diagnostic {
        Diagnostic(
            "idle-priority", "'ansible_group_priority' counts in inventory files only", at: span, severity: .warning)
    }
}
