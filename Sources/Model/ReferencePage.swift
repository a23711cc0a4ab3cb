internal import Diagnostics
internal import Facts
internal import YAML

/// The generated reference: Markdown for people, JSON Schema for editors.
package enum ReferencePage {
    /// The page of one type: its example, its fields, and what it is and needs on a node.
    package static func markdown(_ type: any Resource.Type) -> String {
        let schema = Schema(type)
        var text = "# \(type.kind)\n\n\(type.summary)\n\n```yaml\n\(type.example)```\n\n"
        text += "| Key | Takes | Default | Meaning |\n|---|---|---|---|\n"
        for property in schema.properties { text += row(property) }
        text += "\nAlso the [keys that entries of any type may have](common.md)"
        text += ".\n"
        for spelling in type.spellings {
            text += "\n`\(spelling.key):` is another spelling of it"
            let renames = spelling.renames.sorted { $0.key < $1.key }.map { "`\($0.key)` gives `\($0.value)`" }
            text += renames.isEmpty ? ".\n" : ", in which \(renames.joined(separator: ", ")).\n"
        }
        if !type.notes.isEmpty { text += "\n" + type.notes }
        return text + onTheNode(schema) + "\n## Tried\n\n" + Trial.summary(of: type.trials, tools: type.tools)
    }

    /// The page of the keys that entries of any type may have.
    package static var commonKeys: String {
        var text = "# Keys of any entry\n\n| Key | Takes | Meaning |\n|---|---|---|\n"
        for key in CommonKey.all {
            let limit = key.answers.isEmpty ? "" : " Only where the type's page names it."
            text += "| `\(key.name)` | \(key.typeName) | \(key.help)\(limit) |\n"
        }
        return text
    }

    /// The page that lists all types.
    package static func index(_ catalog: Catalog) -> String {
        var text = "# Resource types\n\n| Type | What it is |\n|---|---|\n"
        for type in catalog.types { text += "| [\(type.kind)](\(type.kind).md) | \(type.summary) |\n" }
        return text + "\nEntries of any type may have the [common keys](common.md).\n"
    }

    /// A JSON Schema of the type's entries, for editors; draft 2020-12.
    package static func jsonSchema(_ type: any Resource.Type) -> JSON {
        let schema = Schema(type)
        let spellings = [Spelling(type.kind)] + type.spellings
        let schemas = spellings.map { EntrySchema(schema, spelling: $0).json }
        let head: [JSON.Member] = [.init("title", .string(type.kind)), .init("description", .string(type.summary))]
        return .object(head + [.init("anyOf", .array(schemas))])
    }

    private static func row(_ property: Schema.Property) -> String {
        let takes =
            property.allowed.isEmpty ? property.typeName : property.allowed.map { "`\($0)`" }.joined(separator: ", ")
        let standard =
            switch property.defaultText {
            case nil: "required"
            case ""?: ""
            case let text?: "`\(text)`"
            }
        return "| `\(property.name)` | \(takes) | \(standard) | \(property.help) |\n"
    }

    /// What the example claims, needs and looks at.
    private static func onTheNode(_ schema: Schema) -> String {
        guard let entry = exampleEntry(schema.type),
            let resource = try? schema.decode(entry, spelledAs: schema.kind, in: .empty)
        else { preconditionFailure("the example of \(schema.kind) is not a \(schema.kind)") }
        let kinds = resource.facts(given: Observations()).map { Swift.type(of: $0).kind }
        var rows = [("Address", [resource.address.description]), ("Claims", resource.claims.map(\.text))]
        rows.append(("Comes after", resource.requires.map(\.text)))
        rows.append(("Looks at", Set(kinds).sorted()))
        rows.append(("May also change", resource.effects.names))
        var text = "\n## On the node\n\nThe example above:\n\n| | |\n|---|---|\n"
        for (title, words) in rows where !words.isEmpty {
            text += "| \(title) | \(words.map { "`\($0)`" }.joined(separator: ", ")) |\n"
        }
        return text
    }

    private static func exampleEntry(_ type: any Resource.Type) -> Node? {
        let source = Source(name: "\(type.kind).yaml", text: type.example)
        return (try? Node(parsing: source))?.sequence?.first
    }
}

extension Effects {
    /// The effects in words, in the order of their declaration.
    package var names: [String] {
        let all: [(Effects, String)] = [
            (.paths, "paths"), (.units, "units"), (.accounts, "accounts"), (.packages, "packages"),
            (.crontabs, "crontabs"), (.tools, "tools"), (.processes, "processes"),
        ]
        return all.filter { contains($0.0) }.map(\.1)
    }
}
