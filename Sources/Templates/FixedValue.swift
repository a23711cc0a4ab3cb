package import Diagnostics

extension Expression {
    /// What it comes to wherever it is asked, if that shows from how it is written: `1 == 1`, `x == 'a' or 'b'`.
    ///
    /// A text in quotes is its own value.
    package var fixedValue: Value? { syntax.fixedValue }

    /// Texts in quotes that hold a template, which nobody renders.
    package var quotedTemplates: [Span] { syntax.quotedTemplates }
}

extension ExpressionSyntax {
    fileprivate var fixedValue: Value? {
        switch kind {
        case .literal(let value): value
        // Of several, one that is true or false decides whatever the others are.
        case .any(let parts): parts.lazy.compactMap(\.fixedValue).first { $0.isTrue }.map { _ in .bool(true) }
        case .all(let parts): parts.lazy.compactMap(\.fixedValue).first { !$0.isTrue }.map { _ in .bool(false) }
        default: NameCollector.names(in: self).isEmpty && !asksOutside ? valueByItself : nil
        }
    }

    private var valueByItself: Value? { try? Expression(self).evaluate(in: DictionaryScope()) }

    /// Whether something may give another value each time, or look beyond what it is given.
    private var asksOutside: Bool {
        switch kind {
        case .call, .filter: true
        default: parts.contains { $0.asksOutside }
        }
    }

    fileprivate var quotedTemplates: [Span] {
        if case .literal(let value) = kind, let text = value.string, text.containsScalars("{{") { return [span] }
        return parts.flatMap(\.quotedTemplates)
    }
}
