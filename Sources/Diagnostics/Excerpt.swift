/// The lines that a span covers, with marks under what it means, as a terminal shows them.
struct Excerpt {
    /// Of a span of more lines than this, only the first is shown.
    private static let mostLines = 3
    /// A line that is longer is cut around what is marked.
    private static let widest = 160

    let text: String

    /// Nil if the source is not known or has no such line.
    init?(of span: Span, in source: Source?) {
        guard let source, source.line(span.start.line) != nil else { return nil }
        // A span that ends where a line begins covers nothing of that line.
        let endsBefore = span.end.column == 1 && span.end.line > span.start.line
        let last = endsBefore ? span.end.line - 1 : span.end.line
        let isWhole = last - span.start.line < Self.mostLines
        let numbers = Array(span.start.line...(isWhole ? max(last, span.start.line) : span.start.line))
        let margin = String(repeating: " ", count: "\(numbers.last ?? 0)".count)
        var text = ""
        for number in numbers {
            guard let line = source.line(number) else { break }
            let columns = Self.marked(line, number, span, last: last)
            let shown = Self.shown(line, columns)
            let padding = String(repeating: " ", count: margin.count - "\(number)".count)
            text += "  \(padding)\(number) | \(shown.line)\n  \(margin) | \(shown.marks)\n"
        }
        self.text = text
    }

    /// The columns of a line that the span covers, blanks at its start left out; counted from 0.
    private static func marked(_ line: Substring, _ number: Int, _ span: Span, last: Int) -> Range<Int> {
        let count = line.unicodeScalars.count
        let indentation = line.unicodeScalars.prefix { $0 == " " || $0 == "\t" }.count
        let start = number == span.start.line ? span.start.column - 1 : indentation
        let end = number == span.end.line && last == span.end.line ? span.end.column - 1 : count
        let first = min(max(0, start), count)
        return first..<max(first + 1, min(end, count))
    }

    /// A line and the marks under it, as wide as a terminal shows them.
    private static func shown(_ line: Substring, _ marked: Range<Int>) -> (line: String, marks: String) {
        let scalars = Array(line.unicodeScalars)
        let start = scalars.count > widest ? max(0, min(marked.lowerBound - widest / 4, scalars.count - widest)) : 0
        let end = min(scalars.count, start + widest)
        var (text, marks) = (start > 0 ? "…" : "", start > 0 ? " " : "")
        for index in start..<max(end, min(marked.upperBound, end + 1)) {
            let cell = index < scalars.count ? scalars[index].cell : " "
            if index < scalars.count { text += cell }
            let mark = marked.contains(index) ? "^" : " "
            marks += String(repeating: mark, count: cell.unicodeScalars.reduce(0) { $0 + $1.columns })
        }
        if end < scalars.count { text += "…" }
        while marks.last == " " { marks.removeLast() }
        return (text, marks)
    }
}

extension Unicode.Scalar {
    /// Whether it moves the cursor, or turns the direction of text, instead of showing something.
    var isControl: Bool {
        switch value {
        case 0...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// What is shown for it in an excerpt; a tab is always as wide, so that marks stand right anywhere.
    fileprivate var cell: String {
        if self == "\t" { return "    " }
        return isControl ? "\u{FFFD}" : String(self)
    }

    /// How many columns a terminal gives it.
    fileprivate var columns: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        // East Asian Width W and F, by block.
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
            0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
