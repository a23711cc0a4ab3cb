package import Diagnostics
package import YAML

extension Node {
    /// Whether a template is somewhere in it.
    package var holdsTemplate: Bool {
        switch value {
        case .scalar: isTemplate
        case .sequence(let items): items.contains { $0.holdsTemplate }
        case .mapping(let entries): entries.contains { $0.key.isTemplate || $0.value.holdsTemplate }
        }
    }

    /// Whether it is text that a template makes; what is tagged `!unsafe` never is.
    package var isTemplate: Bool {
        guard let text = string, tag != "!unsafe" else { return false }
        return text.containsScalars("{{") || text.containsScalars("{%") || text.containsScalars("{#")
    }

    /// The node with every template in it rendered.
    ///
    /// One that is a single `{{ … }}` keeps the type of its value; any other becomes text. What comes out as
    /// `omit` is left out of its list or map. Throws the problems of all templates in it at once.
    package func rendered(in scope: any Scope) throws(Problems) -> Node {
        guard holdsTemplate || holdsEncrypted else { return self }
        var problems: [Diagnostic] = []
        let node = rendered(in: scope, problems: &problems)
        guard problems.isEmpty else { throw Problems(problems) }
        return node
    }

    private func rendered(in scope: any Scope, problems: inout [Diagnostic]) -> Node {
        var copy = self
        switch value {
        case _ where isEncrypted:
            do {
                if let opened = try scope.opened(self) { return opened }
                problems.append(
                    Diagnostic("vault-no-password", "this is encrypted and cannot be opened here", at: span))
            } catch {
                problems.append(error)
            }
            return self
        case .scalar:
            guard isTemplate else { return self }
            do {
                var node = try renderedText(in: scope).withoutOmitted
                node.isSensitive = node.isSensitive || isSensitive
                return node
            } catch {
                problems.append(isSensitive ? error.withheld : error)
                return self
            }
        case .sequence(let items):
            copy.value = .sequence(
                items.map { $0.rendered(in: scope, problems: &problems) }.filter { $0.tag != Omit.tag })
        case .mapping(let entries):
            copy.value = .mapping(
                entries.compactMap { entry in
                    let value = entry.value.rendered(in: scope, problems: &problems)
                    let key = entry.key.rendered(in: scope, problems: &problems)
                    return value.tag == Omit.tag ? nil : Entry(key: key, value: value)
                })
        }
        return copy
    }

    private func renderedText(in scope: any Scope) throws(Diagnostic) -> Node {
        let template = try Template(parsing: self)
        if let expression = Expression(single: template) { return try expression.evaluate(in: scope).node(at: span) }
        let rendered = try template.render(in: scope)
        return Node(.scalar(rendered.text, isQuoted: true), at: span, isSensitive: rendered.isSensitive)
    }

    /// What is left of a list or a map without the items that are to be left out.
    var withoutOmitted: Node {
        var copy = self
        switch value {
        case .scalar: break
        case .sequence(let items):
            copy.value = .sequence(items.filter { $0.tag != Omit.tag }.map(\.withoutOmitted))
        case .mapping(let entries):
            copy.value = .mapping(
                entries.filter { $0.value.tag != Omit.tag }.map { Entry(key: $0.key, value: $0.value.withoutOmitted) })
        }
        return copy
    }
}
