package import Diagnostics
package import Model
internal import Templates
internal import YAML

/// A regular expression by which lines of a file are found, as Python writes them.
package struct LineMatch: FieldValue {
    package static var typeName: String { "a regular expression" }
    package static var jsonSchema: JSON { String.jsonSchema }

    package let text: String
    private let span: Span

    package init(_ given: Given) throws(Problems) {
        text = try String(given)
        span = given.node.span
        guard !text.isEmpty else {
            throw given.problem("empty-pattern", "'\(given.field)' would be found in every line")
        }
        do {
            _ = try LinePattern(text, at: span)
        } catch {
            throw Problems([error])
        }
    }

    package var rendered: String { text }

    // Where it is written is no part of what it means.
    package static func == (lhs: Self, rhs: Self) -> Bool { lhs.text.isExactly(rhs.text) }
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }

    /// The positions of the lines in which it is found; a line that is no UTF-8 is none of them.
    func places(in lines: [String?]) -> [Int] {
        guard let pattern = try? LinePattern(text, at: span) else { return [] }
        return lines.indices.filter { index in lines[index].map { pattern.isFound(in: $0) } ?? false }
    }

    /// The last line in which it is found.
    func last(in lines: [String?]) -> String? { places(in: lines).last.flatMap { lines[$0] } }
}
