internal import Diagnostics

/// Reads Jinja2's expressions, whose operators bind as Python's, but that `~` binds tighter than `+`
/// and a filter tighter than all of them.
struct ExpressionParser {
    /// How deep expressions may be nested, so that reading and evaluating one fits on any stack.
    static let deepest = 100

    var tokens: TokenStream
    private var nesting = 0

    init(_ tokens: TokenStream) { self.tokens = tokens }

    /// An expression, `A if B else C` included.
    mutating func expression() throws(Diagnostic) -> ExpressionSyntax {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Self.deepest else { throw tooDeep(tokens.current.span) }
        var result = try disjunction()
        while tokens.skip("if") {
            let condition = try disjunction()
            let otherwise = tokens.skip("else") ? try expression() : nil
            result = try make(
                .choice(if: condition, then: result, else: otherwise),
                result.span.joined(to: (otherwise ?? condition).span),
                [condition, result] + (otherwise.map { [$0] } ?? []))
        }
        return result
    }

    /// An expression, or several with commas between them, which make a tuple.
    mutating func tuple(hasChoice: Bool = true) throws(Diagnostic) -> ExpressionSyntax {
        let first = hasChoice ? try expression() : try disjunction()
        guard tokens.isAt(.comma) else { return first }
        var items = [first]
        while tokens.skip(.comma), !endsTuple {
            items.append(hasChoice ? try expression() : try disjunction())
        }
        let span = first.span.joined(to: tokens.previous.span)
        return try make(.list(items, isTuple: true), span, items)
    }

    private var endsTuple: Bool {
        switch tokens.current.kind {
        case .outputEnd, .statementEnd, .end, .symbol(.closeParenthesis): true
        default: false
        }
    }

    func make(
        _ kind: ExpressionSyntax.Kind, _ span: Span, _ parts: [ExpressionSyntax] = []
    ) throws(Diagnostic) -> ExpressionSyntax {
        let depth = (parts.map(\.depth).max() ?? 0) + 1
        guard depth <= Self.deepest else { throw tooDeep(span) }
        return ExpressionSyntax(kind: kind, span: span, depth: depth)
    }

    private func tooDeep(_ span: Span) -> Diagnostic {
        Diagnostic("nested-too-deeply", "expressions are nested more than \(Self.deepest) deep", at: span)
            .helping("give parts of it names with {% set … %}")
    }
}

// MARK: - operators

extension ExpressionParser {
    private mutating func disjunction() throws(Diagnostic) -> ExpressionSyntax {
        var operands = [try conjunction()]
        while tokens.skip("or") { operands.append(try conjunction()) }
        return try joined(operands) { .any($0) }
    }

    private mutating func conjunction() throws(Diagnostic) -> ExpressionSyntax {
        var operands = [try negation()]
        while tokens.skip("and") { operands.append(try negation()) }
        return try joined(operands) { .all($0) }
    }

    private func joined(
        _ operands: [ExpressionSyntax], _ kind: ([ExpressionSyntax]) -> ExpressionSyntax.Kind
    ) throws(Diagnostic) -> ExpressionSyntax {
        guard operands.count > 1, let last = operands.last else { return operands[0] }
        return try make(kind(operands), operands[0].span.joined(to: last.span), operands)
    }

    private mutating func negation() throws(Diagnostic) -> ExpressionSyntax {
        guard tokens.isAt("not") else { return try comparison() }
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Self.deepest else { throw tooDeep(tokens.current.span) }
        let start = tokens.advance().span
        let operand = try negation()
        return try make(.unary(.not, operand), start.joined(to: operand.span), [operand])
    }

    private mutating func comparison() throws(Diagnostic) -> ExpressionSyntax {
        let first = try sum()
        var rest: [(sign: ComparisonOperator, operand: ExpressionSyntax)] = []
        while let comparison = comparisonOperator() { rest.append((comparison, try sum())) }
        guard let last = rest.last else { return first }
        return try make(
            .comparison(first, rest), first.span.joined(to: last.operand.span), [first] + rest.map { $0.operand })
    }

    private mutating func comparisonOperator() -> ComparisonOperator? {
        if tokens.skip("in") { return .isIn }
        if tokens.isAt("not"), tokens.next.kind == .name("in") {
            tokens.advance()
            tokens.advance()
            return .isNotIn
        }
        guard case .symbol(let symbol) = tokens.current.kind,
            let comparison = ComparisonOperator(rawValue: symbol.rawValue)
        else { return nil }
        tokens.advance()
        return comparison
    }

    private mutating func sum() throws(Diagnostic) -> ExpressionSyntax {
        var result = try concatenation()
        while let sign = binaryOperator(of: [.plus, .minus]) {
            let operand = try concatenation()
            result = try binary(sign, result, operand)
        }
        return result
    }

    private mutating func concatenation() throws(Diagnostic) -> ExpressionSyntax {
        var operands = [try product()]
        while tokens.skip(.concatenation) { operands.append(try product()) }
        return try joined(operands) { .concatenation($0) }
    }

    private mutating func product() throws(Diagnostic) -> ExpressionSyntax {
        var result = try power()
        while let sign = binaryOperator(of: [.times, .division, .floorDivision, .remainder]) {
            let operand = try power()
            result = try binary(sign, result, operand)
        }
        return result
    }

    private mutating func power() throws(Diagnostic) -> ExpressionSyntax {
        var result = try unary(takesFilters: true)
        while tokens.skip(.power) {
            let operand = try unary(takesFilters: true)
            result = try binary(.power, result, operand)
        }
        return result
    }

    private mutating func binaryOperator(of symbols: [Symbol]) -> BinaryOperator? {
        guard case .symbol(let symbol) = tokens.current.kind, symbols.contains(symbol) else { return nil }
        tokens.advance()
        return BinaryOperator(rawValue: symbol.rawValue)
    }

    private func binary(
        _ sign: BinaryOperator, _ left: ExpressionSyntax, _ right: ExpressionSyntax
    ) throws(Diagnostic) -> ExpressionSyntax {
        try make(.binary(sign, left, right), left.span.joined(to: right.span), [left, right])
    }

    private mutating func unary(takesFilters: Bool) throws(Diagnostic) -> ExpressionSyntax {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Self.deepest else { throw tooDeep(tokens.current.span) }
        var result: ExpressionSyntax
        let start = tokens.current.span
        if tokens.isAt(.minus) || tokens.isAt(.plus) {
            let sign: UnaryOperator = tokens.isAt(.minus) ? .minus : .plus
            tokens.advance()
            let operand = try unary(takesFilters: false)
            result = try make(.unary(sign, operand), start.joined(to: operand.span), [operand])
        } else {
            result = try primary()
        }
        result = try postfixed(result)
        return takesFilters ? try filtered(result) : result
    }
}
