internal import Diagnostics

/// Ansible's `comment`: text as a comment of some language.
enum CommentFilter {
    static let all = [
        Filter(
            "comment",
            [
                "style?", "newline?", "beginning?", "prefix?", "prefix_count?", "decoration?", "postfix?",
                "postfix_count?", "end?",
            ], body: commented)
    ]

    private struct Style {
        var beginning = ""
        var decoration: String
        var end = ""
    }

    private static let styles = [
        "plain": Style(decoration: "# "), "erlang": Style(decoration: "% "), "c": Style(decoration: "// "),
        "cblock": Style(beginning: "/*", decoration: " * ", end: " */"),
        "xml": Style(beginning: "<!--", decoration: " - ", end: "-->"),
    ]

    private static func commented(_ call: FilterCall) throws(Diagnostic) -> Value {
        let name = call.arguments.text("style", default: "plain")
        guard let style = styles[name] else {
            let problem = call.problem("has no style '\(name)'")
            throw problem.helping("it knows " + styles.keys.sorted().joined(separator: ", "))
        }
        guard let input = call.input.string else { throw call.takes("text") }
        let newline = call.arguments.text("newline", default: "\n")
        let beginning = call.arguments.text("beginning", default: style.beginning)
        let end = call.arguments.text("end", default: style.end)
        let decoration = call.arguments.text("decoration", default: style.decoration)
        let frame = decoration.stripped(.end)
        let (prefix, postfix) = (
            call.arguments.text("prefix", default: frame), call.arguments.text("postfix", default: frame)
        )
        let above = min(max(0, try call.arguments.int("prefix_count", default: 1)), 1000)
        let below = min(max(0, try call.arguments.int("postfix_count", default: 1)), 1000)

        var text = beginning.isEmpty ? "" : beginning + newline
        if !prefix.isEmpty {
            text += String(repeating: prefix == newline ? newline : prefix + newline, count: above)
        }
        // A line that holds nothing but the decoration ends without its blanks.
        text += (decoration + input.replacingScalars(newline, with: newline + decoration))
            .replacingScalars(decoration + newline, with: frame + newline)
        text += String(repeating: newline + postfix, count: below)
        return .string(end.isEmpty ? text : text + newline + end)
    }
}
