/// The JSON Schema, draft 2020-12, of entries of one type under one spelling of it.
package struct EntrySchema {
    private let schema: Schema
    private let spelling: Spelling

    init(_ schema: Schema, spelling: Spelling) {
        self.schema = schema
        self.spelling = spelling
    }

    /// A catalogue's types under all their spellings, as a schema takes them up: a name for each, and what it is.
    package static func all(of catalog: Catalog) -> [EntrySchema] {
        catalog.types.flatMap { type in
            let schema = Schema(type)
            return ([Spelling(type.kind)] + type.spellings).map { EntrySchema(schema, spelling: $0) }
        }
    }

    /// The key that names the type.
    package var key: String { spelling.key }
    package var summary: String { schema.type.summary }
    /// The keys of such an entry that only its type knows, that which names it left out.
    package var fields: [String] { properties.filter { !$0.property.isIdentity }.map(\.name) }

    package var json: JSON {
        let own = properties.map { JSON.Member($0.name, Self.described($0.property)) }
        let shared = schema.commonKeys.filter { key in !schema.fields.contains { $0.name == key.name } }
        let members = own + shared.map { .init($0.name, $0.jsonSchema.describing($0.help)) }
        return [
            "type": "object", "properties": .object(members),
            "required": .array(properties.filter(\.property.isRequired).map { .string($0.name) }),
            "additionalProperties": false,
        ]
    }

    /// The fields as this spelling calls them; not those whose names it takes for others.
    private var properties: [(name: String, property: Schema.Property)] {
        schema.properties.compactMap { property in
            if property.isIdentity { return (spelling.key, property) }
            if let renamed = spelling.renames.first(where: { $0.value == property.name })?.key {
                return (renamed, property)
            }
            let isTaken = spelling.key == property.name || spelling.renames[property.name] != nil
            return isTaken ? nil : (property.name, property)
        }
    }

    private static func described(_ property: Schema.Property) -> JSON {
        if property.isIdentity {
            let several: JSON = ["type": "array", "items": property.jsonSchema]
            return JSON.object([.init("anyOf", [property.jsonSchema, several])]).describing(property.help)
        }
        let described = property.jsonSchema.describing(property.help)
        guard case .object(let members) = described, let text = property.defaultText, !text.isEmpty else {
            return described
        }
        let value: JSON =
            switch property.typeName {
            case Bool.typeName: .bool(text == "true")
            case Int.typeName: .number(text)
            default: .string(text)
            }
        return .object(members + [.init("default", value)])
    }
}

extension JSON {
    /// This schema with what an editor shows of it.
    package func describing(_ help: String) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object([.init("description", .string(help))] + members)
    }
}

extension CommonKey {
    /// What an editor may check of it.
    package var jsonSchema: JSON {
        switch typeName {
        case "text": String.jsonSchema
        case "an expression": ["type": ["string", "boolean", "array"]]
        case "a list or a mapping": ["type": ["string", "array", "object"]]
        case "a mapping": ["type": "object"]
        case "a list of text", "a list of addresses": [String].jsonSchema
        case "true, false or a user": ["type": ["boolean", "string"]]
        case "true or false": ["type": "boolean"]
        case "a duration": Self.duration
        case "a number, or attempts and delay": ["anyOf": [Self.attempts, Self.retry]]
        default: [:]
        }
    }

    private static let duration: JSON = ["type": ["string", "integer"]]
    private static let attempts: JSON = [
        "type": "integer", "minimum": .number("1"), "maximum": .number("\(Retry.mostAttempts)"),
    ]
    private static let retry: JSON = [
        "type": "object", "properties": ["attempts": attempts, "delay": duration], "additionalProperties": false,
    ]
}
