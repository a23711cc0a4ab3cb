internal import Diagnostics
internal import Synchronization
internal import YAML

/// Templates that variables hold, each read once however many hosts render it.
package final class ReadTemplates: Sendable {
    private struct Known: Sendable {
        let node: Node
        let template: Template
    }

    private let known = Mutex<[Span: Known]>([:])

    package init() {}

    /// The template that a text is; secrets are read anew each time rather than kept.
    func template(_ node: Node) throws(Diagnostic) -> Template {
        if let known = known.withLock({ $0[node.span] }), known.node == node { return known.template }
        let template = try Template(parsing: node)
        if !node.isSensitive { known.withLock { $0[node.span] = Known(node: node, template: template) } }
        return template
    }
}
