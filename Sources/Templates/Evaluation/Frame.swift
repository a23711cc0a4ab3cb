internal import Diagnostics

/// Variables that a template sets itself, in one of its scopes; those of the scopes around it show through.
///
/// What a loop or a macro sets is gone with its frame, as in Jinja2.
final class Frame {
    var values: [String: Value] = [:]
    let parent: Frame?
    /// Whether the variables of the host show through: not in a template that is imported without its context.
    let seesScope: Bool

    init(in parent: Frame) {
        self.parent = parent
        seesScope = parent.seesScope
    }

    /// The outermost frame of a template.
    init(seesScope: Bool) {
        parent = nil
        self.seesScope = seesScope
    }

    func value(of name: String) -> Value? { holder(of: name)?.values[name] }

    /// The frame that sets a name, the innermost of several.
    func holder(of name: String) -> Frame? {
        var next: Frame? = self
        while let frame = next {
            if frame.values[name] != nil { return frame }
            next = frame.parent
        }
        return nil
    }

    /// All names, for "did you mean".
    var names: [String] { values.keys + (parent?.names ?? []) }
}

/// A template while it is rendered, with the templates that it extends.
final class Rendering {
    /// Its own variables, which its blocks and macros see.
    let top: Frame
    /// The blocks by name: what the template that was asked for has comes first, then what it extends.
    var blocks: [String: [BlockSyntax]] = [:]
    /// Whether the template, or one that it extends, is itself a secret.
    var isSecret: Bool
    /// The template that it extends, once that is known.
    var base: (template: Template, span: Span)?
    /// The names that another template may not import, because they were themselves imported.
    var imported: Set<String> = []

    init(_ template: Template, top: Frame) {
        self.top = top
        isSecret = template.isSecret
        add(template.syntax.blocks)
    }

    func add(_ more: [String: BlockSyntax]) {
        for (name, block) in more { blocks[name, default: []].append(block) }
    }
}
