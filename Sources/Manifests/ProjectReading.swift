internal import Diagnostics
internal import Inventory
internal import Model
internal import Templates
internal import Vault
internal import YAML

/// One reading of a project folder, with everything that is wrong in it.
struct ProjectReading {
    private(set) var problems: [Diagnostic] = []
    private(set) var warnings: [Diagnostic] = []
    /// What is wrong with the YAML of manifests that could be made out all the same.
    private(set) var slips: [Diagnostic] = []
    /// Nil where not even a part of the project can be told, for want of an inventory or manifests.
    private(set) var project: Project?
    /// Paths in which secrets in plain text are allowed, as globs.
    private(set) var allowedSecrets: [String] = []

    private let files: ProjectFiles
    let shelf: Shelf
    /// The names of manifests that cannot be read.
    private var unread: Set<String> = []

    init(folder: String, inventory paths: [String], catalog: Catalog, vault: Keyring) {
        self.init(folder: folder, catalog: catalog, vault: vault)
        guard let documents = files.documents(below: "manifests") else {
            problems.append(missingManifests(folder))
            return
        }
        let settings = settings()
        allowedSecrets = settings.allowedSecrets
        let modules = modules()
        let order = ManifestOrder(manifests(documents), unread: unread, modules: modules)
        problems += order.problems + modules.problems(of: order.sorted)
        guard let inventory = inventory(paths, settings) else { return }
        let hosts = hosts(of: order.sorted, in: inventory)
        var manifestsByHost: [String: [Manifest]] = [:]
        for manifest in order.sorted {
            for host in hosts[manifest.name] ?? [] { manifestsByHost[host, default: []].append(manifest) }
        }
        project = Project(
            folder: folder, settings: settings, inventory: inventory, manifests: order.sorted,
            warnings: [], shelf: shelf, modules: modules, hostsByManifest: hosts,
            manifestsByName: Dictionary(order.sorted.map { ($0.name, $0) }) { first, _ in first },
            manifestNames: Set(order.sorted.map(\.name)),
            manifestsByHost: manifestsByHost)
        findBarrierHosts(inventory)
    }

    private init(folder: String, catalog: Catalog, vault: Keyring) {
        files = ProjectFiles(folder: folder, vault: vault)
        shelf = Shelf(types: TypeTable(catalog), templates: TemplateLibrary(files), secrets: SecretStore(files))
    }

    /// Reads the settings and the inventory, and no manifests.
    static func inventory(of folder: String, _ paths: [String], vault: Keyring) throws(Problems) -> Inventory {
        var reading = ProjectReading(folder: folder, catalog: Catalog([]), vault: vault)
        let settings = reading.settings()
        let inventory = reading.inventory(paths, settings)
        guard var inventory, reading.problems.isEmpty else { throw Problems(reading.problems.inOrder) }
        inventory.machine?.startCommands()
        return inventory
    }

    /// Reads what the settings say of vault passwords; what is wrong with them is told when all is read.
    static func vaultSettings(of folder: String) -> VaultSettings {
        var reading = ProjectReading(folder: folder, catalog: Catalog([]), vault: Keyring())
        return reading.settings().vault.inside(folder: reading.files.root)
    }

    private func missingManifests(_ folder: String) -> Diagnostic {
        let isProject = files.exists(ProjectSettings.fileName)
        let place = files.path(isProject ? "manifests" : ProjectSettings.fileName)
        return Diagnostic(
            isProject ? "no-manifests" : "no-project", "there is no '\(place)'"
        ).helping(
            isProject
                ? "a project keeps its manifests in a folder of that name"
                : "run in a project's folder, or name it with --project")
    }

    private mutating func settings() -> ProjectSettings {
        let path = files.path(ProjectSettings.fileName)
        guard files.exists(ProjectSettings.fileName) else {
            let settings = ProjectSettings(namedAfter: files.folderName)
            warnings.append(ProjectSettings.unnamed(settings.name))
            return settings
        }
        var found: [Diagnostic] = []
        let node = found.collect { try Node(parsing: try files.source(at: path)) } ?? nil
        problems += found
        guard let node else {
            let settings = ProjectSettings(namedAfter: files.folderName)
            if found.isEmpty { warnings.append(ProjectSettings.unnamed(settings.name, at: Span(startOf: path))) }
            return settings
        }
        return ProjectSettings(node, folder: files.folderName, problems: &problems, warnings: &warnings)
    }

    private mutating func modules() -> ModuleTable {
        var read: [Module] = []
        var failed: Set<String> = []
        for folder in files.modules {
            let name = String(folder.dropFirst(Module.folder.count + 1))
            let path = files.path("\(folder)/\(Module.fileName)")
            var found: [Diagnostic] = []
            let nodes = found.collect { try files.source(at: path) }.flatMap { source in
                found.collect { try Node.documents(parsing: source, problems: &slips) }
            }
            if let document = nodes?.first(where: { !$0.isNull }) {
                let module = Module(document, name: name, shelf: shelf, problems: &found)
                if let module, found.isEmpty { read.append(module) }
            } else if found.isEmpty {
                found.append(
                    Diagnostic("empty-manifest", "the module is empty", at: Span(startOf: path))
                        .helping("a module says 'params' and 'resources'"))
            }
            problems += found
            if read.last?.name != name { failed.insert(name) }
        }
        return ModuleTable(read, unread: failed)
    }

    private mutating func manifests(_ documents: [String]) -> [Manifest] {
        if documents.isEmpty {
            problems.append(
                Diagnostic("no-manifests", "there is no manifest in '\(files.path("manifests"))'")
                    .helping("write one, such as manifests/base.yaml"))
        }
        return documents.flatMap { manifests(in: files.path($0)) }
    }

    private mutating func manifests(in path: String) -> [Manifest] {
        var found: [Diagnostic] = []
        let nodes = found.collect { try files.source(at: path) }.flatMap { source in
            found.collect { try Node.documents(parsing: source, problems: &slips) }
        }
        problems += found
        guard let nodes else {
            unread.insert(Manifest.name(from: path))
            return []
        }
        let documents = nodes.filter { !$0.isNull }
        if documents.isEmpty {
            problems.append(
                Diagnostic("empty-manifest", "the manifest is empty", at: Span(startOf: path))
                    .helping("a manifest says 'hosts' and 'resources'"))
        }
        return documents.compactMap { node in
            let manifest = Manifest(node, file: path, shelf: shelf, problems: &problems)
            if manifest == nil { unread.insert(node["name"]?.string ?? Manifest.name(from: path)) }
            return manifest
        }
    }

    private mutating func inventory(_ paths: [String], _ settings: ProjectSettings) -> Inventory? {
        var paths = paths
        if paths.isEmpty { paths = settings.inventory.map { files.path($0) } }
        if paths.isEmpty, files.exists("inventory") { paths = [files.path("inventory")] }
        let folder = files.root.isEmpty ? "." : files.root
        let vault = files.vault
        var inventory = problems.collect {
            try Inventory.load(from: paths, projectFolder: folder, strictness: settings.strictness, vault: vault)
        }
        inventory?.secrets = SecretTable(settings.secrets, in: shelf.secrets).map { .object($0) }
        warnings += inventory?.warnings ?? []
        inventory?.machine = files.machine(settings.lookups, shelf.templates)
        return inventory
    }

    private mutating func hosts(of manifests: [Manifest], in inventory: Inventory) -> [String: [String]] {
        var result: [String: [String]] = [:]
        for manifest in manifests {
            let hosts = problems.collect { try inventory.hosts(matching: manifest.hosts, warnings: &warnings) }
            result[manifest.name] = hosts?.map(\.name)
        }
        return result
    }

    /// Finds the hosts that each barrier waits for; one that waits for none is a warning.
    private mutating func findBarrierHosts(_ inventory: Inventory) {
        guard let manifests = project?.manifests else { return }
        for barrier in manifests.flatMap({ $0.allBarriers(project?.modules ?? ModuleTable()) })
        where project?.barrierHosts[barrier.text] == nil {
            guard let meant = problems.collect({ try inventory.hosts(matching: barrier.hosts, warnings: &warnings) })
            else { continue }
            let about = Set(project?.hostsByManifest[barrier.manifest] ?? [])
            let hosts = meant.map(\.name).filter { about.contains($0) }
            project?.barrierHosts[barrier.text] = hosts
            guard hosts.isEmpty, manifests.contains(where: { $0.name == barrier.manifest }) else { continue }
            warnings.append(
                Diagnostic(
                    "barrier-without-hosts",
                    "'\(barrier.text)' waits for nothing: manifest '\(barrier.manifest)' is about none of these hosts",
                    at: barrier.span, severity: .warning))
        }
        project?.warnings = warnings.inOrder
    }
}

extension Span {
    /// The first place of a file.
    init(startOf file: String) {
        let start = Position(line: 1, column: 1)
        self.init(file: file, start: start, end: start)
    }
}
