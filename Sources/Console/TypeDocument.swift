internal import Actions
internal import Facts
package import Model

/// What `docs` prints of one type for programs.
package struct TypeDocument: Sendable, Encodable {
    private struct Field: Sendable, Encodable {
        var name: String
        var takes: String
        var allowed: [String]
        var required: Bool
        var `default`: String?
        var help: String
    }

    private struct Trial: Sendable, Encodable {
        var system: String
        var tool: String?
        var byHand: Bool
    }

    private let formatVersion = Plan.formatVersion
    private let type: String
    private let spellings: [String]
    private let summary: String
    private let example: String
    private let fields: [Field]
    private let looksAt: [String]
    private let does: [String]
    private let removal: String
    private let trials: [Trial]

    package init(_ type: any Resource.Type) {
        self.type = type.kind
        spellings = type.spellings.map { $0.key }
        summary = type.summary
        example = type.example
        fields = Schema(type).properties.map { property in
            Field(
                name: property.name, takes: property.typeName, allowed: property.allowed,
                required: property.isRequired, default: property.defaultText.flatMap { $0.isEmpty ? nil : $0 },
                help: property.help)
        }
        looksAt = type.looksAt.map { $0.summary }
        does = type.does.map { $0.rawValue }
        removal = type.removal
        trials = type.trials.map { Trial(system: $0.system.rawValue, tool: $0.tool, byHand: $0.manner == .byHand) }
    }
}

/// What `docs` prints for programs where no type is named.
package struct TypesDocument: Sendable, Encodable {
    private struct Summary: Sendable, Encodable {
        var type: String
        var spellings: [String]
        var summary: String
    }

    private let formatVersion = Plan.formatVersion
    private let types: [Summary]

    package init(_ catalog: Catalog) {
        types = catalog.types.map {
            Summary(type: $0.kind, spellings: $0.spellings.map { $0.key }, summary: $0.summary)
        }
    }
}
