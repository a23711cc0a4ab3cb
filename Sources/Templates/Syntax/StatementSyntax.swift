internal import Diagnostics

/// A part of a template: text, something to print, or a statement with what it encloses.
indirect enum StatementSyntax: Sendable {
    case text(String)
    case output(ExpressionSyntax)
    /// `{% do … %}`
    case evaluate(ExpressionSyntax)
    case condition([(test: ExpressionSyntax, body: [StatementSyntax])], otherwise: [StatementSyntax])
    case loop(LoopSyntax)
    /// `{% break %}` and `{% continue %}`
    case leave(continues: Bool)
    case assign(TargetSyntax, ExpressionSyntax)
    /// `{% set x | filter %} … {% endset %}`
    case capture(TargetSyntax, [StatementSyntax], filter: ExpressionSyntax?)
    case with([(target: TargetSyntax, value: ExpressionSyntax)], body: [StatementSyntax])
    case filtered([StatementSyntax], filter: ExpressionSyntax)
    case macro(MacroSyntax)
    /// `{% call(x) name(…) %} … {% endcall %}`: a call, and the macro that it is given as `caller`.
    case call(ExpressionSyntax, caller: MacroSyntax)
    case include(InclusionSyntax)
    case importing(ImportSyntax)
    case extends(ExpressionSyntax)
    case block(BlockSyntax)
}

struct LoopSyntax: Sendable {
    var target: TargetSyntax
    var items: ExpressionSyntax
    var condition: ExpressionSyntax?
    var isRecursive: Bool
    var body: [StatementSyntax]
    var otherwise: [StatementSyntax]
    var span: Span
}

struct MacroSyntax: Sendable {
    struct Parameter: Sendable {
        var name: String
        var standard: ExpressionSyntax?
    }

    /// What a macro may take beside its parameters: only if its body names it.
    enum Extra: String, CaseIterable, Sendable { case caller, kwargs, varargs }

    /// Nil for the body of a `call`.
    var name: String?
    var parameters: [Parameter]
    var body: [StatementSyntax]
    var extras: Set<Extra>
    var span: Span

    /// How messages name it.
    var spelling: String { name.map { "macro '\($0)'" } ?? "'caller'" }
}

struct InclusionSyntax: Sendable {
    var name: ExpressionSyntax
    var ignoresMissing: Bool
    var hasContext: Bool
    var span: Span
}

struct ImportSyntax: Sendable {
    enum Names: Sendable {
        /// `import … as module`
        case module(String)
        /// `from … import name as other`
        case parts([(name: String, alias: String, span: Span)])
    }

    var template: ExpressionSyntax
    var names: Names
    var hasContext: Bool
    var span: Span
}

struct BlockSyntax: Sendable {
    var name: String
    var body: [StatementSyntax]
    /// Whether it sees the variables of the loop or the macro around it.
    var isScoped: Bool
    var isRequired: Bool
    var span: Span
}

/// What a value is assigned to.
indirect enum TargetSyntax: Sendable {
    case name(String, Span)
    /// `ns.count` of a `namespace()`.
    case attribute(of: String, String, Span)
    case tuple([TargetSyntax], Span)

    var span: Span {
        switch self {
        case .name(_, let span), .attribute(_, _, let span), .tuple(_, let span): span
        }
    }

    /// The names that it binds.
    var names: [String] {
        switch self {
        case .name(let name, _): [name]
        case .attribute: []
        case .tuple(let targets, _): targets.flatMap { $0.names }
        }
    }
}
