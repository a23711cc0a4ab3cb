import Diagnostics
import YAML

/// Reads an inventory in Ansible's YAML form into a builder, reporting all problems of the file.
struct YAMLInventory {
    private static let keys = ["hosts", "vars", "children"]

    static func read(_ document: Node, into builder: inout InventoryBuilder) {
        guard let entries = document.mapping else {
            builder.report(
                Diagnostic("inventory-shape", "an inventory maps groups' names to what is in them", at: document.span))
            return
        }
        if let plugin = document["plugin"] {
            builder.report(
                Diagnostic("inventory-plugin", "this configures an inventory plugin of Ansible's", at: plugin.span)
                    .helping("keep what `ansible-inventory --list --yaml --export` prints as the inventory"))
            return
        }
        for entry in entries { _ = group(entry, into: &builder) }
    }

    /// Reads a group and returns its name, if there is a group to speak of.
    private static func group(_ entry: Node.Entry, into builder: inout InventoryBuilder) -> String? {
        guard let name = name(entry.key, of: "group", in: &builder) else { return nil }
        guard entry.value.isNull || entry.value.mapping != nil else {
            builder.report(
                Diagnostic(
                    "inventory-shape", "group '\(name)' is skipped: it is no mapping", at: entry.value.span,
                    severity: .warning
                ).helping("a group maps 'hosts', 'vars' and 'children'"))
            return builder.groups[name] == nil ? nil : name
        }
        builder.addGroup(name, at: entry.key.span)
        for part in entry.value.mapping ?? [] {
            switch part.key.string {
            case "hosts": hosts(part, of: name, into: &builder)
            case "vars": builder.set(variables(section(part, of: name, in: &builder), in: &builder), ofGroup: name)
            case "children":
                for child in section(part, of: name, in: &builder) {
                    guard let below = group(child, into: &builder) else { continue }
                    builder.addChild(below, to: name, at: child.key.span)
                }
            default: builder.report(unknown(part.key, of: name))
            }
        }
        return name
    }

    private static func hosts(_ part: Node.Entry, of group: String, into builder: inout InventoryBuilder) {
        for entry in section(part, of: group, in: &builder) {
            guard let name = name(entry.key, of: "host", in: &builder) else { continue }
            do {
                let range = try HostRange(parsing: name, at: entry.key.span)
                let values = variables(hostEntries(entry, in: &builder), in: &builder)
                for host in range.names {
                    builder.addHost(host, to: group, port: range.port, at: entry.key.span)
                    builder.set(values, ofHost: host)
                }
            } catch {
                builder.report(error)
            }
        }
    }

    private static func hostEntries(_ entry: Node.Entry, in builder: inout InventoryBuilder) -> [Node.Entry] {
        if let entries = entry.value.mapping { return entries }
        if !entry.value.isFalsy {
            builder.report(
                Diagnostic(
                    "inventory-shape", "host '\(entry.key.string ?? "")' has to be a mapping of variables",
                    at: entry.value.span
                ))
        }
        return []
    }

    /// The entries of `hosts`, `vars` or `children`; a lone word stands for a mapping of that word to nothing.
    private static func section(
        _ part: Node.Entry, of group: String, in builder: inout InventoryBuilder
    ) -> [Node.Entry] {
        if let entries = part.value.mapping { return entries }
        if part.value.isNull { return [] }
        if case .string = part.value.scalar {
            return [.init(key: part.value, value: Node(.scalar("", isQuoted: false), at: part.value.span))]
        }
        let key = part.key.string ?? ""
        let problem = Diagnostic(
            "inventory-shape", "'\(key)' of group '\(group)' has to be a mapping", at: part.value.span)
        builder.report(part.value.sequence == nil ? problem : problem.helping("write 'name:' instead of '- name'"))
        return []
    }

    private static func variables(_ entries: [Node.Entry], in builder: inout InventoryBuilder) -> [String: Node] {
        var result: [String: Node] = [:]
        for entry in entries {
            guard let name = name(entry.key, of: "variable", in: &builder) else { continue }
            result[name] = entry.value
        }
        return result
    }

    private static func name(_ key: Node, of thing: String, in builder: inout InventoryBuilder) -> String? {
        if case .string(let name) = key.scalar, !name.isEmpty { return name }
        let text = key.string.map { "'\($0)'" } ?? "a collection"
        builder.report(
            Diagnostic(
                "inventory-name", "\(text) is no name of a \(thing): YAML does not read it as text", at: key.span
            )
            .helping("put it in quotes"))
        return nil
    }

    private static func unknown(_ key: Node, of group: String) -> Diagnostic {
        let word = key.string ?? ""
        let problem = Diagnostic(
            "unknown-field", "group '\(group)' has no field '\(word)'; it is skipped", at: key.span, severity: .warning)
        guard let near = word.closest(of: keys) else {
            return problem.helping("the fields of a group are hosts, vars and children; other groups go below children")
        }
        return problem.suggesting(near)
    }
}

extension Node {
    /// Whether Python would take the value for false: null, zero, an empty text or an empty collection.
    var isFalsy: Bool {
        switch (value, scalar) {
        case (.sequence(let items), _): items.isEmpty
        case (.mapping(let entries), _): entries.isEmpty
        case (_, .null), (_, .bool(false)), (_, .int(0)), (_, .float(0)), (_, .string("")): true
        default: false
        }
    }
}
