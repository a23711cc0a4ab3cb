package import Diagnostics
package import Inventory
package import Model
internal import Templates
package import Vault

/// A project folder, read and checked as far as that can be done without a host.
package struct Project: Sendable {
    /// The folder as the user named it.
    package let folder: String
    package let settings: ProjectSettings
    package private(set) var inventory: Inventory
    /// In the order in which they are made true, as far as they are on one host.
    package let manifests: [Manifest]
    /// What is odd but does no harm.
    package internal(set) var warnings: [Diagnostic]
    let shelf: Shelf
    let modules: ModuleTable
    /// The hosts of each manifest, by its name.
    let hostsByManifest: [String: [String]]
    let manifestsByName: [String: Manifest]
    let manifestNames: Set<String>
    /// The manifests of each host, in their order.
    let manifestsByHost: [String: [Manifest]]
    /// The hosts that barriers wait for, by what is written.
    var barrierHosts: [String: [String]] = [:]

    package var name: String { settings.name }

    /// Reads a project and checks all of it.
    ///
    /// - Parameters:
    ///   - folder: Where `reconcile.yaml` and `manifests` lie.
    ///   - inventory: Inventories instead of those that the project names; `[]` for the project's.
    ///   - catalog: The types that its manifests can name.
    ///   - vault: What opens encrypted files and values.
    /// - Returns: The project, checked but for what only hosts can tell.
    /// - Throws: Everything that is wrong with it, in order of file and line; no host was asked anything.
    package static func load(
        folder: String, inventory: [String] = [], catalog: Catalog, vault: Keyring = Keyring()
    ) throws(Problems) -> Project {
        let reading = ProjectReading(folder: folder, inventory: inventory, catalog: catalog, vault: vault)
        guard let project = reading.project, reading.problems.isEmpty, reading.slips.isEmpty else {
            let more = reading.project?.problems() ?? []
            throw Problems((reading.problems + more).behind(reading.slips).withoutDoubles)
        }
        return project.working
    }

    /// The project whose templates may do what it allows them, which one that is only looked at does not.
    private var working: Project {
        var copy = self
        copy.inventory.machine?.startCommands()
        copy.inventory.machine?.passwords = PasswordMaker()
        return copy
    }

    /// Reads a project's inventory alone; there need be no manifests.
    ///
    /// - Parameters:
    ///   - folder: Where `reconcile.yaml` lies, if there is one.
    ///   - inventory: Inventories instead of those that the project names; `[]` for the project's.
    ///   - vault: What opens encrypted files and values.
    /// - Returns: The inventory, with the variable files beside it and beside the project.
    /// - Throws: Everything that is wrong with the settings and the inventory.
    package static func inventory(
        folder: String, inventory: [String] = [], vault: Keyring = Keyring()
    ) throws(Problems) -> Inventory {
        try ProjectReading.inventory(of: folder, inventory, vault: vault)
    }

    /// What the settings in a project's folder say of vault passwords, with paths from where the program runs.
    package static func vaultSettings(folder: String) -> VaultSettings { ProjectReading.vaultSettings(of: folder) }

    /// Everything that is wrong with a project, what its manifests come to on each host included.
    ///
    /// What rests on facts is left open.
    ///
    /// - Returns: Errors and warnings, in order of file and line.
    package static func validate(
        folder: String, inventory: [String] = [], catalog: Catalog, selection: Selection = Selection(),
        vault: Keyring = Keyring()
    ) -> [Diagnostic] {
        Validation(folder: folder, inventory: inventory, catalog: catalog, selection: selection, vault: vault)
            .problems()
    }

    /// What is wrong with the project on any of its hosts, as far as that shows without facts.
    func problems(selection: Selection = Selection()) -> [Diagnostic] {
        let memory = EntryMemory(hostsByManifest)
        return manifestsByHost.keys.sorted().mapConcurrently { host -> [Diagnostic] in
            do throws(Problems) {
                let reading = try HostReading(self, host: host, facts: nil, selection: selection, memory: memory)
                let resources = try reading.desiredState().resources
                return resources.filter { shelf.types[$0.address.kind]?.mayWarn ?? true }.flatMap(\.warnings)
            } catch {
                return error.all
            }
        }.flatMap { $0 }
    }

    /// The hosts of a run, in the inventory's order.
    ///
    /// - Parameters:
    ///   - limit: A host pattern that keeps those which it matches too.
    ///   - names: Names or files of manifests whose hosts are meant; empty for all.
    /// - Returns: The hosts' names.
    /// - Throws: Names that nothing has, in the pattern or among the manifests.
    package func hosts(limit: String? = nil, manifests names: [String] = []) throws(Problems) -> [String] {
        try check(names)
        let selection = Selection(manifests: names)
        let chosen = manifests.filter { selection.selects($0) }.flatMap { hostsByManifest[$0.name] ?? [] }
        var wanted = Set(chosen)
        if let limit {
            let pattern = try HostPattern.limit(parsing: limit)
            wanted.formIntersection(try inventory.hosts(matching: pattern).map(\.name))
        }
        let known = inventory.hosts.map(\.name)
        return (known + wanted.subtracting(known).sorted()).filter { wanted.contains($0) }
    }

    /// The names of the manifests that take part.
    func names(of selection: Selection) -> Set<String> {
        selection.manifests.isEmpty
            ? manifestNames
            : manifestNames.filter { name in
                manifestsByName[name].map(selection.selects) ?? false
            }
    }

    private func check(_ names: [String]) throws(Problems) {
        let problems = names.filter { name in !manifests.contains { $0.isNamed(name) } }.map { name in
            let problem = Diagnostic("unknown-manifest", "no manifest is named '\(name)'")
            let known = manifests.map(\.name)
            if let near = name.closest(of: known) { return problem.helping("did you mean '\(near)'?") }
            return problem.helping("the manifests are: \(known.sorted().joined(separator: ", "))")
        }
        guard problems.isEmpty else { throw Problems(problems) }
    }
}

extension [Diagnostic] {
    /// Slips of the YAML and these, except what is said of the same lines: it follows from the slip.
    func behind(_ slips: [Diagnostic]) -> [Diagnostic] {
        let lines = Set(slips.compactMap { $0.span?.startingLine })
        return slips + filter { problem in problem.span.map { !lines.contains($0.startingLine) } ?? true }
    }

    /// In order of file and line, each once.
    var withoutDoubles: [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return filter { seen.insert($0).inserted }.inOrder
    }
}

extension Span {
    /// The first line alone, as a place to compare by.
    fileprivate var startingLine: Span {
        let start = Position(line: start.line, column: 1)
        return Span(file: file, start: start, end: start)
    }
}
