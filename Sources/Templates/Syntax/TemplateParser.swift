internal import Diagnostics

/// Reads a template: text, output and statements.
struct TemplateParser {
    private typealias Reader = @Sendable (inout TemplateParser, Span) throws(Diagnostic) -> StatementSyntax

    /// The statements there are, by the word that they begin with.
    private static let statements: [String: Reader] = [
        "if": { parser, span throws(Diagnostic) in try parser.condition(at: span) },
        "for": { parser, span throws(Diagnostic) in try parser.loop(at: span) },
        "set": { parser, span throws(Diagnostic) in try parser.assignment(at: span) },
        "with": { parser, span throws(Diagnostic) in try parser.with(at: span) },
        "filter": { parser, span throws(Diagnostic) in try parser.filter(at: span) },
    ]

    private var expressions: ExpressionParser
    private var nesting = 0

    static func statements(of text: TemplateText) throws(Diagnostic) -> [StatementSyntax] {
        var parser = TemplateParser(expressions: ExpressionParser(TokenStream(try Lexer.tokens(of: text))))
        return try parser.body(until: [], of: nil)
    }

    private init(expressions: ExpressionParser) { self.expressions = expressions }

    private var tokens: TokenStream {
        get { expressions.tokens }
        set { expressions.tokens = newValue }
    }

    /// Reads statements up to one of the words that end the block; at that word it stops.
    private mutating func body(until ends: [String], of block: (name: String, span: Span)?) throws(Diagnostic)
        -> [StatementSyntax]
    {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= ExpressionParser.deepest else {
            throw Diagnostic(
                "nested-too-deeply", "statements are nested more than \(ExpressionParser.deepest) deep",
                at: tokens.current.span)
        }
        var statements: [StatementSyntax] = []
        while true {
            let token = tokens.advance()
            switch token.kind {
            case .data(let text): statements.append(.text(text))
            case .outputStart:
                statements.append(.output(try expressions.tuple()))
                try expectEnd(.outputEnd)
            case .statementStart:
                if case .name(let name) = tokens.current.kind, ends.contains(name) { return statements }
                statements.append(try statement(in: block))
            default:
                guard let block else { return statements }
                throw Diagnostic(
                    "unclosed-statement", "'\(block.name)' is never closed with '{% end\(block.name) %}'",
                    at: block.span)
            }
        }
    }

    private mutating func statement(in block: (name: String, span: Span)?) throws(Diagnostic) -> StatementSyntax {
        let (name, span) = try tokens.name("the name of a statement")
        if let read = Self.statements[name] { return try read(&self, span) }
        if name.hasPrefix("end") || name == "else" || name == "elif" { throw stray(name, at: span, in: block) }
        let problem = Diagnostic("unknown-statement", "there is no statement '\(name)'", at: span)
        throw name.closest(of: Self.statements.keys.sorted()).map(problem.suggesting) ?? problem
    }

    private func stray(_ name: String, at span: Span, in block: (name: String, span: Span)?) -> Diagnostic {
        guard let block else {
            return Diagnostic("stray-statement", "'\(name)' stands outside of any block", at: span)
        }
        return Diagnostic(
            "stray-statement", "'\(name)' stands where 'end\(block.name)' was expected", at: span,
            notes: [.note("'\(block.name)' begins here", at: block.span)])
    }

    private mutating func expectEnd(_ end: Token.Kind) throws(Diagnostic) {
        guard tokens.current.kind == end else { throw tokens.unexpected(end == .outputEnd ? "'}}'" : "'%}'") }
        tokens.advance()
    }

    /// The body of a block, up to and with its end.
    private mutating func block(_ name: String, at span: Span) throws(Diagnostic) -> [StatementSyntax] {
        try expectEnd(.statementEnd)
        let statements = try body(until: ["end" + name], of: (name, span))
        tokens.advance()
        try expectEnd(.statementEnd)
        return statements
    }
}

// MARK: - the statements

extension TemplateParser {
    private mutating func condition(at span: Span) throws(Diagnostic) -> StatementSyntax {
        var branches: [(test: ExpressionSyntax, body: [StatementSyntax])] = []
        while true {
            let test = try expressions.tuple(hasChoice: false)
            try expectEnd(.statementEnd)
            branches.append((test, try body(until: ["elif", "else", "endif"], of: ("if", span))))
            if tokens.skip("elif") { continue }
            var otherwise: [StatementSyntax] = []
            if tokens.skip("else") {
                otherwise = try block("if", at: span)
            } else {
                tokens.advance()
                try expectEnd(.statementEnd)
            }
            return .condition(branches, otherwise: otherwise)
        }
    }

    private mutating func loop(at span: Span) throws(Diagnostic) -> StatementSyntax {
        let target = try target()
        guard tokens.skip("in") else { throw tokens.unexpected("'in'") }
        let items = try expressions.tuple(hasChoice: false)
        let condition = tokens.skip("if") ? try expressions.expression() : nil
        try expectEnd(.statementEnd)
        let body = try body(until: ["else", "endfor"], of: ("for", span))
        var otherwise: [StatementSyntax] = []
        if tokens.skip("else") {
            otherwise = try block("for", at: span)
        } else {
            tokens.advance()
            try expectEnd(.statementEnd)
        }
        return .loop(
            LoopSyntax(
                target: target, items: items, condition: condition, body: body, otherwise: otherwise, span: span))
    }

    private mutating func assignment(at span: Span) throws(Diagnostic) -> StatementSyntax {
        let target = try target()
        if tokens.skip(.assignment) {
            let value = try expressions.tuple()
            try expectEnd(.statementEnd)
            return .assign(target, value)
        }
        var filter: ExpressionSyntax?
        if tokens.skip(.pipe) { filter = try expressions.filters(on: nil) }
        return .capture(target, try block("set", at: span), filter: filter)
    }

    private mutating func with(at span: Span) throws(Diagnostic) -> StatementSyntax {
        var bindings: [(target: TargetSyntax, value: ExpressionSyntax)] = []
        while tokens.current.kind != .statementEnd {
            if !bindings.isEmpty { try tokens.expect(.comma) }
            let target = try singleTarget()
            try tokens.expect(.assignment)
            bindings.append((target, try expressions.expression()))
        }
        return .with(bindings, body: try block("with", at: span))
    }

    private mutating func filter(at span: Span) throws(Diagnostic) -> StatementSyntax {
        let filter = try expressions.filters(on: nil)
        return .filtered(try block("filter", at: span), filter: filter)
    }

    private mutating func target() throws(Diagnostic) -> TargetSyntax {
        let first = try singleTarget()
        guard tokens.isAt(.comma) else { return first }
        var targets = [first]
        while tokens.skip(.comma), !tokens.isAt("in"), !tokens.isAt(.assignment) { targets.append(try singleTarget()) }
        return .tuple(targets, first.span.joined(to: tokens.previous.span))
    }

    private mutating func singleTarget() throws(Diagnostic) -> TargetSyntax {
        if tokens.skip(.openParenthesis) {
            let inner = try target()
            try tokens.expect(.closeParenthesis)
            return inner
        }
        let (name, span) = try tokens.name("a name to assign to")
        if ["true", "false", "none", "True", "False", "None", "in", "is", "if", "else", "and", "or", "not"].contains(
            name)
        {
            throw Diagnostic("template-syntax", "'\(name)' cannot be assigned to", at: span)
        }
        guard tokens.skip(.dot) else { return .name(name, span) }
        let (attribute, attributeSpan) = try tokens.name("a name")
        return .attribute(of: name, attribute, span.joined(to: attributeSpan))
    }
}
