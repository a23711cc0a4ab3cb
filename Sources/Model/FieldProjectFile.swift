package import Actions
package import Diagnostics
package import YAML

/// A file of the project, named in a manifest, with what it holds.
package typealias ProjectFile = ProjectContent<FileOrigin>
/// A template of the project, named in a manifest, with what it renders to for the entry's host.
package typealias ProjectTemplate = ProjectContent<TemplateOrigin>

/// Content that a manifest names and the project holds.
package struct ProjectContent<Origin: ContentOrigin>: FieldValue {
    package static var typeName: String { Origin.typeName }
    package static var jsonSchema: JSON { ["type": "string"] }
    package static var readsProject: Bool { true }
    package static func standIn(for template: Node) -> Self? {
        template.string.map { Self(name: $0, content: .init(bytes: [])) }
    }

    package let name: String
    package let payload: Payload
    package let isSensitive: Bool

    package init(name: String, content: FieldContext.Content) {
        self.name = name
        payload = Payload(content.bytes)
        isSensitive = content.isSensitive
    }

    package init(_ given: Given) throws(Problems) {
        let name = try String(given)
        do {
            self.init(name: name, content: try Origin.content(of: name, for: given))
        } catch {
            throw Problems([error])
        }
    }

    package var rendered: String { name }
}

/// How a name in a manifest becomes content.
package protocol ContentOrigin: Sendable, Hashable {
    static var typeName: String { get }
    static func content(of name: String, for given: Given) throws(Diagnostic) -> FieldContext.Content
}

package enum FileOrigin: ContentOrigin {
    package static var typeName: String { "the name of a file" }
    package static func content(of name: String, for given: Given) throws(Diagnostic) -> FieldContext.Content {
        try given.context.file(name, given.node.span)
    }
}

package enum TemplateOrigin: ContentOrigin {
    package static var typeName: String { "the name of a template" }
    package static func content(of name: String, for given: Given) throws(Diagnostic) -> FieldContext.Content {
        try given.context.template(name, given.node.span)
    }
}
