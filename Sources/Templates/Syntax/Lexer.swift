internal import Diagnostics

/// Cuts a template into tokens, with Jinja2's rules for white space as Ansible sets them: the line break
/// behind a statement goes (`trim_blocks`), blanks before one stay, and so does the last line break.
struct Lexer {
    private enum Tag { case output, statement, comment }

    private let text: TemplateText
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var tokens: [Token] = []

    /// The tokens of a template.
    static func tokens(of text: TemplateText) throws(Diagnostic) -> [Token] {
        var lexer = Lexer(text: text)
        try lexer.template()
        return lexer.tokens
    }

    /// The tokens of a bare expression.
    static func tokens(ofExpression text: TemplateText) throws(Diagnostic) -> [Token] {
        var lexer = Lexer(text: text)
        try lexer.words(until: nil, from: 0..<0)
        lexer.append(.end, from: lexer.position)
        return lexer.tokens
    }

    private init(text: TemplateText) {
        self.text = text
        scalars = text.scalars
    }

    private mutating func template() throws(Diagnostic) {
        var dataStart = 0
        while let (start, tag) = nextTag() {
            position = start + 2
            let strips = current == "-"
            appendData(dataStart..<start, isStripped: strips)
            if strips || current == "+" { position += 1 }
            switch tag {
            case .comment: try comment(from: start)
            case .output:
                append(.outputStart, from: start)
                try words(until: .outputEnd, from: start..<position)
            case .statement:
                if try !raw(from: start) {
                    append(.statementStart, from: start)
                    try words(until: .statementEnd, from: start..<position)
                }
            }
            dataStart = position
        }
        appendData(dataStart..<scalars.count, isStripped: false)
        position = scalars.count
        append(.end, from: position)
    }

    private mutating func nextTag() -> (Int, Tag)? {
        while position + 1 < scalars.count {
            if scalars[position] == "{" {
                switch scalars[position + 1] {
                case "{": return (position, .output)
                case "%": return (position, .statement)
                case "#": return (position, .comment)
                default: break
                }
            }
            position += 1
        }
        return nil
    }

    private mutating func appendData(_ range: Range<Int>, isStripped: Bool) {
        var range = range
        if isStripped {
            while let last = range.last, scalars[last].isPythonSpace { range = range.lowerBound..<last }
        }
        guard !range.isEmpty else { return }
        tokens.append(Token(kind: .data(String(scalars: scalars[range])), span: text.span(range)))
    }

    private mutating func append(_ kind: Token.Kind, from start: Int) {
        tokens.append(Token(kind: kind, span: text.span(start..<position)))
    }

    private mutating func comment(from start: Int) throws(Diagnostic) {
        while position < scalars.count {
            if scalars[position...].starts(with: "-#}".unicodeScalars)
                || scalars[position...].starts(with: "+#}".unicodeScalars)
            {
                endTag(length: 3, strips: scalars[position] == "-", trims: false)
                return
            }
            if scalars[position...].starts(with: "#}".unicodeScalars) {
                endTag(length: 2, strips: false, trims: true)
                return
            }
            position += 1
        }
        throw unclosed("comment", "#}", start..<(start + 2))
    }

    /// Moves behind the end of a tag and the white space that goes with it.
    private mutating func endTag(length: Int, strips: Bool, trims: Bool) {
        position += length
        if strips {
            while let scalar = current, scalar.isPythonSpace { position += 1 }
        } else if trims, current == "\n" {
            position += 1
        }
    }

    private func unclosed(_ what: String, _ end: String, _ range: Range<Int>) -> Diagnostic {
        Diagnostic("unclosed-tag", "this \(what) is never closed with '\(end)'", at: text.span(range))
    }

    private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }
}

// MARK: - raw

extension Lexer {
    /// Reads `{% raw %} … {% endraw %}` if that is what starts here.
    private mutating func raw(from start: Int) throws(Diagnostic) -> Bool {
        let before = position
        guard let strips = rawTag("raw", trims: false) else {
            position = before
            return false
        }
        if strips { skipSpace() }
        let content = position
        while position + 1 < scalars.count {
            let tagStart = position
            if scalars[tagStart] == "{", scalars[tagStart + 1] == "%" {
                position += 2
                let stripsBefore = current == "-"
                if stripsBefore || current == "+" { position += 1 }
                if let stripsAfter = rawTag("endraw", trims: true) {
                    appendData(content..<tagStart, isStripped: stripsBefore)
                    if stripsAfter { skipSpace() }
                    return true
                }
            }
            position = tagStart + 1
        }
        throw unclosed("'raw'", "{% endraw %}", start..<before)
    }

    /// Reads the rest of a tag that holds one word; says whether white space behind it goes.
    private mutating func rawTag(_ word: String, trims: Bool) -> Bool? {
        skipSpace()
        guard scalars[position...].starts(with: word.unicodeScalars) else { return nil }
        position += word.unicodeScalars.count
        if let next = current, next.isNamePart { return nil }
        skipSpace()
        let strips = current == "-"
        if strips || (trims && current == "+") {
            position += 1
            guard scalars[position...].starts(with: "%}".unicodeScalars) else { return nil }
            position += 2
            return strips
        }
        guard scalars[position...].starts(with: "%}".unicodeScalars) else { return nil }
        endTag(length: 2, strips: false, trims: trims)
        return false
    }

    private mutating func skipSpace() {
        while let scalar = current, scalar.isPythonSpace { position += 1 }
    }
}

// MARK: - expressions

extension Lexer {
    /// Reads words up to the end of the tag, or of the text for a bare expression.
    private mutating func words(until end: Token.Kind?, from opening: Range<Int>) throws(Diagnostic) {
        var brackets: [(symbol: Symbol, span: Span)] = []
        while true {
            skipSpace()
            if let end, brackets.isEmpty, closeTag(end) { return }
            guard let scalar = current else {
                if let open = brackets.last {
                    throw Diagnostic(
                        "unclosed-bracket", "this '\(open.symbol.rawValue)' is never closed", at: open.span)
                }
                guard let end else { return }
                throw end == .outputEnd ? unclosed("output", "}}", opening) : unclosed("statement", "%}", opening)
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
        let mark = (end == .outputEnd ? "}}" : "%}").unicodeScalars
        if scalars[position...].starts(with: mark) {
            endTag(length: 2, strips: false, trims: end == .statementEnd)
        } else if current == "-", scalars[(position + 1)...].starts(with: mark) {
            endTag(length: 3, strips: true, trims: false)
        } else if current == "+", end == .statementEnd, scalars[(position + 1)...].starts(with: mark) {
            endTag(length: 3, strips: false, trims: false)
        } else {
            return false
        }
        tokens.append(Token(kind: end, span: text.span(start..<min(position, start + 2))))
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
        let literal = NumberLiteral(scalars[start...])
        position += literal.length
        guard let kind = literal.kind() else {
            throw Diagnostic(
                "number-out-of-range", "this number has more than the 64 bits that whole numbers have here",
                at: text.span(start..<position))
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
            if scalar == "\\" {
                let escape = StringEscape(scalars[position...])
                if let meaning = escape.meaning { value.append(contentsOf: meaning.unicodeScalars) }
                position += escape.length
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
