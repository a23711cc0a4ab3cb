internal import Diagnostics

/// Conditions, loops, assignments and the like.
extension TemplateParser {
    mutating func condition(at span: Span) throws(Diagnostic) -> StatementSyntax {
        var branches: [(test: ExpressionSyntax, body: [StatementSyntax])] = []
        while true {
            let test = try expressions.tuple(hasChoice: false)
            branches.append((test, try enclosed(until: ["elif", "else", "endif"], by: ("if", span))))
            if tokens.skip("elif") { continue }
            let otherwise = tokens.skip("else") ? try enclosed("if", at: span) : []
            if otherwise.isEmpty, tokens.isAt("endif") { tokens.advance() }
            return .condition(branches, otherwise: otherwise)
        }
    }

    mutating func loop(at span: Span) throws(Diagnostic) -> StatementSyntax {
        let target = try target(takesAttributes: false)
        if let name = target.names.first(where: { $0 == "loop" }) {
            throw Diagnostic("template-syntax", "'\(name)' cannot be assigned to in a loop", at: target.span)
        }
        guard tokens.skip("in") else { throw tokens.unexpected("'in'") }
        let items = try expressions.tuple(hasChoice: false)
        let condition = tokens.skip("if") ? try expressions.expression() : nil
        let isRecursive = tokens.skip("recursive")
        loops += 1
        let body = try scoped { parser throws(Diagnostic) in
            try parser.enclosed(until: ["else", "endfor"], by: ("for", span))
        }
        loops -= 1
        var otherwise: [StatementSyntax] = []
        if tokens.skip("else") {
            otherwise = try scoped { parser throws(Diagnostic) in try parser.enclosed("for", at: span) }
        } else {
            tokens.advance()
        }
        return .loop(
            LoopSyntax(
                target: target, items: items, condition: condition, isRecursive: isRecursive, body: body,
                otherwise: otherwise, span: span))
    }

    func leave(continues: Bool, at span: Span) throws(Diagnostic) -> StatementSyntax {
        guard loops > 0 else {
            let word = continues ? "continue" : "break"
            throw Diagnostic("stray-statement", "'\(word)' stands outside of any loop", at: span)
        }
        return .leave(continues: continues)
    }

    mutating func assignment(at span: Span) throws(Diagnostic) -> StatementSyntax {
        let target = try target(takesAttributes: true)
        if loops > 0, target.names.contains("loop") {
            throw Diagnostic("template-syntax", "'loop' cannot be assigned to in a loop", at: target.span)
        }
        if tokens.skip(.assignment) { return .assign(target, try expressions.tuple()) }
        let filter = tokens.isAt(.pipe) ? try blockFilter() : nil
        let body = try scoped { parser throws(Diagnostic) in try parser.enclosed("set", at: span) }
        return .capture(target, body, filter: filter)
    }

    mutating func with(at span: Span) throws(Diagnostic) -> StatementSyntax {
        var bindings: [(target: TargetSyntax, value: ExpressionSyntax)] = []
        while tokens.current.kind != .statementEnd {
            if !bindings.isEmpty { try tokens.expect(.comma) }
            let target = try target(takesAttributes: false)
            try tokens.expect(.assignment)
            bindings.append((target, try expressions.expression()))
        }
        let body = try scoped { parser throws(Diagnostic) in try parser.enclosed("with", at: span) }
        return .with(bindings, body: body)
    }

    mutating func filter(at span: Span) throws(Diagnostic) -> StatementSyntax {
        let filter = try expressions.filters(on: nil)
        let body = try scoped { parser throws(Diagnostic) in try parser.enclosed("filter", at: span) }
        return .filtered(body, filter: filter)
    }

    private mutating func blockFilter() throws(Diagnostic) -> ExpressionSyntax {
        tokens.advance()
        return try expressions.filters(on: nil)
    }

    /// What `print a, b` prints, one after the other.
    mutating func print() throws(Diagnostic) -> StatementSyntax {
        var outputs: [StatementSyntax] = []
        while tokens.current.kind != .statementEnd {
            if !outputs.isEmpty { try tokens.expect(.comma) }
            outputs.append(.output(try expressions.expression()))
        }
        return .condition([], otherwise: outputs)
    }

    /// `{% autoescape false %}`, which is how things are anyway.
    mutating func autoescape(at span: Span) throws(Diagnostic) -> StatementSyntax {
        let flag = try expressions.expression()
        guard case .literal(let value) = flag.kind, !value.isTrue else {
            throw Diagnostic(
                "template-syntax", "nothing is escaped here: 'autoescape' can only be false", at: flag.span)
        }
        let body = try scoped { parser throws(Diagnostic) in try parser.enclosed("autoescape", at: span) }
        return .with([], body: body)
    }
}

// MARK: - targets

extension TemplateParser {
    /// What is assigned to: a name, several, or the attribute of a namespace.
    mutating func target(takesAttributes: Bool, nesting: Int = 0) throws(Diagnostic) -> TargetSyntax {
        let first = try singleTarget(takesAttributes: takesAttributes, nesting: nesting)
        guard tokens.isAt(.comma) else { return first }
        var targets = [first]
        while tokens.skip(.comma), !tokens.isAt(.closeParenthesis) {
            targets.append(try singleTarget(takesAttributes: takesAttributes, nesting: nesting))
        }
        return .tuple(targets, first.span.joined(to: tokens.previous.span))
    }

    private mutating func singleTarget(takesAttributes: Bool, nesting: Int) throws(Diagnostic) -> TargetSyntax {
        guard nesting <= ExpressionParser.deepest else {
            throw Diagnostic(
                "nested-too-deeply", "names are nested more than \(ExpressionParser.deepest) deep",
                at: tokens.current.span)
        }
        if tokens.skip(.openParenthesis) {
            let start = tokens.previous.span
            if tokens.skip(.closeParenthesis) { return .tuple([], start.joined(to: tokens.previous.span)) }
            let inner = try target(takesAttributes: false, nesting: nesting + 1)
            try tokens.expect(.closeParenthesis)
            return inner
        }
        let (name, span) = try assignedName()
        guard takesAttributes, tokens.skip(.dot) else { return .name(name, span) }
        let (attribute, attributeSpan) = try tokens.name("a name")
        return .attribute(of: name, attribute, span.joined(to: attributeSpan))
    }

    /// A name that may be bound.
    mutating func assignedName() throws(Diagnostic) -> (name: String, span: Span) {
        let (name, span) = try tokens.name("a name to assign to")
        let taken = [
            "true", "false", "none", "True", "False", "None", "in", "is", "if", "else", "and", "or", "not",
        ]
        guard !taken.contains(name) else {
            throw Diagnostic("template-syntax", "'\(name)' cannot be assigned to", at: span)
        }
        return (name, span)
    }
}
