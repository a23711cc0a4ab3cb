internal import Diagnostics

/// What stands inside of tags: names, literals and operators.
extension Lexer {
    /// Reads words up to the end of the tag, or of the text for a bare expression.
    mutating func words(until end: Token.Kind?, from opening: Range<Int>) throws(Diagnostic) {
        var brackets: [(symbol: Symbol, span: Span)] = []
        while true {
            if let end, brackets.isEmpty, closeTag(end) { return }
            skipSpace()
            if let end, brackets.isEmpty, closeTag(end) { return }
            guard let scalar = current else {
                if let open = brackets.last {
                    throw Diagnostic(
                        "unclosed-bracket", "this '\(open.symbol.rawValue)' is never closed", at: open.span)
                }
                guard let end else { return }
                throw end == .outputEnd
                    ? unclosed("output", settings.output.end, opening)
                    : unclosed("statement", settings.statement.end, opening)
            }
            let start = position
            if scalar.isNameStart {
                while let next = current, next.isNamePart { position += 1 }
                append(.name(String(scalars: scalars[start..<position])), from: start)
            } else if scalar == "'" || scalar == "\"" {
                try string(quotedBy: scalar)
            } else if scalar.isDigit {
                try number()
            } else {
                let symbol = try symbol()
                try balance(symbol, at: text.span(start..<position), in: &brackets)
                append(.symbol(symbol), from: start)
            }
        }
    }

    private mutating func closeTag(_ end: Token.Kind) -> Bool {
        let start = position
        if end == .lineEnd {
            guard closeLine() else { return false }
            tokens.append(Token(kind: .statementEnd, span: text.span(start..<start)))
            return true
        }
        let mark = end == .outputEnd ? settings.output.end : settings.statement.end
        let isStatement = end == .statementEnd
        guard skipEnd(mark, takesPlus: isStatement, trims: isStatement && settings.trimsBlocks) else { return false }
        tokens.append(Token(kind: end, span: text.span(start..<min(position, start + mark.count))))
        return true
    }

    /// Moves behind the end of the line, and of lines below it that are blank, if only blanks are left in this one.
    private mutating func closeLine() -> Bool {
        let space = scalars[position...].prefix { $0.isPythonSpace }
        if space.endIndex == scalars.count {
            position = scalars.count
        } else if let lineBreak = space.lastIndex(of: "\n") {
            position = lineBreak + 1
        } else {
            return false
        }
        return true
    }

    private func balance(
        _ symbol: Symbol, at span: Span, in brackets: inout [(symbol: Symbol, span: Span)]
    ) throws(Diagnostic) {
        if symbol.closing != nil { brackets.append((symbol, span)) }
        guard symbol.isClosing else { return }
        guard let open = brackets.popLast() else {
            throw Diagnostic("stray-bracket", "this '\(symbol.rawValue)' closes nothing", at: span)
        }
        guard open.symbol.closing == symbol else {
            throw Diagnostic(
                "stray-bracket", "'\(symbol.rawValue)' cannot close '\(open.symbol.rawValue)'", at: span,
                notes: [.note("opened here", at: open.span)])
        }
    }

    private mutating func symbol() throws(Diagnostic) -> Symbol {
        for length in [2, 1] where position + length <= scalars.count {
            if let symbol = Symbol(rawValue: String(scalars: scalars[position..<(position + length)])) {
                position += length
                return symbol
            }
        }
        let character = String(scalars[position])
        let problem = Diagnostic(
            "unexpected-character", "'\(character)' has no meaning in an expression",
            at: text.span(position..<(position + 1)))
        switch character {
        case "&": throw problem.helping("write 'and'")
        case "!": throw problem.helping("write 'not'")
        case "?": throw problem.helping("write 'A if CONDITION else B'")
        default: throw problem
        }
    }

    private mutating func number() throws(Diagnostic) {
        let start = position
        let literal = NumberLiteral(scalars[start...], isBehindDot: start > 0 && scalars[start - 1] == ".")
        position += literal.length
        guard let kind = literal.kind() else {
            throw .tooLong("this number", at: text.span(start..<position))
        }
        append(kind, from: start)
    }

    private mutating func string(quotedBy quote: Unicode.Scalar) throws(Diagnostic) {
        let start = position
        position += 1
        var value = String.UnicodeScalarView()
        while let scalar = current {
            if scalar == quote {
                position += 1
                append(.string(String(value)), from: start)
                return
            }
            if scalar == "\\", isInOutput, text.isScalar, position + 1 < scalars.count {
                // In YAML a backslash stands for itself in what is printed, as Ansible has it.
                value.append(contentsOf: scalars[position...(position + 1)])
                position += 2
            } else if scalar == "\\" {
                let escape = StringEscape(scalars[position...])
                guard escape.isValid else {
                    throw Diagnostic(
                        "wrong-escape", "this escape does not name a character",
                        at: text.span(position..<min(position + 2, scalars.count))
                    ).helping("write '\\\\' for a backslash")
                }
                if let meaning = escape.meaning { value.append(contentsOf: meaning.unicodeScalars) }
                position += escape.length
            } else if scalar == "\n" {
                value.append(contentsOf: settings.lineBreak.unicodeScalars)
                position += 1
            } else {
                value.append(scalar)
                position += 1
            }
        }
        throw Diagnostic(
            "unclosed-string", "the string that starts here is never closed",
            at: text.span(start..<(start + 1)))
    }
}
