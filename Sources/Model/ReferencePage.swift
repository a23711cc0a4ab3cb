/// The generated reference: Markdown for people, JSON Schema for editors.
package enum ReferencePage {
    package static func markdown(_ type: any Resource.Type) -> String {
        let schema = Schema(type)
        var text = "# \(schema.kind)\n\n\(schema.summary)\n\n| Field | Type | Default | Meaning |\n|---|---|---|---|\n"
        for property in schema.properties {
            let typeText =
                property.allowed.isEmpty
                ? property.typeName : property.allowed.map { "`\($0)`" }.joined(separator: " or ")
            text +=
                "| `\(property.name)` | \(typeText) | \(property.defaultText.map { "`\($0)`" } ?? "required") | \(property.help) |\n"
        }
        return text + "\n```yaml\n\(type.example)\n```\n"
    }

    package static func jsonSchema(_ type: any Resource.Type) -> JSONSchema {
        let schema = Schema(type)
        return JSONSchema(
            description: schema.summary,
            properties: Dictionary(
                uniqueKeysWithValues: schema.properties.map {
                    (
                        $0.name,
                        .init(
                            type: $0.typeName, description: $0.help, enum: $0.allowed.isEmpty ? nil : $0.allowed,
                            default: $0.defaultText)
                    )
                }),
            required: schema.properties.filter(\.isRequired).map(\.name))
    }
}

package struct JSONSchema: Sendable, Codable {
    package struct Property: Sendable, Codable {
        var type: String
        var description: String
        var `enum`: [String]?
        var `default`: String?
    }
    var type = "object"
    var description: String
    var properties: [String: Property]
    var required: [String]
    var additionalProperties = false
}
