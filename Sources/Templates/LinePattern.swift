package import Diagnostics

/// A regular expression that is looked for in single lines, as Python's `re.search` does.
package struct LinePattern {
    private let regex: Regex

    package init(_ pattern: String, at span: Span) throws(Diagnostic) {
        regex = try Regex(pattern, [], at: span)
    }

    /// Whether it is found in a line; one that gives up on it counts as not found.
    package func isFound(in line: String) -> Bool {
        ((try? regex.match(in: Array(line.utf8))) ?? nil) != nil
    }
}
