package import Diagnostics

/// Where the characters of a scalar's text are written in its source.
///
/// A problem inside a template that a manifest holds is shown at its own line and column, whatever
/// quotes, escapes, indentation or folding stand around it. Only text that could be a template, or is encrypted, has one.
package struct TextLayout: Sendable, Hashable {
    /// A run of characters that lie side by side in one line of the source.
    private struct Run: Hashable {
        /// The place of the first character in the text, counted in Unicode scalars.
        var offset: Int
        var place: Position
    }

    private var runs: [Run] = []

    /// The place of a character of the text, counted in Unicode scalars.
    package func position(ofScalar offset: Int) -> Position? {
        guard let run = runs.last(where: { $0.offset <= offset }) else { return nil }
        return Position(line: run.place.line, column: run.place.column + offset - run.offset)
    }

    init?(of text: String, style: Event.ScalarStyle, at span: Span, in lines: [Substring]) {
        let mayBeTemplate = text.utf8.contains(UInt8(ascii: "{"))
        let isEncrypted = style == .block && text.utf8.starts(with: "$ANSIBLE_VAULT".utf8)
        let isFoldedExpression = span.start.line != span.end.line && text.utf8.count < 2000
        guard mayBeTemplate || isFoldedExpression || isEncrypted else { return nil }
        var written = WrittenText(span: span, lines: lines)
        switch style {
        case .plain: break
        case .quoted: written.skipOpeningQuote()
        case .block: written.skipLine()
        }
        let isEscaped = written.quote == "\""
        for (offset, character) in text.unicodeScalars.enumerated() {
            guard let place = written.find(character, isEscaped: isEscaped) else { return }
            append(offset: offset, place: place)
        }
        append(offset: text.unicodeScalars.count, place: written.place)
    }

    private mutating func append(offset: Int, place: Position) {
        if position(ofScalar: offset) != place { runs.append(Run(offset: offset, place: place)) }
    }
}

/// Goes through a scalar as it is written, looking for the characters that it came to mean.
private struct WrittenText {
    private let lines: [[Unicode.Scalar]]
    private let firstLine: Int
    private(set) var place: Position
    private(set) var quote: Unicode.Scalar?

    init(span: Span, lines all: [Substring]) {
        firstLine = span.start.line
        place = span.start
        lines = (span.start.line...max(span.start.line, span.end.line)).map { number in
            number <= all.count ? Array(all[number - 1].unicodeScalars) : []
        }
    }

    /// The character at the current place; a line feed at the end of a line; nil at the end.
    private var current: Unicode.Scalar? {
        guard lines.indices.contains(place.line - firstLine) else { return nil }
        let line = lines[place.line - firstLine]
        return place.column <= line.count ? line[place.column - 1] : "\n"
    }

    private mutating func advance() {
        if current == "\n" {
            place = Position(line: place.line + 1, column: 1)
        } else {
            place.column += 1
        }
    }

    /// Moves past the tag, the anchor and the quote before the text.
    mutating func skipOpeningQuote() {
        while let character = current, character != "\"", character != "'" { advance() }
        quote = current
        advance()
    }

    mutating func skipLine() {
        while let character = current, character != "\n" { advance() }
        advance()
    }

    /// The place of the next character of the text; the current place is then behind it.
    mutating func find(_ wanted: Unicode.Scalar, isEscaped: Bool) -> Position? {
        while let character = current {
            let start = place
            if isEscaped, character == "\\" {
                let length = escapeLength()
                for _ in 0..<length { advance() }
                // A line break that is escaped away stands for nothing.
                if length > 0 { return start }
                continue
            }
            advance()
            if character == wanted {
                if wanted == "'", quote == "'" { advance() }
                return start
            }
            // What is left out is white space: indentation, and breaks that folding makes spaces of.
            if wanted == " ", character == "\n" { return start }
            guard character == " " || character == "\t" || character == "\n" else { return nil }
        }
        return nil
    }

    /// How many characters an escape takes; moves over one that stands for nothing and says 0.
    private mutating func escapeLength() -> Int {
        let line = lines[place.line - firstLine]
        guard place.column < line.count else {
            advance()
            advance()
            return 0
        }
        switch line[place.column] {
        case "x": return 4
        case "u": return 6
        case "U": return 10
        default: return 2
        }
    }
}
