internal import Diagnostics
package import YAML

/// Variables given on the command line: `-e name=value`, `-e '{"name": 1}'`, `-e @FILE`.
package struct ExtraVariables: Sendable {
    private let read: @Sendable (String) throws -> String

    /// - Parameter read: gives the text of a file.
    package init(reading read: @escaping @Sendable (String) throws -> String) { self.read = read }

    /// The mapping that one option stands for.
    /// - Parameter text: the option's value.
    /// - Returns: a mapping; as in Ansible, `name=value` gives texts, YAML and JSON give what they say.
    /// - Throws: `Diagnostic`s and `Problems` about the text, or whatever reading a file throws.
    package func mapping(_ text: String) throws -> Node {
        if text.hasPrefix("@") {
            let path = String(text.dropFirst())
            return try mapping(of: Source(name: path, text: try read(path)))
        }
        let source = Source(name: "--extra-vars", text: text)
        return text.hasPrefix("{") ? try mapping(of: source) : try pairs(in: source)
    }

    private func mapping(of source: Source) throws -> Node {
        let start = Position(line: 1, column: 1)
        guard let node = try Node(parsing: source) else {
            return Node(.mapping([]), at: Span(file: source.name, start: start, end: start))
        }
        guard node.mapping != nil else {
            throw Diagnostic("wrong-type", "variables are given as a mapping of names to values", at: node.span)
        }
        return node
    }

    /// Words parted by blanks, each `name=value`; quotes keep blanks together and are taken off.
    private func pairs(in source: Source) throws -> Node {
        var entries: [Node.Entry] = []
        for word in words(source.text) {
            let parts = word.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let span = Span(
                file: source.name, start: Position(line: 1, column: word.column),
                end: Position(line: 1, column: word.column + word.text.count))
            guard parts.count == 2, !parts[0].isEmpty else {
                throw Diagnostic("extra-vars", "'\(word.text)' is no variable", at: span)
                    .helping("write name=value, a mapping in braces, or @FILE")
            }
            entries.append(
                .init(
                    key: Node(.scalar(String(parts[0]), isQuoted: true), at: span),
                    value: Node(.scalar(String(parts[1]), isQuoted: true), at: span)))
        }
        let whole = Span(
            file: source.name, start: Position(line: 1, column: 1),
            end: Position(line: 1, column: source.text.count + 1))
        return Node(.mapping(entries), at: whole)
    }

    private func words(_ text: String) -> [(text: String, column: Int)] {
        var words: [(text: String, column: Int)] = []
        var word: (text: String, column: Int)?
        var quote: Character?
        for (index, character) in text.enumerated() {
            if quote == nil, character == " " || character == "\t" || character == "\n" {
                if let done = word { words.append(done) }
                word = nil
            } else if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"" {
                quote = character
                word = word ?? ("", index + 1)
            } else {
                word = ((word?.text ?? "") + String(character), word?.column ?? index + 1)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }
}
