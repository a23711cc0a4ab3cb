import Diagnostics
import Facts
import FoundationEssentials
import Model
import Resources
import Testing
import YAML

/// A case of a resource type: `Golden/KIND/NAME.yaml`, whose outcome is in `NAME.plan` beside it.
///
/// Keys: `entry` as a manifest has it; `node` is what is there (see `NodeNotation`); `arch` is its architecture; `pending` maps addresses of
/// earlier planned changes to `{claims: […], effects: […]}`; `owed` maps restart, reload and run to a reason; `files`
/// and `templates` map the project's names to content; `managed` lists what entries look after, `undecided` is the address
/// of one of which nobody can tell, and `partial` says that manifests were left out.
struct Case: Sendable, CustomTestStringConvertible {
    /// The kind and the name: `file/missing`.
    let name: String
    let source: Source

    var testDescription: String { name }

    static let all: [Case] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
        let files = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.sorted().map { file in
            let text = try? String(contentsOf: folder.appending(path: file), encoding: .utf8)
            return Case(name: String(file.dropLast(5)), source: Source(name: file, text: text ?? ""))
        }
    }()

    /// Everything that a case says, read.
    struct Parts {
        var entry: Node
        var key: String
        var type: any Resource.Type
        var node: SimulatedNode
        var pending: [Pending]
        var owed: [Owed]
        var managed: Managed
        var facts: StandardFacts
        var context: FieldContext

        var schema: Schema { Schema(type) }

        func look(_ seen: Observations) -> Look {
            Look(seen: seen, facts: facts, owed: owed, pending: pending, managed: managed)
        }

        func resource() throws -> any Resource { try schema.decode(entry, spelledAs: key, in: context) }
    }

    func parts() throws -> Parts {
        guard let root = try Node(parsing: source), let entry = root["entry"] else {
            throw NotationError(text: "a case has an entry")
        }
        let keys = (entry.mapping ?? []).compactMap(\.key.string)
        guard let key = keys.first(where: { Catalog.standard.type(named: $0) != nil }),
            let type = Catalog.standard.type(named: key)
        else { throw NotationError(text: "the entry names no type") }
        var facts = StandardFacts()
        (facts.kernel, facts.arch) = ("Linux", root["arch"]?.string ?? "")
        return Parts(
            entry: entry, key: key, type: type, node: try root["node"].map { try SimulatedNode($0) } ?? SimulatedNode(),
            pending: (root["pending"]?.mapping ?? []).map(Pending.init),
            owed: (root["owed"]?.mapping ?? []).compactMap { entry in
                entry.key.string.flatMap(Owed.Kind.init).map { Owed($0, reason: entry.value.string ?? "") }
            },
            managed: Managed(
                claims: Set((root["managed"]?.sequence ?? []).compactMap { $0.string.map { Claim(text: $0) } }),
                undecided: root["undecided"]?.string.map { Address(text: $0) }, isPartial: root["partial"] != nil),
            facts: facts,
            context: FieldContext(
                file: { name, span throws(Diagnostic) in try content(root["files"], name, span) },
                template: { name, span throws(Diagnostic) in try content(root["templates"], name, span) },
                folder: { name, span throws(Diagnostic) in try folder(root["files"], name, span) }))
    }
}

private func content(_ files: Node?, _ name: String, _ span: Span) throws(Diagnostic) -> FieldContext.Content {
    guard let file = files?[name] else { throw Diagnostic("missing-file", "there is no file '\(name)'", at: span) }
    guard let secret = file["secret"]?.string else { return .init(bytes: Array((file.string ?? "").utf8)) }
    return .init(bytes: Array(secret.utf8), isSensitive: true)
}

/// The files whose names begin with that of the folder; those whose content begins with `#!` may be run.
private func folder(_ files: Node?, _ name: String, _ span: Span) throws(Diagnostic) -> [FieldContext.FolderFile] {
    var found: [FieldContext.FolderFile] = []
    for entry in files?.mapping ?? [] {
        guard let path = entry.key.string, path.hasPrefix(name + "/") else { continue }
        let content = try content(files, path, span)
        found.append(
            .init(
                path: String(path.dropFirst(name.count + 1)), content: content,
                isExecutable: content.bytes.starts(with: "#!".utf8)))
    }
    return found
}

extension Pending {
    fileprivate init(_ entry: Node.Entry) {
        let names = entry.value["effects"]?.sequence?.compactMap(\.string) ?? []
        let effects = names.reduce(into: Effects()) { result, name in
            result.formUnion(name == "anything" ? .anything : Effects.all.first { $0.names == [name] } ?? [])
        }
        self.init(
            address: Address(text: entry.key.string ?? ""),
            claims: entry.value["claims"]?.sequence?.compactMap { $0.string.map { Claim(text: $0) } } ?? [],
            effects: effects)
    }
}

extension Effects {
    fileprivate static let all: [Effects] = [.paths, .units, .accounts, .packages, .crontabs, .tools, .processes]
}

/// Looks at a node as the engine does: until the resource wants to know nothing new.
struct Looking {
    var seen = Observations()
    /// The facts that were asked, in the order asked.
    var asked: [any Fact] = []

    init(_ resource: any Resource, at node: SimulatedNode) throws {
        for _ in 1...4 {
            let new = resource.facts(given: seen).filter { !seen.contains($0) }
            if new.isEmpty { return }
            for fact in new {
                guard node.observe(fact, into: &seen) else {
                    throw NotationError(text: "the case does not say what is seen of \(fact)")
                }
                asked.append(fact)
            }
        }
        throw NotationError(text: "it wants to know something new after every look")
    }
}
