import Diagnostics

/// A line of an INI file without the blanks around it, with its place.
struct INILine {
    var file: String
    var number: Int
    /// The index of the first scalar within the line as written.
    var offset: Int
    var text: [Unicode.Scalar]

    var string: String { String(text) }

    /// The place of some scalars of `text`.
    func span(_ range: Range<Int>) -> Span {
        Span(
            file: file, start: Position(line: number, column: offset + range.lowerBound + 1),
            end: Position(line: number, column: offset + range.upperBound + 1))
    }

    var span: Span { span(0..<text.count) }

    /// The lines of a source that hold more than blanks and comments.
    static func all(of source: Source) -> [INILine] {
        let lines = source.text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
        return lines.enumerated().compactMap { index, line in
            let scalars = Array(line.unicodeScalars)
            guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
                let last = scalars.lastIndex(where: { !$0.properties.isWhitespace }),
                scalars[first] != "#", scalars[first] != ";"
            else { return nil }
            return INILine(file: source.name, number: index + 1, offset: first, text: Array(scalars[first...last]))
        }
    }

    /// The parts before and after the first `=`, trimmed, with their ranges; nil if there is none.
    func assignment(in range: Range<Int>) -> (name: Range<Int>, value: Range<Int>)? {
        guard let equals = text[range].firstIndex(of: "=") else { return nil }
        return (trim(range.lowerBound..<equals), trim((equals + 1)..<range.upperBound))
    }

    private func trim(_ range: Range<Int>) -> Range<Int> {
        guard let first = text[range].firstIndex(where: { !$0.properties.isWhitespace }),
            let last = text[range].lastIndex(where: { !$0.properties.isWhitespace })
        else { return range.upperBound..<range.upperBound }
        return first..<(last + 1)
    }
}
