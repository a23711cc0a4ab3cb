internal import Diagnostics
internal import Inventory
internal import Model
internal import Templates
internal import YAML

/// An entry that stands for the resources of a module: `include`, with values for the module's parameters.
struct Include: Sendable {
    static let key = "include"
    /// How many modules may be inside of each other: far more than anyone writes.
    static let deepest = 50

    let module: String
    /// Where the module is named.
    let span: Span
    let keys: EntryKeys
    /// The values for parameters, by their names, as they are written.
    let arguments: [Node.Entry]
    /// Whether something is wrong with it already, so that the module is not looked into for it.
    let isBroken: Bool

    /// Reads an entry that has the key `include`; nil if no module is named.
    ///
    /// What is wrong goes to the reader of the manifest or module.
    init?(_ node: Node, in shelf: Shelf, of outer: inout MappingReader) {
        var reader = MappingReader(node, noun: Self.key)
        let name = reader.text(Self.key)
        keys = EntryKeys(&reader)
        let given = reader.mapping("vars")
        arguments = given?.mapping ?? []
        reader.report(arguments.flatMap { $0.value.templateProblems })
        for key in (node.mapping ?? []).map(\.key) {
            guard let name = key.string, CommonKey.unbuilt.contains(name) else { continue }
            _ = reader.node(name)
            reader.report(Diagnostic("unbuilt-key", "'\(name)' cannot be used yet", at: key.span))
        }
        reader.finish(calling: "include takes a module's parameters under 'vars'")
        if let name, name.isTemplate {
            reader.report(
                Diagnostic("include-template", "'include' takes the name of a module, not a template", at: name.span)
                    .helping("include each module by its name, with 'when'"))
        }
        if let triggers = keys.triggers {
            reader.report(
                Diagnostic("unanswered-key", "include does not answer 'triggers'", at: triggers.span)
                    .helping("give the value to the module as a parameter, for its entries that are to be redone"))
        }
        isBroken = !reader.problems.isEmpty
        reader.checkReferences(keys.afterEntries, types: shelf.types)
        defer { outer.report(reader.problems) }
        guard let name, let text = name.string, !name.isTemplate else {
            if name == nil, reader.problems.isEmpty {
                reader.report(
                    Diagnostic("empty-identity", "'include' names no module", at: node.start)
                        .helping("include: the name of a folder in 'modules'"))
            }
            return nil
        }
        module = text
        span = name.span
    }
}
