import Diagnostics

/// A section's heading: `[group]` or `[group:kind]`, with a comment after it perhaps.
struct INIHeading {
    var group: String
    var groupSpan: Span
    var kind: String?
    var kindSpan: Span?

    init?(_ line: INILine) {
        let text = line.text
        guard text.first == "[", let close = text.firstIndex(of: "]"), Self.isComment(text[(close + 1)...]) else {
            return nil
        }
        let end = text[..<close].firstIndex(of: ":") ?? close
        guard Self.isName(text[1..<end]) else { return nil }
        group = String(text[1..<end])
        groupSpan = line.span(1..<end)
        guard end < close else { return }
        let tag = (end + 1)..<close
        guard !tag.isEmpty, text[tag].allSatisfy({ $0.isWord }) else { return nil }
        kind = String(text[tag])
        kindSpan = line.span(tag)
    }

    /// The name of a group at the start of a text that holds nothing else but a comment.
    static func name(in text: [Unicode.Scalar], from start: Int) -> (Range<Int>, comment: Range<Int>)? {
        let end = text[start...].firstIndex { $0.properties.isWhitespace } ?? text.count
        guard isName(text[start..<end]), isComment(text[end...]) else { return nil }
        return (start..<end, end..<text.count)
    }

    private static func isName(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        !text.isEmpty && text.allSatisfy { $0 != ":" && $0 != "]" && !$0.properties.isWhitespace }
    }

    private static func isComment(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        let first = text.first { !$0.properties.isWhitespace }
        return first == nil || first == "#"
    }
}
