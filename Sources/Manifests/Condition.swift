internal import Diagnostics
internal import Templates
internal import YAML

/// Bare expressions of which all have to hold: the value of `when` and `that`.
struct Condition: Sendable {
    private enum Clause: Sendable {
        case constant(Bool)
        case expression(Expression, Span)
    }

    private var clauses: [Clause] = []

    /// A condition that always holds.
    init() {}

    /// Reads one expression or a list of them; `true` and `false` stand for themselves.
    init(_ node: Node, of key: String) throws(Problems) {
        var problems: [Diagnostic] = []
        for clause in node.sequence ?? [node] {
            if case .bool(let flag)? = clause.scalar {
                clauses.append(.constant(flag))
                continue
            }
            guard clause.string != nil, !clause.isNull else {
                problems.append(.init("wrong-type", "'\(key)' takes an expression or a list of them", at: clause.span))
                continue
            }
            do {
                clauses.append(.expression(try Expression(parsing: clause), clause.span))
            } catch {
                problems.append(error)
            }
        }
        guard problems.isEmpty else { throw Problems(problems) }
    }

    /// The clauses that are not plain truths, with their places.
    var expressions: [(Expression, Span)] {
        clauses.compactMap { clause in
            if case .expression(let expression, let span) = clause { (expression, span) } else { nil }
        }
    }

    /// Whether all of it is true in a scope.
    ///
    /// - Throws: An undefined variable, or a text, of which Python would say that any but the empty one is true.
    func holds(in scope: any Scope) throws(Diagnostic) -> Bool {
        for clause in clauses {
            switch clause {
            case .constant(true): continue
            case .constant(false): return false
            case .expression(let expression, let span):
                let value = try expression.evaluate(in: scope)
                if value.string != nil { throw Self.text(at: span) }
                guard value.isTrue else { return false }
            }
        }
        return true
    }

    /// The code of what says that a condition came to a text.
    static let isText = "condition-is-text"

    private static func text(at span: Span) -> Diagnostic {
        Diagnostic(isText, "the condition gives a text, neither true nor false", at: span)
            .helping("compare it with something, or make it a boolean with '| bool'")
    }
}
