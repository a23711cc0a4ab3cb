package import Diagnostics
package import Inventory
internal import YAML

/// One document of `manifests/`: what is true of which hosts, checked but for what only a host can tell.
package struct Manifest: Sendable {
    package let name: String
    /// The file as it is named in messages.
    package let file: String
    /// Where the manifest says its name, or begins.
    package let span: Span
    package let hosts: HostPattern
    /// The manifests that have to be through before it, with the places that say so.
    let after: [Node]
    /// The same for manifests on other hosts.
    let barriers: [WrittenBarrier]
    let become: Become
    /// Variables below all others, and above all but entries' own and `-e`.
    let defaults: VariableLayer?
    let variables: VariableLayer?
    /// What its templates see as `secrets` besides the project's.
    let secrets: [SecretDeclaration]
    let tags: Set<String>
    let assertions: [Assertion]
    let resources: ResourceList

    /// Whether the user means this manifest by a name or a file's path.
    func isNamed(_ word: String) -> Bool {
        name == word || file == word || word.hasPrefix("./") && file == word.dropFirst(2)
    }
}

extension Manifest {
    /// Reads a document; nil, with the reasons in `problems`, if it cannot stand as a manifest.
    init?(_ node: Node, file: String, shelf: Shelf, problems: inout [Diagnostic]) {
        guard node.mapping != nil else {
            problems.append(Self.notMapping(node))
            return nil
        }
        var reader = MappingReader(node, noun: "a manifest")
        defer {
            reader.finish()
            problems += reader.problems
        }
        let nameNode = reader.text("name")
        name = nameNode?.string ?? Self.name(from: file)
        span = nameNode?.span ?? Span(file: file, start: node.span.start, end: node.span.start)
        self.file = file
        if !Self.isName(name) { reader.report(Self.misnamed(name, at: span)) }
        let after = reader.after()
        (self.after, barriers) = (after.manifests + after.entries, after.barriers)
        become = Become(&reader)
        defaults = reader.variables("defaults", rule: "defaults of manifest '\(name)'")
        variables = reader.variables("vars", rule: "vars of manifest '\(name)'")
        secrets = reader.secrets()
        tags = reader.tags()
        assertions = reader.assertions()
        resources = ResourceList(&reader, shelf: shelf)
        guard let pattern = reader.hosts() else { return nil }
        hosts = pattern
    }

    /// What a manifest is called that does not say its name.
    static func name(from file: String) -> String {
        let last = file.split(separator: "/").last ?? Substring(file)
        return String(last.lastIndex(of: ".").map { last[..<$0] } ?? last)
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || "0123456789._-".contains(Character($0)) }
    }

    private static func misnamed(_ name: String, at span: Span) -> Diagnostic {
        Diagnostic("manifest-name", "'\(name)' cannot be a manifest's name", at: span)
            .helping("a name has letters, digits, '.', '_' and '-'")
    }

    private static func notMapping(_ node: Node) -> Diagnostic {
        let problem = Diagnostic("wrong-type", "a manifest is a mapping with 'hosts' and 'resources'", at: node.span)
        guard node.sequence != nil else { return problem }
        return problem.helping("write each element of the list as a document of its own, with '---' between")
    }
}

extension MappingReader {
    mutating func tags() -> Set<String> {
        Set(texts("tags").flatMap { ($0.string ?? "").split(separator: ",").map { String($0.trimmed) } })
    }

    mutating func variables(_ key: String, rule: String) -> VariableLayer? {
        guard let node = mapping(key) else { return nil }
        var values: [String: Node] = [:]
        for entry in node.mapping ?? [] {
            guard let name = entry.key.string, name.isVariableName else {
                report(
                    Diagnostic(
                        "variable-name", "'\(entry.key.string ?? "")' cannot be a variable's name", at: entry.key.span
                    ).helping("a name has letters, digits and '_', and starts with no digit"))
                continue
            }
            report(entry.value.templateProblems)
            values[name] = entry.value
        }
        return VariableLayer(rule: rule, file: node.span.file, variables: values)
    }

    fileprivate mutating func hosts() -> HostPattern? {
        guard let given = node("hosts") else {
            report(
                Diagnostic("missing-key", "the manifest does not say which hosts it is about", at: node.start)
                    .helping("hosts: a host, a group or a pattern; 'all' for every host"))
            return nil
        }
        return problems.collect { try HostPattern(parsing: given) }
    }

    mutating func assertions() -> [Assertion] {
        guard let given = node("assert") else { return [] }
        return (given.sequence ?? [given]).compactMap { item in
            problems.collect { try Assertion(item) }
        }
    }
}

extension Node {
    /// Where the value begins, for what is wrong with all of it.
    var start: Span { Span(file: span.file, start: span.start, end: span.start) }
}

extension String {
    var isVariableName: Bool {
        guard let first = unicodeScalars.first, first == "_" || first.properties.isAlphabetic else { return false }
        return unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil }
    }
}

extension Substring {
    var trimmed: Substring {
        var result = drop { $0.isWhitespace }
        while result.last?.isWhitespace == true { result.removeLast() }
        return result
    }
}
