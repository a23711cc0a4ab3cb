internal import Diagnostics
internal import Templates
internal import YAML

extension Project {
    /// Conditions of entries, includes and assertions that are the same wherever they are asked.
    var oddConditions: [Diagnostic] {
        let lists = manifests.map(\.resources) + modules.all.map(\.resources)
        let assertions = manifests.flatMap(\.assertions) + modules.all.flatMap(\.assertions)
        let conditions = lists.flatMap(\.items).map(\.keys.condition) + assertions.map(\.condition)
        return conditions.flatMap(\.oddities)
    }
}

extension Condition {
    /// Clauses that cannot be meant as they are written; a plain `true` or `false` can.
    fileprivate var oddities: [Diagnostic] {
        expressions.flatMap { expression, span in
            let quoted = expression.quotedTemplates.map(Self.quoted)
            return quoted.isEmpty ? expression.fixedValue.map { [Self.fixed($0, at: span)] } ?? [] : quoted
        }
    }

    private static func quoted(at span: Span) -> Diagnostic {
        Diagnostic(
            "template-in-expression", "'{{' stands inside of quotes, where it is text", at: span, severity: .warning
        ).helping("a condition is an expression already: write the variable's name without quotes and braces")
    }

    private static func fixed(_ value: Value, at span: Span) -> Diagnostic {
        if value.string != nil {
            return Diagnostic(
                "constant-condition", "the condition is a text in quotes, which is never looked into", at: span
            ).helping("a condition is an expression: remove the inner quotes")
        }
        let truth = value.isTrue ? "true" : "false"
        return Diagnostic(
            "constant-condition", "the condition is always \(truth)", at: span, severity: .warning
        ).helping("write 'when: \(truth)' if that is meant; after 'or' and 'and' stands a whole comparison")
    }
}
