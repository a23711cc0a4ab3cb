package import Diagnostics
package import YAML

/// A YAML value whose templates are read once, to be rendered for many hosts.
///
/// It renders as `Node.rendered(in:)` does.
package struct NodeTemplate: Sendable {
    private indirect enum Part: Sendable {
        case constant(Node)
        case expression(Expression, Node)
        case template(Template, Node)
        /// What is opened only when it is rendered.
        case encrypted(Node)
        /// What cannot be read is a problem when it is rendered.
        case broken(Diagnostic, Node)
        case sequence([Part], Node)
        case mapping([(key: Part, value: Part)], Node)
    }

    private let part: Part

    package init(_ node: Node) { part = Self.part(node) }

    private static func part(_ node: Node) -> Part {
        guard node.holdsTemplate || node.holdsEncrypted else { return .constant(node) }
        switch node.value {
        case _ where node.isEncrypted: return .encrypted(node)
        case .sequence(let items): return .sequence(items.map(part), node)
        case .mapping(let entries): return .mapping(entries.map { (part($0.key), part($0.value)) }, node)
        case .scalar:
            do {
                let template = try Template(parsing: node)
                return Expression(single: template).map { .expression($0, node) }
                    ?? .template(template, node)
            } catch {
                return .broken(error, node)
            }
        }
    }

    /// The value with every template in it rendered; throws the problems of all of them at once.
    package func rendered(in scope: any Scope) throws(Problems) -> Node {
        var problems: [Diagnostic] = []
        let node = Self.rendered(part, in: scope, &problems)
        guard problems.isEmpty else { throw Problems(problems) }
        return node
    }

    private static func rendered(_ part: Part, in scope: any Scope, _ problems: inout [Diagnostic]) -> Node {
        switch part {
        case .constant(let node): return node
        case .broken(let problem, let node):
            problems.append(node.isSensitive ? problem.withheld : problem)
            return node
        case .encrypted(let node):
            return scalar(node, &problems) { () throws(Diagnostic) in
                guard let opened = try scope.opened(node) else {
                    throw Diagnostic(
                        "vault-no-password", "this is encrypted and cannot be opened here", at: node.span)
                }
                return opened
            }
        case .sequence(let items, var node):
            node.value = .sequence(items.map { rendered($0, in: scope, &problems) }.filter { $0.tag != Omit.tag })
            return node
        case .mapping(let entries, var node):
            node.value = .mapping(
                entries.compactMap { entry in
                    let value = rendered(entry.value, in: scope, &problems)
                    let key = rendered(entry.key, in: scope, &problems)
                    return value.tag == Omit.tag ? nil : Node.Entry(key: key, value: value)
                })
            return node
        case .expression(let expression, let node):
            return scalar(node, &problems) { () throws(Diagnostic) in
                var value = try expression.evaluate(in: scope).node(at: node.span)
                value.isSensitive = value.isSensitive || node.isSensitive
                return value
            }
        case .template(let template, let node):
            return scalar(node, &problems) { () throws(Diagnostic) in
                let rendered = try template.render(in: scope)
                let isSensitive = node.isSensitive || rendered.isSensitive
                return Node(.scalar(rendered.text, isQuoted: true), at: node.span, isSensitive: isSensitive)
            }
        }
    }

    private static func scalar(
        _ node: Node, _ problems: inout [Diagnostic], _ render: () throws(Diagnostic) -> Node
    ) -> Node {
        do {
            return try render().withoutOmitted
        } catch {
            problems.append(node.isSensitive ? error.withheld : error)
            return node
        }
    }
}
