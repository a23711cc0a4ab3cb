package import Model

/// What editors complete and check files by: a JSON Schema, draft 2020-12, out of the same declarations as the checks.
package enum EditorSchema: String, Sendable, CaseIterable {
    case manifest
    case module
    case project

    /// The schema for a project whose manifests can name the types of a catalogue.
    package func json(_ catalog: Catalog) -> JSON {
        let dialect = JSON.Member("$schema", "https://json-schema.org/draft/2020-12/schema")
        let body: JSON =
            switch self {
            case .manifest: Self.withEntries(catalog, "A manifest", Manifest.keys, required: ["hosts", "resources"])
            case .module: Self.withEntries(catalog, "modules/NAME/module.yaml", Module.keys, required: ["resources"])
            case .project: Self.mapping("reconcile.yaml", ProjectSettings.keys, required: [])
            }
        guard case .object(let members) = body else { return body }
        return .object([dialect] + members)
    }

    /// A document whose `resources` hold entries of any type.
    private static func withEntries(
        _ catalog: Catalog, _ title: String, _ keys: [DocumentKey], required: [String]
    ) -> JSON {
        let types = EntrySchema.all(of: catalog)
        let definitions =
            [.init("entry", entry(types)), .init(Include.key, Include.schema)]
            + types.map {
                JSON.Member($0.key, $0.json)
            }
        guard case .object(let members) = mapping(title, keys, required: required) else { return [:] }
        return .object(members + [.init("$defs", .object(definitions))])
    }

    /// An entry includes a module, or is of the type that its keys name.
    ///
    /// Types have fields called like others, as `cron` has `user`: of a type is what has its key and is of no type that
    /// has a field of that name.
    private static func entry(_ types: [EntrySchema]) -> JSON {
        let rules = types.map { type -> JSON in
            let others = types.filter { $0.fields.contains(type.key) && !type.fields.contains($0.key) }
            let isNamed = JSON.Member("required", .array([.string(type.key)]))
            let isOther = JSON.array(others.map { ["required": .array([.string($0.key)])] })
            let condition = others.isEmpty ? [isNamed] : [isNamed, .init("not", ["anyOf": isOther])]
            return then(type.key, if: .object(condition))
        }
        let include = JSON.Member("required", .array([.string(Include.key)]))
        let names =
            types.map { JSON.Member($0.key, ["description": .string($0.summary)]) }
            + [.init(Include.key, ["description": .string(Include.summary)])]
        return [
            "type": "object", "properties": .object(names),
            "anyOf": .array(names.map { ["required": .array([.string($0.name)])] }),
            "allOf": .array(rules + [then(Include.key, if: .object([include]))]),
        ]
    }

    private static func then(_ definition: String, if condition: JSON) -> JSON {
        ["if": condition, "then": ["$ref": .string("#/$defs/\(definition)")]]
    }

    private static func mapping(_ title: String, _ keys: [DocumentKey], required: [String]) -> JSON {
        [
            "title": .string(title), "type": "object",
            "properties": .object(keys.map { .init($0.name, $0.schema.describing($0.help)) }),
            "required": .array(required.map { .string($0) }), "additionalProperties": false,
        ]
    }
}
