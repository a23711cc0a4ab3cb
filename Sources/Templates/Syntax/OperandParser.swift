internal import Diagnostics
internal import Digests

/// Operands: values, what is in brackets, and attributes, items and calls behind them.
extension ExpressionParser {
    mutating func primary() throws(Diagnostic) -> ExpressionSyntax {
        let token = tokens.current
        switch token.kind {
        case .name(let name):
            if Self.operators.contains(name) { throw tokens.unexpected("a value") }
            tokens.advance()
            return try make(Self.constant(name).map { .literal($0) } ?? .name(name), token.span)
        case .string: return try string()
        case .int(let number):
            tokens.advance()
            return try make(.literal(.integer(number)), token.span)
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

    /// Words that Jinja2 would take for names of variables here, to say something confusing about the next word.
    private static let operators = ["in", "is", "if", "else", "and", "or", "not"]

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

    mutating func postfixed(_ base: ExpressionSyntax) throws(Diagnostic) -> ExpressionSyntax {
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
            let key = try make(.literal(.integer(index)), token.span)
            return try make(.item(of: base, key), span, [base, key])
        default: throw tokens.unexpected("a name")
        }
    }

    private mutating func item(of base: ExpressionSyntax) throws(Diagnostic) -> ExpressionSyntax {
        tokens.advance()
        var keys: [ExpressionSyntax] = []
        while !tokens.skip(.closeBracket) {
            if !keys.isEmpty { try tokens.expect(.comma) }
            if keys.isEmpty, let slice = try slice(of: base) { return slice }
            keys.append(try expression())
            if keys.count == 1, tokens.isAt(.colon) {
                return try slice(of: base, from: keys[0])
            }
        }
        let span = base.span.joined(to: tokens.previous.span)
        let key = keys.count == 1 ? keys[0] : try make(.list(keys, isTuple: true), span, keys)
        return try make(.item(of: base, key), span, [base, key])
    }

    /// `[:…]`, if that is what comes.
    private mutating func slice(of base: ExpressionSyntax) throws(Diagnostic) -> ExpressionSyntax? {
        tokens.isAt(.colon) ? try slice(of: base, from: nil) : nil
    }

    private mutating func slice(
        of base: ExpressionSyntax, from start: ExpressionSyntax?
    ) throws(Diagnostic) -> ExpressionSyntax {
        tokens.advance()
        var slice = SliceSyntax(start: start)
        if !tokens.isAt(.colon), !tokens.isAt(.closeBracket) { slice.stop = try expression() }
        if tokens.skip(.colon), !tokens.isAt(.closeBracket) { slice.step = try expression() }
        try tokens.expect(.closeBracket)
        return try make(
            .slice(of: base, slice), base.span.joined(to: tokens.previous.span),
            [base] + [slice.start, slice.stop, slice.step].compactMap { $0 })
    }

    mutating func call(_ base: ExpressionSyntax) throws(Diagnostic) -> ExpressionSyntax {
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
        let start = tokens.current
        if tokens.skip(.times) {
            guard arguments.spreadList == nil, arguments.spreadMap == nil else { throw misplaced("'*'", start) }
            arguments.spreadList = try expression()
        } else if tokens.skip(.power) {
            guard arguments.spreadMap == nil else { throw misplaced("'**'", start) }
            arguments.spreadMap = try expression()
        } else if case .name(let name) = tokens.current.kind, tokens.next.kind == .symbol(.assignment) {
            guard arguments.spreadMap == nil else { throw misplaced("'\(name)='", start) }
            guard !arguments.named.contains(where: { $0.name == name }) else {
                throw Diagnostic("template-syntax", "the argument '\(name)' is given twice", at: start.span)
            }
            tokens.advance()
            tokens.advance()
            arguments.named.append((name, try expression()))
        } else {
            guard arguments.spreadList == nil, arguments.spreadMap == nil else { throw misplaced("a value", start) }
            guard arguments.named.isEmpty else { throw tokens.unexpected("an argument with a name") }
            arguments.positional.append(try expression())
        }
    }

    private func misplaced(_ what: String, _ token: Token) -> Diagnostic {
        Diagnostic("template-syntax", "\(what) cannot stand behind '*' or '**'", at: token.span)
    }
}
