import Diagnostics
import YAML

/// Reads a line such as `web[01:20]:2222 rack=3 note='two words'  # comment`.
enum INIHostLine {
    static func read(_ line: INILine, group: String, into builder: inout InventoryBuilder) throws(Diagnostic) {
        let words = try words(of: line)
        guard let first = words.words.first, !first.text.isEmpty else {
            throw Diagnostic("host-name", "a host's name is empty", at: line.span)
        }
        let range = try host(first.text, at: line.span(first.range))
        var variables: [String: Node] = [:]
        for word in words.words.dropFirst() {
            let (name, node) = try variable(word, of: line)
            variables[name] = node
            if let comment = words.commentInsideWord, word.range.upperBound == comment {
                builder.report(cutOff(name, at: line.span(comment..<(comment + 1))))
            }
        }
        for name in range.names {
            builder.addHost(name, to: group, port: range.port, at: line.span(first.range))
            builder.set(variables, ofHost: name)
        }
    }

    private static func words(of line: INILine) throws(Diagnostic) -> ShellWords {
        do {
            return try ShellWords(line.text)
        } catch {
            throw Diagnostic("open-quote", error.message, at: line.span(error.index..<(error.index + 1)))
        }
    }

    private static func host(_ text: String, at span: Span) throws(Diagnostic) -> HostRange {
        let range = try HostRange(parsing: text, at: span)
        if text.hasSuffix(":"), range.port == nil {
            throw Diagnostic("host-name", "'\(text)' ends in ':', where a port is wanted", at: span)
        }
        if range.names.contains("---") {
            throw Diagnostic("host-name", "'---' begins a YAML file, but this is read as INI", at: span)
                .helping("give the file the ending .yaml")
        }
        return range
    }

    private static func variable(_ word: ShellWords.Word, of line: INILine) throws(Diagnostic) -> (String, Node) {
        let span = line.span(word.range)
        guard let equals = word.text.firstIndex(of: "="), equals > word.text.startIndex else {
            throw Diagnostic(
                "inventory-variable", "expected 'name=value' after the host's name, not '\(word.text)'", at: span)
        }
        let value = line.assignment(in: word.range).map { line.span($0.value) } ?? span
        let text = String(word.text[word.text.index(after: equals)...])
        return (String(word.text[..<equals]), PythonLiteral.node(text, at: value))
    }

    private static func cutOff(_ name: String, at span: Span) -> Diagnostic {
        Diagnostic(
            "comment-in-value", "'#' ends the value of '\(name)' and begins a comment", at: span, severity: .warning
        )
        .helping("put the value in quotes, or a blank before the comment")
    }
}
