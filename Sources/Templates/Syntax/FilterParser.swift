internal import Diagnostics

/// Filters and tests.
extension ExpressionParser {
    mutating func filtered(_ base: ExpressionSyntax) throws(Diagnostic) -> ExpressionSyntax {
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
            guard !tokens.isAt("is") else { throw tokens.unexpected("'and', since tests are not chained,") }
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
        case .name(let name): !["else", "or", "and"].contains(name)
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
