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
        while tokens.skip(.comma), startsExpression {
            items.append(hasChoice ? try expression() : try disjunction())
        }
        let span = first.span.joined(to: tokens.previous.span)
        return try make(.list(items, isTuple: true), span, items)
    }

    private var startsExpression: Bool {
        switch tokens.current.kind {
        case .data, .outputStart, .outputEnd, .statementStart, .statementEnd, .end: false
        case .symbol(let symbol): !symbol.isClosing && symbol != .assignment
        case .name(let name): name != "in"
        default: true
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

// MARK: - operands

extension ExpressionParser {
    private mutating func primary() throws(Diagnostic) -> ExpressionSyntax {
        let token = tokens.current
        switch token.kind {
        case .name(let name):
            if ["in", "is", "if", "else", "and", "or", "not"].contains(name) { throw tokens.unexpected("a value") }
            tokens.advance()
            return try make(Self.constant(name).map { .literal($0) } ?? .name(name), token.span)
        case .string: return try string()
        case .int(let number):
            tokens.advance()
            return try make(.literal(.int(number)), token.span)
        case .float(let number):
            tokens.advance()
            return try make(.literal(.float(number)), token.span)
        case .symbol(.openParenthesis): return try parenthesised()
        case .symbol(.openBracket):
            let items = try items(until: .closeBracket)
            return try make(.list(items, isTuple: false), token.span.joined(to: tokens.previous.span), items)
        case .symbol(.openBrace): return try map()
        default: throw tokens.unexpected("a value")
        }
    }

    private static func constant(_ name: String) -> Value? {
        switch name {
        case "true", "True": .bool(true)
        case "false", "False": .bool(false)
        case "none", "None": .null
        default: nil
        }
    }

    /// A string; several side by side are one, as in Python.
    private mutating func string() throws(Diagnostic) -> ExpressionSyntax {
        let start = tokens.current.span
        var text = ""
        while case .string(let part) = tokens.current.kind {
            text += part
            tokens.advance()
        }
        return try make(.literal(.string(text)), start.joined(to: tokens.previous.span))
    }

    private mutating func parenthesised() throws(Diagnostic) -> ExpressionSyntax {
        let start = tokens.advance().span
        if tokens.skip(.closeParenthesis) {
            return try make(.list([], isTuple: true), start.joined(to: tokens.previous.span))
        }
        let inner = try tuple()
        try tokens.expect(.closeParenthesis)
        let span = start.joined(to: tokens.previous.span)
        return ExpressionSyntax(kind: inner.kind, span: span, depth: inner.depth)
    }

    private mutating func items(until end: Symbol) throws(Diagnostic) -> [ExpressionSyntax] {
        tokens.advance()
        var items: [ExpressionSyntax] = []
        while !tokens.skip(end) {
            if !items.isEmpty {
                try tokens.expect(.comma)
                if tokens.skip(end) { break }
            }
            items.append(try expression())
        }
        return items
    }

    private mutating func map() throws(Diagnostic) -> ExpressionSyntax {
        let start = tokens.advance().span
        var entries: [(key: ExpressionSyntax, value: ExpressionSyntax)] = []
        while !tokens.skip(.closeBrace) {
            if !entries.isEmpty {
                try tokens.expect(.comma)
                if tokens.skip(.closeBrace) { break }
            }
            let key = try expression()
            try tokens.expect(.colon)
            entries.append((key, try expression()))
        }
        let span = start.joined(to: tokens.previous.span)
        return try make(.map(entries), span, entries.flatMap { [$0.key, $0.value] })
    }

    private mutating func postfixed(_ base: ExpressionSyntax) throws(Diagnostic) -> ExpressionSyntax {
        var result = base
        while case .symbol(let symbol) = tokens.current.kind {
            switch symbol {
            case .dot: result = try attribute(of: result)
            case .openBracket: result = try item(of: result)
            case .openParenthesis: result = try call(result)
            default: return result
            }
        }
        return result
    }

    private mutating func attribute(of base: ExpressionSyntax) throws(Diagnostic) -> ExpressionSyntax {
        tokens.advance()
        let token = tokens.current
        let span = base.span.joined(to: token.span)
        switch token.kind {
        case .name(let name):
            tokens.advance()
            return try make(.attribute(of: base, name, token.span), span, [base])
        case .int(let index):
            tokens.advance()
            let key = try make(.literal(.int(index)), token.span)
            return try make(.item(of: base, key), span, [base, key])
        default: throw tokens.unexpected("a name")
        }
    }

    private mutating func item(of base: ExpressionSyntax) throws(Diagnostic) -> ExpressionSyntax {
        tokens.advance()
        var slice = SliceSyntax()
        if !tokens.isAt(.colon) {
            let key = try tuple()
            if tokens.skip(.closeBracket) {
                return try make(.item(of: base, key), base.span.joined(to: tokens.previous.span), [base, key])
            }
            slice.start = key
        }
        try tokens.expect(.colon)
        if !tokens.isAt(.colon), !tokens.isAt(.closeBracket) { slice.stop = try expression() }
        if tokens.skip(.colon), !tokens.isAt(.closeBracket) { slice.step = try expression() }
        try tokens.expect(.closeBracket)
        return try make(
            .slice(of: base, slice), base.span.joined(to: tokens.previous.span),
            [base] + [slice.start, slice.stop, slice.step].compactMap { $0 })
    }

    private mutating func call(_ base: ExpressionSyntax) throws(Diagnostic) -> ExpressionSyntax {
        let arguments = try arguments()
        return try make(.call(base, arguments), base.span.joined(to: tokens.previous.span), [base] + arguments.all)
    }

    mutating func arguments() throws(Diagnostic) -> ArgumentsSyntax {
        tokens.advance()
        var arguments = ArgumentsSyntax()
        var isFirst = true
        while !tokens.skip(.closeParenthesis) {
            if !isFirst {
                try tokens.expect(.comma)
                if tokens.skip(.closeParenthesis) { break }
            }
            isFirst = false
            try argument(into: &arguments)
        }
        return arguments
    }

    private mutating func argument(into arguments: inout ArgumentsSyntax) throws(Diagnostic) {
        if tokens.skip(.times) {
            arguments.spreadList = try expression()
        } else if tokens.skip(.power) {
            arguments.spreadMap = try expression()
        } else if case .name(let name) = tokens.current.kind, tokens.next.kind == .symbol(.assignment) {
            tokens.advance()
            tokens.advance()
            arguments.named.append((name, try expression()))
        } else {
            guard arguments.named.isEmpty else { throw tokens.unexpected("an argument with a name") }
            arguments.positional.append(try expression())
        }
    }
}

// MARK: - filters and tests

extension ExpressionParser {
    private mutating func filtered(_ base: ExpressionSyntax) throws(Diagnostic) -> ExpressionSyntax {
        var result = base
        while true {
            if tokens.isAt(.pipe) {
                result = try filters(on: result)
            } else if tokens.isAt("is") {
                result = try test(of: result)
            } else if tokens.isAt(.openParenthesis) {
                result = try call(result)
            } else {
                return result
            }
        }
    }

    /// `| name(arguments)`, as often as it comes; without an input, the name of the first stands first.
    mutating func filters(on input: ExpressionSyntax?) throws(Diagnostic) -> ExpressionSyntax {
        var result = input
        repeat {
            if result != nil { try tokens.expect(.pipe) }
            let start = tokens.current.span
            let name = try dottedName("the name of a filter")
            guard let filter = Filter.named[name] else {
                throw unknown("filter", name, among: Filter.named.keys, at: start.joined(to: tokens.previous.span))
            }
            let arguments = tokens.isAt(.openParenthesis) ? try arguments() : ArgumentsSyntax()
            let span = (result?.span ?? start).joined(to: tokens.previous.span)
            try filter.parameters.check(arguments, of: "filter '\(name)'", at: start.joined(to: tokens.previous.span))
            result = try make(
                .filter(result, filter, arguments), span, (result.map { [$0] } ?? []) + arguments.all)
        } while tokens.isAt(.pipe)
        guard let result else { preconditionFailure("the loop above reads a filter or throws") }
        return result
    }

    private mutating func test(of base: ExpressionSyntax) throws(Diagnostic) -> ExpressionSyntax {
        tokens.advance()
        let isNegated = tokens.skip("not")
        let start = tokens.current.span
        let name = try dottedName("the name of a test")
        guard let test = ValueTest.named[name] else {
            throw unknown("test", name, among: ValueTest.named.keys, at: start.joined(to: tokens.previous.span))
        }
        var arguments = ArgumentsSyntax()
        if tokens.isAt(.openParenthesis) {
            arguments = try self.arguments()
        } else if startsTestArgument {
            arguments.positional = [try postfixed(try primary())]
        }
        let span = start.joined(to: tokens.previous.span)
        try test.parameters.check(arguments, of: "test '\(name)'", at: span)
        return try make(
            .test(base, test, arguments, isNegated: isNegated), base.span.joined(to: span), [base] + arguments.all)
    }

    /// Whether what comes is an argument without parentheses: `is divisibleby 3`.
    private var startsTestArgument: Bool {
        switch tokens.current.kind {
        case .name(let name): !["else", "or", "and", "if", "is", "in", "not"].contains(name)
        case .string, .int, .float: true
        case .symbol(let symbol): symbol == .openBracket || symbol == .openBrace
        default: false
        }
    }

    /// A name such as `upper` or, in full, `ansible.builtin.combine`.
    private mutating func dottedName(_ what: String) throws(Diagnostic) -> String {
        var (name, _) = try tokens.name(what)
        while tokens.skip(.dot) { name += "." + (try tokens.name(what).0) }
        return name.hasPrefix("ansible.builtin.") ? String(name.dropFirst("ansible.builtin.".count)) : name
    }

    private func unknown(
        _ kind: String, _ name: String, among names: some Sequence<String>, at span: Span
    ) -> Diagnostic {
        let problem = Diagnostic("unknown-\(kind)", "there is no \(kind) '\(name)'", at: span)
        return name.closest(of: names.sorted()).map(problem.suggesting) ?? problem
    }
}
