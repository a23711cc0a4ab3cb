package import Diagnostics
package import YAML

/// Which hosts are meant: `gpu:&linux:!retired`, `web*[0:2]`, `~db\d+`, `n1,n2`.
///
/// Terms add up; those with `&` then keep and those with `!` take away, wherever they stand.
package struct HostPattern: Sendable, Hashable {
    /// What a term does to the hosts that the terms before it gave, in the order of their turn.
    enum Role: Int, Sendable, Hashable { case addition, intersection, exclusion }

    struct Term: Sendable, Hashable {
        var role: Role
        /// The term without `&` and `!`.
        var text: String
        var span: Span?
    }

    package let text: String
    package let span: Span?
    let terms: [Term]

    /// Reads a pattern as manifests and the command line hold it.
    ///
    /// - Parameters:
    ///   - text: Terms with commas between them, or colons if there is no comma.
    ///   - span: The place of the text, its quotes included if it has some.
    /// - Throws: A problem for each term that says nothing.
    package init(parsing text: String, at span: Span? = nil) throws(Problems) {
        var layout = PatternLayout(text: text, span: span)
        let terms = Self.split(text).map { Term($0, at: layout.span(of: $0)) }
        try self.init(text: text, span: span, terms: terms)
    }

    /// Reads the value of `hosts`: a pattern, or a list of patterns that add up.
    package init(parsing node: Node) throws(Problems) {
        let parts = node.sequence ?? [node]
        var terms: [Term] = []
        var problems: [Diagnostic] = []
        for part in parts {
            guard let text = part.string, !part.isNull else {
                problems.append(Diagnostic("host-pattern", "a host pattern has to be text", at: part.span))
                continue
            }
            var layout = PatternLayout(text: text, span: part.span)
            terms += Self.split(text).map { Term($0, at: layout.span(of: $0)) }
        }
        guard problems.isEmpty else { throw Problems(problems) }
        try self.init(text: parts.map { $0.string ?? "" }.joined(separator: ","), span: node.span, terms: terms)
    }

    init(text: String, span: Span?, terms: [Term]) throws(Problems) {
        self.text = text
        self.span = span
        self.terms = terms
        var problems = terms.filter { $0.text.isEmpty }.map {
            Diagnostic("host-pattern", "a term of '\(text)' names no hosts", at: $0.span)
        }
        if terms.isEmpty {
            problems = [
                Diagnostic("host-pattern", "the pattern names no hosts", at: span).helping("'all' means every host")
            ]
        }
        guard problems.isEmpty else { throw Problems(problems) }
    }

    /// The parts between commas or colons, without blanks around them.
    private static func split(_ text: String) -> [Substring] {
        guard !text.contains(",") else { return text.split(separator: ",").map(trim).filter { !$0.isEmpty } }
        let whole = trim(text[...])
        // An address with colons in it, or a range, is one term.
        if HostAddress(parsing: String(whole)) != nil { return [whole] }
        return words(of: text)
    }

    /// Stretches without blanks and colons, save in brackets.
    private static func words(of text: String) -> [Substring] {
        var result: [Substring] = []
        var start: String.Index?
        var index = text.startIndex
        let lastClose = text.lastIndex(of: "]") ?? text.startIndex
        while index < text.endIndex {
            let character = text[index]
            var next = text.index(after: index)
            if character == "[", index < lastClose, let close = text[index...].firstIndex(of: "]") {
                next = text.index(after: close)
                start = start ?? index
            } else if character == ":" || character.isWhitespace || character == "[" || character == "]" {
                if let begin = start { result.append(text[begin..<index]) }
                start = nil
            } else {
                start = start ?? index
            }
            index = next
        }
        if let begin = start { result.append(text[begin...]) }
        return result
    }

    private static func trim(_ text: Substring) -> Substring {
        var result = text.drop { $0.isWhitespace }
        while result.last?.isWhitespace == true { result.removeLast() }
        return result
    }
}

extension HostPattern.Term {
    init(_ text: Substring, at span: Span?) {
        switch text.first {
        case "!": self.init(role: .exclusion, text: String(text.dropFirst()), span: span)
        case "&": self.init(role: .intersection, text: String(text.dropFirst()), span: span)
        default: self.init(role: .addition, text: String(text), span: span)
        }
    }
}

/// Where the parts of a pattern are written, as far as its own place tells.
private struct PatternLayout {
    private let text: String
    private let span: Span?
    /// How many characters more than the text its place has.
    private let quotes: Int
    /// The part that was asked for last, which the next one comes behind.
    private var last: (index: String.Index, offset: Int)

    init(text: String, span: Span?) {
        self.text = text
        self.span = span
        quotes = (span.map { $0.end.column - $0.start.column } ?? 0) - text.unicodeScalars.count
        last = (text.startIndex, 0)
    }

    mutating func span(of part: Substring) -> Span? {
        guard let span else { return nil }
        guard span.start.line == span.end.line, quotes == 0 || quotes == 2 else { return span }
        last.offset += text.unicodeScalars.distance(from: last.index, to: part.startIndex)
        last.index = part.startIndex
        let offset = last.offset + quotes / 2
        let start = Position(line: span.start.line, column: span.start.column + offset)
        let end = Position(line: start.line, column: start.column + part.unicodeScalars.count)
        return Span(file: span.file, start: start, end: end)
    }
}
