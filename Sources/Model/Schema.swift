package import Diagnostics
package import YAML

/// What a manifest may say about one kind of resource, read off the resource type itself.
package struct Schema: Sendable {
    package struct Property: Sendable {
        package let name: String
        package let typeName: String
        package let help: String
        package let allowed: [String]
        package let defaultText: String?
        fileprivate let decode: @Sendable (Node) -> (any Sendable)?
        fileprivate let declaration: any Sendable

        package var isRequired: Bool { defaultText == nil }
    }

    package let kind: String
    package let summary: String
    package let properties: [Property]

    package init(_ type: any Resource.Type) {
        kind = type.kind
        summary = type.summary
        properties = Mirror(reflecting: type.init()).children.compactMap { label, value in
            guard let label, let field = value as? any AnyField else { return nil }
            return field.property(named: String(label.dropFirst()))
        }
    }

    /// Reads a resource, or throws everything that is wrong with it at once.
    package func decode<R: Resource>(_ type: R.Type, from node: Node) throws(Problems) -> R {
        var problems: [Diagnostic] = []
        var values: [String: any Sendable] = [:]
        for property in properties {
            guard let given = node[property.name] else {
                if property.isRequired {
                    problems.append(
                        .init(
                            "missing-field", "\(kind) needs the field '\(property.name)'", at: node.span,
                            notes: [.note(property.help)]))
                }
                values[property.name] = property.declaration
                continue
            }
            guard let value = property.decode(given) else {
                let expected = property.allowed.isEmpty ? property.typeName : property.allowed.joined(separator: ", ")
                problems.append(.init("wrong-type", "'\(property.name)' takes \(expected)", at: given.span))
                continue
            }
            values[property.name] = value
        }
        problems += unknownFields(in: node)
        guard problems.isEmpty else { throw Problems(problems) }
        do {
            return try R(from: FieldsDecoder(values: values))
        } catch {
            preconditionFailure("a checked manifest cannot fail to decode: \(error)")
        }
    }

    private func unknownFields(in node: Node) -> [Diagnostic] {
        (node.mapping ?? []).compactMap { entry in
            guard let key = entry.key.string, !properties.contains(where: { $0.name == key }) else { return nil }
            let problem = Diagnostic("unknown-field", "\(kind) has no field '\(key)'", at: entry.key.span)
            return key.closest(of: properties.map(\.name)).map(problem.suggesting) ?? problem
        }
    }
}

private protocol AnyField: Sendable {
    func property(named name: String) -> Schema.Property
}

extension Field: AnyField {
    fileprivate func property(named name: String) -> Schema.Property {
        Schema.Property(
            name: name, typeName: Value.typeName, help: help, allowed: allowed.map(\.rendered),
            defaultText: value?.rendered,
            decode: { node in
                guard let value = Value(node), allowed.isEmpty || allowed.contains(value) else { return nil }
                return Field(wrappedValue: value, help, allowed: allowed)
            },
            declaration: self)
    }
}
