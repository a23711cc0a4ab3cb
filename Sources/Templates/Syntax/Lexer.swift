internal import Diagnostics

/// Cuts a template into tokens, with Jinja2's rules for white space.
struct Lexer {
    /// What begins at some place of the text, from the white space that belongs to it to behind its mark.
    private struct Opening {
        enum Kind { case output, statement, comment, lineStatement, lineComment }

        var kind: Kind
        var range: Range<Int>
    }

    let text: TemplateText
    let scalars: [Unicode.Scalar]
    let settings: TemplateSettings
    /// The marks in the order in which they are tried: the longest first.
    private let openings: [(kind: Opening.Kind, mark: [Unicode.Scalar])]
    var position = 0
    var tokens: [Token] = []
    /// Whether what is read is printed.
    var isInOutput = false
    /// Whether what was read last ended with a line break.
    private var isAtLineStart = true

    /// The tokens of a template, whose first line may change how it is written.
    static func tokens(of text: TemplateText, _ settings: inout TemplateSettings) throws(Diagnostic) -> [Token] {
        let start = try header(of: text, &settings)
        var lexer = Lexer(text: text, settings)
        lexer.position = min(start, lexer.scalars.count)
        return lexer.read { lexer throws(Diagnostic) in try lexer.template() }
    }

    /// The tokens of a bare expression.
    static func tokens(ofExpression text: TemplateText) -> [Token] {
        var lexer = Lexer(text: text, TemplateSettings())
        return lexer.read { lexer throws(Diagnostic) in
            try lexer.words(until: nil, from: 0..<0)
            lexer.append(.end, from: lexer.position)
        }
    }

    /// The tokens up to the end, or to what cannot be read.
    private mutating func read(_ body: (inout Lexer) throws(Diagnostic) -> Void) -> [Token] {
        do {
            try body(&self)
        } catch {
            append(.unreadable(error), from: position)
        }
        return tokens
    }

    private init(text: TemplateText, _ settings: TemplateSettings) {
        self.text = text
        self.settings = settings
        let ends = text.scalars.last == "\n" && !settings.keepsLastBreak
        scalars = ends ? text.scalars.dropLast() : text.scalars
        // In the order that Jinja2 gives to marks of one length.
        let all: [(Opening.Kind, [Unicode.Scalar]?)] = [
            (.output, settings.output.start), (.lineStatement, settings.lineStatement),
            (.lineComment, settings.lineComment), (.comment, settings.comment.start),
            (.statement, settings.statement.start),
        ]
        openings = all.compactMap { kind, mark in mark.map { (kind: kind, mark: $0) } }.enumerated().sorted {
            ($1.element.mark.count, $0.offset) < ($0.element.mark.count, $1.offset)
        }.map(\.element)
    }

    /// Reads a first line `#jinja2: …` and gives the offset of the second one.
    private static func header(of text: TemplateText, _ settings: inout TemplateSettings) throws(Diagnostic) -> Int {
        let mark = TemplateSettings.headerMark.unicodeScalars
        guard text.scalars.starts(with: mark) else { return 0 }
        let end = text.scalars.firstIndex(of: "\n") ?? text.scalars.count
        let span = text.span(0..<end)
        try settings.apply(header: String(scalars: text.scalars[mark.count..<end]), at: span)
        return min(end + 1, text.scalars.count)
    }

    private mutating func template() throws(Diagnostic) {
        var dataStart = position
        while let opening = nextOpening() {
            let (start, opens) = (opening.range.lowerBound, opening.range)
            position = opens.upperBound
            let sign = current
            appendData(dataStart..<start, before: opening.kind, sign)
            if sign == "-" || sign == "+" { position += 1 }
            switch opening.kind {
            case .comment: try comment(from: opens)
            case .lineComment: while let scalar = current, scalar != "\n" { position += 1 }
            case .output:
                append(.outputStart, from: start)
                isInOutput = true
                try words(until: .outputEnd, from: opens)
                isInOutput = false
            case .statement:
                if try !raw(from: opens) {
                    append(.statementStart, from: start)
                    try words(until: .statementEnd, from: opens)
                }
            case .lineStatement:
                append(.statementStart, from: start)
                try words(until: .lineEnd, from: opens)
            }
            isAtLineStart = position > 0 && scalars[position - 1] == "\n"
            dataStart = position
        }
        appendData(dataStart..<scalars.count)
        position = scalars.count
        append(.end, from: position)
    }

    private mutating func nextOpening() -> Opening? {
        while position < scalars.count {
            for (kind, mark) in openings {
                guard let end = end(of: mark, kind) else { continue }
                return Opening(kind: kind, range: position..<end)
            }
            position += 1
        }
        return nil
    }

    /// Where a mark that stands here ends; nil if it does not.
    private func end(of mark: [Unicode.Scalar], _ kind: Opening.Kind) -> Int? {
        var start = position
        if kind == .lineStatement || kind == .lineComment {
            let previous = position > 0 ? scalars[position - 1] : "\n"
            guard previous == "\n" || kind == .lineComment && !previous.isPythonSpace else { return nil }
            while start < scalars.count, scalars[start].isPythonSpace, scalars[start] != "\n" { start += 1 }
        }
        guard start < scalars.count, scalars[start] == mark[0], scalars[start...].starts(with: mark) else { return nil }
        return start + mark.count
    }

    /// Appends what stands before a tag, without the white space that the tag takes.
    private mutating func appendData(
        _ range: Range<Int>, before kind: Opening.Kind = .output, _ sign: Unicode.Scalar? = nil
    ) {
        var range = range
        if sign == "-" {
            while let last = range.last, scalars[last].isPythonSpace { range = range.lowerBound..<last }
        } else if sign != "+", settings.stripsBlocks, kind != .output {
            let lineBreak = scalars[range].lastIndex(of: "\n")
            let line = (lineBreak.map { $0 + 1 } ?? range.lowerBound)..<range.upperBound
            if lineBreak != nil || isAtLineStart, scalars[line].allSatisfy({ $0.isPythonSpace }) {
                range = range.lowerBound..<line.lowerBound
            }
        }
        guard !range.isEmpty else { return }
        var data = String(scalars: scalars[range])
        if settings.lineBreak != "\n" { data = data.replacingScalars("\n", with: settings.lineBreak) }
        tokens.append(Token(kind: .data(data), span: text.span(range)))
    }

    mutating func append(_ kind: Token.Kind, from start: Int) {
        tokens.append(Token(kind: kind, span: text.span(start..<position)))
    }

    private mutating func comment(from opening: Range<Int>) throws(Diagnostic) {
        while position < scalars.count {
            if skipEnd(settings.comment.end, takesPlus: true, trims: settings.trimsBlocks) { return }
            position += 1
        }
        throw unclosed("comment", settings.comment.end, opening)
    }

    /// Moves behind the end of a tag, if one stands here, and the white space that goes with it.
    mutating func skipEnd(_ mark: [Unicode.Scalar], takesPlus: Bool, trims: Bool) -> Bool {
        if at(mark) {
            position += mark.count
            if trims, current == "\n" { position += 1 }
        } else if current == "-", at(mark, behind: 1) {
            position += mark.count + 1
            skipSpace()
        } else if takesPlus, current == "+", at(mark, behind: 1) {
            position += mark.count + 1
        } else {
            return false
        }
        return true
    }

    func unclosed(_ what: String, _ end: [Unicode.Scalar], _ range: Range<Int>) -> Diagnostic {
        Diagnostic("unclosed-tag", "this \(what) is never closed with '\(String(scalars: end))'", at: text.span(range))
    }

    var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    func at(_ mark: some Collection<Unicode.Scalar>, behind offset: Int = 0) -> Bool {
        position + offset <= scalars.count && scalars[(position + offset)...].starts(with: mark)
    }

    mutating func skipSpace() {
        while let scalar = current, scalar.isPythonSpace { position += 1 }
    }
}

// MARK: - raw

extension Lexer {
    /// Reads `{% raw %} … {% endraw %}` if that is what starts here.
    private mutating func raw(from opening: Range<Int>) throws(Diagnostic) -> Bool {
        let before = position
        guard skipRawTag("raw", takesPlus: false, trims: false) else {
            position = before
            return false
        }
        isAtLineStart = scalars[position - 1] == "\n"
        let content = position
        while position < scalars.count {
            let start = position
            if at(settings.statement.start) {
                position += settings.statement.start.count
                let sign = current
                if sign == "-" || sign == "+" { position += 1 }
                if skipRawTag("endraw", takesPlus: true, trims: settings.trimsBlocks) {
                    appendData(content..<start, before: .statement, sign)
                    return true
                }
            }
            position = start + 1
        }
        throw unclosed("'raw'", Array("{% endraw %}".unicodeScalars), opening.lowerBound..<before)
    }

    /// Reads the rest of a tag that holds one word.
    private mutating func skipRawTag(_ word: String, takesPlus: Bool, trims: Bool) -> Bool {
        skipSpace()
        guard at(word.unicodeScalars) else { return false }
        position += word.unicodeScalars.count
        skipSpace()
        return skipEnd(settings.statement.end, takesPlus: takesPlus, trims: trims)
    }
}
