import Diagnostics
import YAML

/// Takes in what an inventory script prints: groups, and the variables of hosts under `_meta`.
struct ScriptInventory {
    private static let sections = ["hosts", "vars", "children"]

    private let path: String
    private let files: SourceFiles
    /// The hosts that the script names, in order.
    private var hosts: [String] = []
    private var knownHosts: Set<String> = []
    /// What it says about hosts; nil where it has to be asked for each one.
    private var variables: Node?
    /// What it printed, for excerpts.
    private(set) var sources: [Source] = []

    /// Runs a script with `--list`, and with `--host HOST` where it lists no variables.
    static func read(_ path: String, files: SourceFiles, into builder: inout InventoryBuilder) -> [Source] {
        var reader = ScriptInventory(path: path, files: files)
        do {
            if let document = try reader.document(["--list"]) { try reader.read(document, into: &builder) }
            try reader.readHosts(into: &builder)
        } catch {
            builder.report(error)
        }
        return reader.sources
    }

    private init(path: String, files: SourceFiles) {
        self.path = path
        self.files = files
    }

    /// What the script prints, nil if that is nothing.
    private mutating func document(_ arguments: [String]) throws(Diagnostic) -> Node? {
        let words = ([path] + arguments).joined(separator: " ")
        let result = try files.run(path, arguments).get()
        let errors = String(decoding: result.errors, as: UTF8.self)
        guard result.status == 0 else {
            throw Diagnostic(
                "inventory-program", "'\(words)' ended with status \(result.status)", notes: Self.notes(errors))
        }
        do {
            let source = try Source(name: "output of \(words)", bytes: result.output)
            if source.text.allSatisfy({ $0.isWhitespace }), arguments.first == "--host" { return nil }
            sources.append(source)
            return try Node(parsingJSON: source).withAnsibleTags
        } catch {
            var problem = error
            problem.message = "'\(words)' does not print JSON: \(problem.message)"
            problem.notes += Self.notes(errors)
            throw problem
        }
    }

    /// What a program said about its failure, a note each line; of many lines the last ones.
    private static func notes(_ errors: String) -> [Diagnostic] {
        errors.split { $0.isNewline }.suffix(20).map { .note("it said: \($0)") }
    }

    private mutating func read(_ document: Node, into builder: inout InventoryBuilder) throws(Diagnostic) {
        guard let entries = document.mapping else {
            throw Diagnostic(
                "inventory-shape", "an inventory script prints a map of groups' names", at: document.span)
        }
        for entry in entries {
            if entry.key.string == "_meta" {
                try readMeta(entry.value)
            } else {
                try readGroup(entry, into: &builder)
            }
        }
    }

    private mutating func readMeta(_ node: Node) throws(Diagnostic) {
        guard node.mapping != nil else {
            throw Diagnostic("inventory-shape", "'_meta' has to be a map", at: node.span)
        }
        if let profile = node["profile"], profile.string?.hasPrefix("inventory_") != true {
            throw Diagnostic("inventory-shape", "'profile' names no form of inventories", at: profile.span)
                .helping("'inventory_legacy' is what Ansible's own tools print")
        }
        guard let hostvars = node["hostvars"] else { return }
        guard hostvars.mapping != nil else {
            throw Diagnostic("inventory-shape", "'hostvars' has to be a map of hosts' names", at: hostvars.span)
        }
        variables = hostvars
    }

    private mutating func readGroup(_ entry: Node.Entry, into builder: inout InventoryBuilder) throws(Diagnostic) {
        let name = try Self.name(entry.key)
        builder.addGroup(name, at: entry.key.span)
        guard let parts = entry.value.mapping else { return try addHosts(entry.value, to: name, in: &builder) }
        // As Ansible reads it, a group without any of the three is a host with these variables, which are no templates.
        guard parts.contains(where: { Self.sections.contains($0.key.string ?? "") }) else {
            addHost(name, to: name, at: entry.key.span, in: &builder)
            return builder.set(try Self.variables(entry.value.untrusted), ofGroup: name)
        }
        if let hosts = entry.value["hosts"] { try addHosts(hosts, to: name, in: &builder) }
        if let variables = entry.value["vars"] { builder.set(try Self.variables(variables), ofGroup: name) }
        guard let children = entry.value["children"] else { return }
        for child in try Self.list(children, of: name, called: "children") {
            let below = try Self.name(child)
            builder.addGroup(below, at: child.span)
            builder.addChild(below, to: name, at: child.span)
        }
    }

    private mutating func addHosts(
        _ node: Node, to group: String, in builder: inout InventoryBuilder
    ) throws(Diagnostic) {
        for host in try Self.list(node, of: group, called: "hosts") {
            addHost(try Self.name(host), to: group, at: host.span, in: &builder)
        }
    }

    private mutating func addHost(
        _ name: String, to group: String, at span: Span, in builder: inout InventoryBuilder
    ) {
        builder.addHost(name, to: group, at: span)
        if knownHosts.insert(name).inserted { hosts.append(name) }
    }

    private mutating func readHosts(into builder: inout InventoryBuilder) throws(Diagnostic) {
        let known = variables.map { Dictionary(($0.mapping ?? []).map { ($0.key.string ?? "", $0.value) }) { $1 } }
        for host in hosts {
            let node = if let known { known[host] } else { try document(["--host", host]) }
            if let node { builder.set(try Self.variables(node), ofHost: host) }
        }
    }

    private static func list(_ node: Node, of group: String, called key: String) throws(Diagnostic) -> [Node] {
        guard let items = node.sequence else {
            throw Diagnostic("inventory-shape", "'\(key)' of group '\(group)' has to be a list", at: node.span)
        }
        return items
    }

    private static func name(_ node: Node) throws(Diagnostic) -> String {
        guard case .string(let name) = node.scalar, !name.isEmpty else {
            throw Diagnostic("inventory-shape", "the name of a host or a group has to be text", at: node.span)
        }
        return name
    }

    private static func variables(_ node: Node) throws(Diagnostic) -> [String: Node] {
        guard let entries = node.mapping else {
            throw Diagnostic("inventory-shape", "variables are a map of names", at: node.span)
        }
        return Dictionary(entries.map { ($0.key.string ?? "", $0.value) }) { $1 }
    }
}

extension Node {
    /// The node with what Ansible's tools write in JSON for tags: `{"__ansible_unsafe": "…"}` is `!unsafe …`.
    var withAnsibleTags: Node {
        var copy = self
        switch value {
        case .scalar: break
        case .sequence(let items): copy.value = .sequence(items.map { $0.withAnsibleTags })
        case .mapping(let entries):
            if entries.count == 1, let text = entries[0].value.string, let tag = Self.tags[entries[0].key.string ?? ""]
            {
                return Node(.scalar(text, isQuoted: true), at: span, tag: tag)
            }
            copy.value = .mapping(entries.map { Entry(key: $0.key, value: $0.value.withAnsibleTags) })
        }
        return copy
    }

    /// The node with all of its texts as they are: no template in them is rendered.
    fileprivate var untrusted: Node {
        var copy = self
        switch value {
        case .scalar: if case .string? = scalar { copy.tag = "!unsafe" }
        case .sequence(let items): copy.value = .sequence(items.map { $0.untrusted })
        case .mapping(let entries):
            copy.value = .mapping(entries.map { Entry(key: $0.key, value: $0.value.untrusted) })
        }
        return copy
    }

    private static let tags = ["__ansible_unsafe": "!unsafe", "__ansible_vault": "!vault"]
}
