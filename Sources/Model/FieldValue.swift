package import Diagnostics
package import YAML

/// A Swift type that a manifest can write.
package protocol FieldValue: Sendable, Hashable {
    /// What it takes, in words that follow "takes" and head a column of the reference: `text`, `an octal mode`.
    static var typeName: String { get }
    /// The only words that it takes; empty where any will do.
    static var allowed: [String] { get }
    /// What an editor may check of it.
    static var jsonSchema: JSON { get }

    /// Reads what the manifest gives, or throws everything that is wrong with it.
    init(_ given: Given) throws(Problems)
    /// What to go on with while a template that gives the value is not rendered; nil if nothing can stand in.
    static func standIn(for template: Node) -> Self?
    /// The value as the reference shows a default.
    var rendered: String { get }
    /// Whether a secret went into the value from elsewhere than the manifest.
    var isSensitive: Bool { get }
    /// What is odd about it but does no harm, for `validate`.
    var warnings: [Diagnostic] { get }
    /// Whether there can be any.
    static var mayWarn: Bool { get }
    /// Whether more than what the manifest gives goes into it: a file or a template of the project.
    static var readsProject: Bool { get }
}

extension FieldValue {
    package static var allowed: [String] { [] }
    package static func standIn(for template: Node) -> Self? { nil }
    package var isSensitive: Bool { false }
    package var warnings: [Diagnostic] { [] }
    package static var mayWarn: Bool { false }
    package static var readsProject: Bool { false }
}

/// A value in a manifest on its way into a field.
package struct Given: Sendable {
    /// The field as the manifest names it.
    package var field: String
    package var node: Node
    package var context: FieldContext

    package init(field: String, node: Node, context: FieldContext = .empty) {
        self.field = field
        self.node = node
        self.context = context
    }

    /// The same field, at a value inside of this one.
    func at(_ node: Node) -> Self { Given(field: field, node: node, context: context) }

    /// It is of another type: `'mode' takes an octal mode, not a list`.
    package func mistyped(_ typeName: String, help: String? = nil) -> Problems {
        problem("wrong-type", "'\(field)' takes \(typeName), not \(node.inWords)", help: help)
    }

    package func problem(_ code: String, _ message: String, help: String? = nil) -> Problems {
        var diagnostic = Diagnostic(code, message, at: node.span)
        diagnostic.help = help
        return Problems([diagnostic])
    }
}

extension Node {
    /// What the value is, for a message: `'abc'`, `a list`.
    package var inWords: String {
        switch value {
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .scalar where isNull: "nothing"
        case .scalar("", _): "an empty text"
        case .scalar where isSensitive: "a secret"
        case .scalar(let text, _): text.count > 60 || text.contains("\n") ? "a long text" : "'\(text)'"
        }
    }

    /// Whether this or something in it came from a secret.
    package var holdsSecret: Bool {
        if isSensitive { return true }
        return switch value {
        case .scalar: false
        case .sequence(let items): items.contains { $0.holdsSecret }
        case .mapping(let entries): entries.contains { $0.key.holdsSecret || $0.value.holdsSecret }
        }
    }
}
