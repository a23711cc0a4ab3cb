/// Which files of a folder of inventories Ansible reads.
enum InventoryFolder {
    /// The files below a folder, in order, and those with an ending of inventories that is passed over all the same.
    static func contents(of folder: String, files: SourceFiles) -> (read: [String], ignored: [String]) {
        var (read, ignored): ([String], [String]) = ([], [])
        for name in files.sortedNames(in: folder) where !isPassedOver(name) {
            let path = Path.join(folder, name)
            if files.kind(path) == .folder {
                let below = contents(of: path, files: files)
                read += below.read
                ignored += below.ignored
            } else if name.hasSuffix(".cfg") {
                ignored.append(path)
            } else {
                read.append(path)
            }
        }
        return (read, ignored)
    }

    private static func isPassedOver(_ name: String) -> Bool {
        name.hasPrefix(".") || ["host_vars", "group_vars", "vars_plugins"].contains(name) || isBackup(name)
    }

    /// Whether an ending says that a file is a copy, a document or a leftover.
    static func isBackup(_ name: String) -> Bool {
        [".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".orig", ".retry"]
            .contains { name.hasSuffix($0) }
    }
}
