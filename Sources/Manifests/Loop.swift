internal import Diagnostics
internal import Templates
internal import YAML

/// What an entry is repeated for: `loop`, and the name that `loop_var` gives each item.
struct Loop: Sendable {
    private enum Items: Sendable {
        case expression(Expression)
        /// A list or a map written in the entry, its texts templates.
        case literal(Node)
    }

    let variable: String
    private let items: Items
    let span: Span

    /// Reads a bare expression, a list or a map.
    init(_ node: Node, variable: String) throws(Diagnostic) {
        self.variable = variable
        span = node.span
        items = node.string == nil ? .literal(node) : .expression(try Expression(parsing: node))
    }

    /// The items: those of a list, or a `{key, value}` for each pair of a map.
    func items(in scope: any Scope) throws -> [Value] {
        let value =
            switch items {
            case .expression(let expression): try expression.evaluate(in: scope)
            case .literal(let node): Value(try node.rendered(in: scope))
            }
        if let list = value.list { return list.map { $0.tainted(value.isSensitive) } }
        guard let map = value.map else {
            throw Diagnostic("loop-items", "'loop' takes a list or a map, and this is \(value.typeName)", at: span)
        }
        return map.map { entry in
            .map(["key": entry.key, "value": entry.value.tainted(value.isSensitive)])
        }
    }
}
