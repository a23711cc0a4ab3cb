/// A place in a source: lines and columns count from 1, columns count Unicode scalars.
package struct Position: Sendable, Hashable, Codable, Comparable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.line, lhs.column) < (rhs.line, rhs.column)
    }
}

/// A stretch of a source, from the first character up to but not including the last.
package struct Span: Sendable, Hashable, Codable {
    package var file: String
    package var start: Position
    package var end: Position

    package init(file: String, start: Position, end: Position) {
        self.file = file
        self.start = start
        self.end = end
    }

    /// The stretch of `width` characters of one line.
    package init(file: String, at start: Position, width: Int = 1) {
        self.init(file: file, start: start, end: Position(line: start.line, column: start.column + width))
    }

    /// The stretch from the start of this one to the end of another in the same file.
    package func joined(to other: Span) -> Span {
        Span(file: file, start: Swift.min(start, other.start), end: Swift.max(end, other.end))
    }
}
