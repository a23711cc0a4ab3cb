package import Diagnostics
package import Vault
import YAML

extension Inventory {
    /// Reads inventories and the variable files beside them and beside the project.
    ///
    /// - Parameters:
    ///   - paths: Files, folders of files, or lists of hosts such as `n1,n2,`. Later ones add to earlier ones.
    ///   - projectFolder: The folder whose `group_vars` and `host_vars` come on top.
    ///   - files: Where they are read from.
    ///   - strictness: What is an error or a warning where Ansible says less.
    ///   - vault: What opens encrypted files and values.
    /// - Returns: The hosts, groups and variables, with warnings.
    /// - Throws: Everything that is wrong with any of the files.
    package static func load(
        from paths: [String], projectFolder: String, reading files: SourceFiles = .disk,
        strictness: Strictness = Strictness(), vault: Keyring = Keyring()
    ) throws(Problems) -> Inventory {
        var loading = Loading(files: files, strictness: strictness, vault: vault)
        for path in paths { loading.read(path) }
        loading.builder.finish()
        var inventory = Inventory(loading.builder)
        inventory.variableFolders = loading.variableFolders(beside: paths, and: projectFolder, of: inventory)
        inventory.vault = vault
        inventory.paths = paths
        inventory.projectFolder = projectFolder
        inventory.strictness = strictness
        for problem in inventory.ties { loading.report(problem, by: .tiedGroups) }
        for problem in inventory.ignoredVariables { loading.report(problem, by: .ignoredVariables) }
        inventory.sources = loading.sources
        for value in inventory.writtenValues where value.isSensitive { vault.learn(value) }
        let reports = (loading.builder.problems + loading.builder.warnings + loading.reports).map(loading.withheld)
        inventory.warnings = reports.filter { $0.severity != .error }
        let problems = reports.filter { $0.severity == .error }
        guard problems.isEmpty else { throw Problems(problems) }
        return inventory
    }
}
