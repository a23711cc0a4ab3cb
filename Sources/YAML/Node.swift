package import Diagnostics

/// A YAML value together with where it was written.
///
/// Scalars keep their source text: what it means is asked for with `scalar`, so that `1.20` can stay
/// a version and `0644` a mode where a field wants that.
package struct Node: Sendable, Hashable {
    package indirect enum Value: Sendable, Hashable {
        case scalar(String, isQuoted: Bool)
        case sequence([Node])
        case mapping([Entry])
    }

    package struct Entry: Sendable, Hashable {
        package var key: Node
        package var value: Node

        package init(key: Node, value: Node) {
            self.key = key
            self.value = value
        }
    }

    package var value: Value
    package var span: Span
    /// An explicit tag such as `!vault` or `!unsafe`; standard tags are resolved away.
    package var tag: String?
    /// Whether the value came from a secret: then it is never shown, logged or stored.
    package var isSensitive = false
    /// Where the characters of a scalar that may be a template are written.
    package var layout: TextLayout?

    package init(_ value: Value, at span: Span, tag: String? = nil, isSensitive: Bool = false) {
        self.value = value
        self.span = span
        self.tag = tag
        self.isSensitive = isSensitive
    }

    /// The text of a scalar as it was written, whatever it means.
    package var string: String? {
        if case .scalar(let text, _) = value { text } else { nil }
    }

    package var sequence: [Node]? {
        if case .sequence(let nodes) = value { nodes } else { nil }
    }

    package var mapping: [Entry]? {
        if case .mapping(let entries) = value { entries } else { nil }
    }

    /// Whether this is an empty or `null` plain scalar.
    package var isNull: Bool { scalar == .null }

    package subscript(key: String) -> Node? {
        mapping?.first { $0.key.string == key }?.value
    }
}
