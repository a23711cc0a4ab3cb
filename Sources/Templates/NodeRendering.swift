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
        holdsTemplate || holdsEncrypted ? try NodeTemplate(self).rendered(in: scope) : self
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
