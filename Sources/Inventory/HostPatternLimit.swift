package import Diagnostics

extension HostPattern {
    /// Reads a limit: a pattern in which a term `@FILE` stands for the lines of a file, each a term.
    ///
    /// - Throws: A problem for each file that is not there, besides those of any pattern.
    package static func limit(
        parsing text: String, at span: Span? = nil, reading files: SourceFiles = .disk
    ) throws(Problems) -> HostPattern {
        let pattern = try HostPattern(parsing: text, at: span)
        var terms: [Term] = []
        var problems: [Diagnostic] = []
        for term in pattern.terms {
            guard term.text.hasPrefix("@"), term.role == .addition else {
                terms.append(term)
                continue
            }
            do {
                terms += try lines(of: String(term.text.dropFirst()), at: term.span, reading: files)
            } catch {
                problems.append(error)
            }
        }
        guard problems.isEmpty else { throw Problems(problems) }
        return try HostPattern(text: text, span: span, terms: terms)
    }

    private static func lines(
        of path: String, at span: Span?, reading files: SourceFiles
    ) throws(Diagnostic) -> [Term] {
        guard files.kind(path) == .file else {
            throw Diagnostic("no-limit-file", "there is no file '\(path)' to take hosts from", at: span)
        }
        let lines = try files.text(path).get().split(omittingEmptySubsequences: false) { $0.isNewline }
        return lines.enumerated().compactMap { index, line in
            let blanks = line.prefix { $0.isWhitespace }.unicodeScalars.count
            let words = line.split { $0.isWhitespace }
            guard let first = words.first, let last = words.last else { return nil }
            let name = line[first.startIndex..<last.endIndex]
            let start = Position(line: index + 1, column: blanks + 1)
            let end = Position(line: index + 1, column: start.column + name.unicodeScalars.count)
            return Term(name, at: Span(file: path, start: start, end: end))
        }
    }
}
