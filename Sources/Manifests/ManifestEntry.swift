internal import Diagnostics
internal import Inventory
internal import Model
internal import Templates
internal import YAML

/// One entry of a manifest's `resources`, with what any entry may say read out and its fields not yet rendered.
struct ManifestEntry: Sendable {
    let schema: Schema
    /// The key that names the type: its kind or another spelling.
    let key: String
    /// The type's key and its fields, without what only the manifest reads.
    let fields: Node
    /// The same, its templates read.
    let template: NodeTemplate
    /// The key and the identity.
    let span: Span
    let keys: EntryKeys
    let variables: VariableLayer?
    let restartOn: [Node]
    let reloadOn: [Node]
    let runOn: [Node]
    /// Whether something is wrong with it already, so that more of it is not looked at.
    let isBroken: Bool

    var identity: Node { fields[key] ?? fields }
}

extension ManifestEntry {
    /// Reads and checks an entry; nil if its type cannot be told.
    ///
    /// What is wrong goes to the manifest's reader.
    init?(_ node: Node, in shelf: Shelf, of manifest: inout MappingReader) {
        guard node.mapping != nil else {
            manifest.report(Self.notMapping(node))
            return nil
        }
        guard let typeKey = manifest.problems.collect({ try shelf.types.key(of: node) }),
            let key = typeKey.string, let schema = shelf.types[key]
        else { return nil }
        self.schema = schema
        self.key = key
        let common = Set(schema.commonKeys.map(\.name))
        // A type may look at a key that it answers, as `service` does at `restart_on`.
        let isField = { (name: String) in schema.fields.contains { $0.name == name } || !common.contains(name) }
        var (own, shared) = (node, node)
        own.value = .mapping((node.mapping ?? []).filter { isField($0.key.string ?? "") })
        shared.value = .mapping((node.mapping ?? []).filter { common.contains($0.key.string ?? "") })
        fields = own
        template = NodeTemplate(own)
        span = typeKey.span.through(node[key]?.span)
        var reader = MappingReader(shared, noun: key)
        keys = EntryKeys(&reader)
        variables = reader.variables("vars", rule: "vars of '\(key)'")
        if let loop = keys.loop, let hidden = variables?.variables[loop.variable] {
            reader.report(
                Diagnostic(
                    "loop-variable", "'\(loop.variable)' is what the items of the loop are called", at: hidden.span
                ).helping("give the variable another name, or the items with 'loop_var'"))
        }
        let context = shelf.templates.check(for: node.span.file)
        reader.report(schema.problems(inUnrendered: node, spelledAs: key, in: context))
        reader.report(own.templateProblems)
        // References are looked at even where the rest is no good, and the other way round.
        isBroken = !reader.problems.isEmpty
        restartOn = reader.texts("restart_on")
        reloadOn = reader.texts("reload_on")
        runOn = reader.texts("run_on")
        reader.checkReferences(keys.afterEntries + restartOn + reloadOn + runOn, types: shelf.types)
        manifest.report(reader.problems)
    }

    private static func notMapping(_ node: Node) -> Diagnostic {
        let problem = Diagnostic("wrong-type", "an entry is a mapping that names a type", at: node.span)
        guard let text = node.string, !text.contains(" ") else { return problem }
        return problem.helping("write what it is about behind a colon: '- \(text): …'")
    }
}

extension Reference {
    /// Reads `type:identity`, by whatever spelling of the type.
    init(_ node: Node, types: TypeTable) throws(Diagnostic) {
        let text = node.string ?? ""
        guard let colon = text.firstIndex(of: ":"), text.index(after: colon) < text.endIndex else {
            throw Diagnostic("reference", "'\(text)' names no entry", at: node.span)
                .helping("an entry is named by its type and identity, such as 'file:/etc/motd'")
        }
        let kind = try types.kind(text[..<colon], at: node.span)
        self.init(kind + text[colon...], at: node.span)
    }
}

extension Span {
    /// From here to the end of another stretch, if that is on the same line.
    fileprivate func through(_ other: Span?) -> Span {
        guard let other, other.file == file, other.start.line == start.line, other.end.line == start.line,
            start < other.end
        else { return self }
        return Span(file: file, start: start, end: other.end)
    }
}
