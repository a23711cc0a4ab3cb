package import Diagnostics
package import YAML

/// A list; a single value stands for a list of one.
extension Array: FieldValue where Element: FieldValue {
    package static var typeName: String { "a list of \(Element.typeName)" }
    package static var jsonSchema: JSON {
        ["anyOf": [["type": "array", "items": Element.jsonSchema], Element.jsonSchema]]
    }

    package init(_ given: Given) throws(Problems) {
        if given.node.mapping != nil || given.node.isNull { throw given.mistyped(Self.typeName) }
        var (items, problems): ([Element], [Diagnostic]) = ([], [])
        for node in given.node.sequence ?? [given.node] {
            do {
                items.append(try Element(given.at(node)))
            } catch {
                problems += error.all
            }
        }
        guard problems.isEmpty else { throw Problems(problems) }
        self = items
    }

    package var rendered: String { isEmpty ? "" : map(\.rendered).joined(separator: ", ") }
    package var isSensitive: Bool { contains { $0.isSensitive } }
    package static var readsProject: Bool { Element.readsProject }
}

/// A mapping of names to values.
extension Dictionary: FieldValue where Key == String, Value: FieldValue {
    package static var typeName: String { "a mapping of names to \(Value.typeName)" }
    package static var jsonSchema: JSON { .templated(["type": "object", "additionalProperties": Value.jsonSchema]) }

    package init(_ given: Given) throws(Problems) {
        guard let entries = given.node.mapping else { throw given.mistyped(Self.typeName) }
        var (values, problems): ([String: Value], [Diagnostic]) = ([:], [])
        for entry in entries {
            do {
                values[try String(given.at(entry.key))] = try Value(given.at(entry.value))
            } catch {
                problems += error.all
            }
        }
        guard problems.isEmpty else { throw Problems(problems) }
        self = values
    }

    package var rendered: String { isEmpty ? "" : keys.sorted().joined(separator: ", ") }
    package var isSensitive: Bool { values.contains { $0.isSensitive } }
    package static var readsProject: Bool { Value.readsProject }
}

/// Any YAML at all, kept as it is written.
extension Node: FieldValue {
    package static var typeName: String { "any YAML" }
    package static var jsonSchema: JSON { [:] }

    package init(_ given: Given) throws(Problems) { self = given.node }

    package static func standIn(for template: Node) -> Node? { template }

    package var rendered: String { inWords }
}
