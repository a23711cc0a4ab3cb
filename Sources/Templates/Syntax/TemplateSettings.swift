internal import Diagnostics

/// How a template is written: its marks, and which white space around them goes.
///
/// The first line of a template may change it, as Ansible has it: `#jinja2: lstrip_blocks: True`.
struct TemplateSettings: Sendable, Hashable {
    struct Marks: Sendable, Hashable {
        var start: [Unicode.Scalar]
        var end: [Unicode.Scalar]

        init(_ start: String, _ end: String) {
            self.start = Array(start.unicodeScalars)
            self.end = Array(end.unicodeScalars)
        }
    }

    var statement = Marks("{%", "%}")
    var output = Marks("{{", "}}")
    var comment = Marks("{#", "#}")
    /// What begins a line that is a statement, or the rest of a line that is a comment.
    var lineStatement: [Unicode.Scalar]?
    var lineComment: [Unicode.Scalar]?
    /// Whether the line break behind a statement goes.
    var trimsBlocks = true
    /// Whether the blanks before a statement that begins its line go.
    var stripsBlocks = false
    /// Whether the last line break of the text is part of it.
    var keepsLastBreak = false
    /// What is printed for a line break of the template.
    var lineBreak = "\n"
}

extension TemplateSettings {
    static let headerMark = "#jinja2:"

    private static let names = [
        "block_start_string", "block_end_string", "variable_start_string", "variable_end_string",
        "comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix", "trim_blocks",
        "lstrip_blocks", "newline_sequence", "keep_trailing_newline",
    ]

    /// Reads the pairs of a first line `#jinja2: …`; the text is what stands behind the mark.
    mutating func apply(header: String, at span: Span) throws(Diagnostic) {
        for pair in header.splitScalars(by: ",") {
            let parts = pair.splitScalars(by: ":", limit: 1)
            let name = parts[0].stripped()
            guard parts.count == 2 else {
                throw Diagnostic("template-header", "'\(name)' in the first line has no value", at: span)
                    .helping("write pairs such as 'lstrip_blocks: True' with commas between them")
            }
            guard Self.names.contains(name) else {
                let problem = Diagnostic(
                    "template-header", "the first line sets '\(name)', which is not known", at: span)
                throw name.closest(of: Self.names).map { problem.helping("did you mean '\($0)'?") } ?? problem
            }
            try set(name, to: parts[1].stripped(), at: span)
        }
        guard Set([statement.start, output.start, comment.start]).count == 3 else {
            throw Diagnostic(
                "template-header", "statements, output and comments have to begin with different marks", at: span)
        }
    }

    private mutating func set(_ name: String, to literal: String, at span: Span) throws(Diagnostic) {
        let value = try Expression(parsing: literal, at: span).syntax.kind
        guard case .literal(let value) = value else {
            throw Diagnostic("template-header", "'\(name)' takes a text in quotes, True or False", at: span)
        }
        try set(name, to: value, at: span)
    }

    /// Sets one of the settings by Jinja2's name for it.
    mutating func set(_ name: String, to value: Value, at span: Span) throws(Diagnostic) {
        switch (name, value.payload) {
        case ("trim_blocks", .bool(let flag)): trimsBlocks = flag
        case ("lstrip_blocks", .bool(let flag)): stripsBlocks = flag
        case ("keep_trailing_newline", .bool(let flag)): keepsLastBreak = flag
        case ("line_statement_prefix", .null): lineStatement = nil
        case ("line_comment_prefix", .null): lineComment = nil
        case ("newline_sequence", .string(let text)) where ["\n", "\r", "\r\n"].contains(text): lineBreak = text
        case (_, .string(let text)) where !text.isEmpty && set(name, to: Array(text.unicodeScalars)): break
        default: throw Diagnostic("template-header", "'\(name)' cannot be \(value.representation)", at: span)
        }
    }

    private mutating func set(_ name: String, to mark: [Unicode.Scalar]) -> Bool {
        switch name {
        case "block_start_string": statement.start = mark
        case "block_end_string": statement.end = mark
        case "variable_start_string": output.start = mark
        case "variable_end_string": output.end = mark
        case "comment_start_string": comment.start = mark
        case "comment_end_string": comment.end = mark
        case "line_statement_prefix": lineStatement = mark
        case "line_comment_prefix": lineComment = mark
        default: return false
        }
        return true
    }
}
