internal import Diagnostics
internal import YAML

/// The text of a template, and where its characters are written.
struct TemplateText: Sendable {
    private enum Places: Sendable {
        /// Lines of a file start at these offsets.
        case lines([Int])
        /// The text is a YAML scalar.
        case scalar(TextLayout, Span)
        /// The text stands in one line, from here on.
        case line(Position)
        /// Nobody knows more than the extent.
        case extent(Span)
    }

    let file: String
    /// Whether the text is that of a YAML scalar.
    private(set) var isScalar = false
    /// The text with line breaks as line feeds, as Jinja2 reads it.
    let scalars: [Unicode.Scalar]
    private let places: Places

    init(_ source: Source) {
        file = source.name
        let text = source.text.withLineFeeds
        scalars = text
        places = .lines([0] + text.indices.filter { text[$0] == "\n" }.map { $0 + 1 })
    }

    init(_ text: String, at span: Span) {
        file = span.file
        scalars = text.withLineFeeds
        let width = span.end.line == span.start.line ? span.end.column - span.start.column : -1
        switch width - scalars.count {
        case 0: places = .line(span.start)
        // In quotes.
        case 2: places = .line(Position(line: span.start.line, column: span.start.column + 1))
        default: places = .extent(span)
        }
    }

    private init(file: String, scalars: [Unicode.Scalar], places: Places) {
        self.file = file
        self.scalars = scalars
        self.places = places
    }

    /// The text as Jinja2 takes it, which passes over the last line break.
    var withoutLastLineBreak: TemplateText {
        guard scalars.last == "\n" else { return self }
        return TemplateText(file: file, scalars: Array(scalars.dropLast()), places: places)
    }

    /// The text of a YAML scalar.
    init(_ text: String, of node: Node) {
        guard let layout = node.layout else {
            self.init(text, at: node.span)
            isScalar = true
            return
        }
        self.init(file: node.span.file, scalars: text.withLineFeeds, places: .scalar(layout, node.span))
        isScalar = true
    }

    func span(_ range: Range<Int>) -> Span {
        if case .extent(let span) = places { return span }
        return Span(file: file, start: position(range.lowerBound), end: position(range.upperBound))
    }

    private func position(_ offset: Int) -> Position {
        switch places {
        case .lines(let starts):
            let line = starts.lowerBound { $0 > offset } - 1
            return Position(line: line + 1, column: offset - starts[line] + 1)
        case .scalar(let layout, let span): return layout.position(ofScalar: offset) ?? span.start
        case .line(let start): return Position(line: start.line, column: start.column + offset)
        case .extent(let span): return span.start
        }
    }
}

extension String {
    fileprivate var withLineFeeds: [Unicode.Scalar] {
        guard utf8.contains(UInt8(ascii: "\r")) else { return Array(unicodeScalars) }
        var result: [Unicode.Scalar] = []
        var previous: Unicode.Scalar = " "
        for scalar in unicodeScalars {
            if scalar == "\r" {
                result.append("\n")
            } else if !(scalar == "\n" && previous == "\r") {
                result.append(scalar)
            }
            previous = scalar
        }
        return result
    }
}

extension Array {
    /// The first index whose element passes, in an array where all later ones pass too.
    fileprivate func lowerBound(_ passes: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if passes(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
