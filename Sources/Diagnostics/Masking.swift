extension Diagnostic {
    /// The code of what says that a secret stands in plain text: what its span covers is never shown.
    package static let plainSecret = "plain-secret"
}

extension Source {
    /// The same lines with what the spans cover written over, but for the letters that tell its kind.
    package func masking(_ spans: [Span]) -> Source {
        guard !spans.isEmpty else { return self }
        let lines = lines.enumerated().map { index, line in
            let ranges = spans.compactMap { $0.columns(ofLine: index + 1) }
            guard !ranges.isEmpty else { return String(line) }
            var text = String.UnicodeScalarView()
            for (column, scalar) in zip(1..., line.unicodeScalars) {
                text.append(ranges.contains { $0.contains(column) } ? "*" : scalar)
            }
            return String(text)
        }
        return Source(name: name, text: lines.joined(separator: "\n"))
    }
}

extension Span {
    /// What it covers of a line, the first four characters of the whole left out.
    fileprivate func columns(ofLine line: Int) -> Range<Int>? {
        guard (start.line...end.line).contains(line) else { return nil }
        let first = line == start.line ? start.column + 4 : 1
        let last = line == end.line ? end.column : Int.max
        return first < last ? first..<last : nil
    }
}
