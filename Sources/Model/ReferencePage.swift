internal import Actions
internal import Diagnostics
internal import Facts
package import YAML

/// The generated reference: pages for people, JSON Schema for editors.
package enum ReferencePage {
    /// The page of one type: its example, its fields, and what it is and does on a node.
    package static func page(_ type: any Resource.Type) -> Page {
        let schema = Schema(type)
        var parts: [Page.Part] = [.title(type.kind), .text(type.summary + "\n"), .code(type.example)]
        parts.append(.fields(schema.properties.map(field)))
        parts.append(.text("Also the [keys that entries of any type may have](common.md).\n"))
        parts += type.spellings.map { .text(words(for: $0)) }
        if !type.notes.isEmpty { parts.append(.text(type.notes)) }
        parts += [.heading("On the node"), .text("The example above:\n"), .points(onTheNode(schema))]
        if !type.looksAt.isEmpty {
            parts += [.heading("What it looks at"), .points(type.looksAt.map { $0.summary })]
        }
        if !type.does.isEmpty { parts += [.heading("What it does"), .points(type.does.map(\.rawValue))] }
        if !type.removal.isEmpty { parts += [.heading("Its removal"), .text(type.removal + "\n")] }
        parts += [.heading("Tried"), .text(Trial.summary(of: type.trials, tools: type.tools))]
        return Page(parts)
    }

    /// The page of the keys that entries of any type may have.
    package static var commonKeys: Page {
        let fields = CommonKey.all.map { key in
            let limit = key.answers.isEmpty ? "" : " Only where the type's page names it."
            return Page.Field(name: key.name, takes: key.typeName, help: key.help + limit)
        }
        return Page([.title("Keys of any entry"), .fields(fields)])
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

    private static func field(_ property: Schema.Property) -> Page.Field {
        let takes =
            property.allowed.isEmpty ? property.typeName : property.allowed.map { "`\($0)`" }.joined(separator: ", ")
        let standard =
            switch property.defaultText {
            case nil: "required"
            case ""?: ""
            case let text?: "`\(text)`"
            }
        return Page.Field(name: property.name, takes: takes, standard: standard, help: property.help)
    }

    private static func words(for spelling: Spelling) -> String {
        let renames = spelling.renames.sorted { $0.key < $1.key }.map { "`\($0.key)` gives `\($0.value)`" }
        let difference = renames.isEmpty ? "" : ", in which \(renames.joined(separator: ", "))"
        return "`\(spelling.key):` is another spelling of it\(difference).\n"
    }

    /// What the example claims, needs and changes.
    private static func onTheNode(_ schema: Schema) -> [String] {
        guard let entry = example(of: schema.type),
            let resource = try? schema.decode(entry, spelledAs: schema.kind, in: .empty)
        else { preconditionFailure("the example of \(schema.kind) is not a \(schema.kind)") }
        let rows = [
            ("has the address", [resource.address.description]), ("claims", resource.claims.map(\.text)),
            ("comes after what makes", resource.requires.map(\.text)), ("may also change", resource.effects.names),
        ]
        return rows.filter { !$0.1.isEmpty }.map { title, words in
            "\(title) \(words.map { "`\($0)`" }.joined(separator: ", "))"
        }
    }

    /// A type's example as a node of the architecture `amd64` has it.
    package static func example(of type: any Resource.Type) -> Node? {
        let text = type.example.replacing("{{ facts.arch }}", with: "amd64")
        let source = Source(name: "\(type.kind).yaml", text: text)
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
