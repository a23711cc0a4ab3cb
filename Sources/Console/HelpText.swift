/// The help texts of a grammar.
package struct HelpText: Sendable {
    private static let width = 100
    /// Where the explanations of options and verbs start.
    private static let column = 32

    private let grammar: Grammar

    package init(_ grammar: Grammar) { self.grammar = grammar }

    /// The help for the verbs whose path starts with these words; for the whole program where there are none.
    package func text(_ path: [String]) -> String {
        let verbs = grammar.verbs.filter { $0.path.starts(with: path) }
        if path.isEmpty || verbs.isEmpty { return overview }
        if let verb = verbs.first, verbs.count == 1 { return page(verb) }
        return "Usage: \(grammar.program) \(path.joined(separator: " ")) COMMAND\n\nCommands:\n"
            + table(verbs.map { ($0.name, $0.summary) })
    }

    /// One line: `reconcile vars HOST [NAME] [options]`.
    package func usage(_ verb: Verb) -> String {
        let operands = verb.operands.map { operand in
            switch operand.arity {
            case .one: operand.name
            case .optional: "[\(operand.name)]"
            case .any: "[\(operand.name) …]"
            case .some: "\(operand.name) …"
            }
        }
        let words = [grammar.program, verb.name] + operands + ["[options]"]
        return (words + (verb.command.map { ["--", "\($0.name) …"] } ?? [])).joined(separator: " ")
    }

    private var overview: String {
        "\(grammar.summary)\n\nUsage: \(grammar.program) COMMAND [options]\n\nCommands:\n"
            + table(grammar.verbs.map { ($0.name, $0.summary) } + [("help", "Show how a command is used.")])
            + options(grammar.everywhere)
            + "\n'\(grammar.program) help COMMAND' says more about one.\n"
    }

    private func page(_ verb: Verb) -> String {
        let operands = (verb.operands + (verb.command.map { [$0] } ?? [])).map { ($0.name, $0.help) }
        return "\(verb.summary)\n\nUsage: \(usage(verb))\n"
            + (operands.isEmpty ? "" : "\nArguments:\n" + table(operands))
            + options([OptionGroup("Options", verb.options)] + grammar.everywhere)
    }

    private func options(_ groups: [OptionGroup]) -> String {
        groups.filter { !$0.options.isEmpty }.map { group in
            "\n\(group.title):\n"
                + table(group.options.map { (spelling($0), $0.help + ($0.isRepeatable ? " Repeatable." : "")) })
        }.joined()
    }

    private func spelling(_ option: Option) -> String {
        (option.short.map { "-\($0), " } ?? "    ") + "--\(option.name)" + (option.valueName.map { " \($0)" } ?? "")
    }

    private func table(_ rows: [(String, String)]) -> String {
        rows.map { name, help in
            let lines = wrapped(help, to: Self.width - Self.column)
            let margin = String(repeating: " ", count: Self.column)
            let head = "  \(name)"
            let isShort = head.count + 2 <= Self.column
            let first = isShort ? head + String(repeating: " ", count: Self.column - head.count) : head + "\n" + margin
            return first + lines.joined(separator: "\n" + margin) + "\n"
        }.joined()
    }
}

/// A text broken between words into lines of at most `width` characters, where its words allow that.
func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
        if let last = lines.last, last.count + 1 + word.count <= width {
            lines[lines.count - 1] = last + " " + word
        } else {
            lines.append(String(word))
        }
    }
    return lines.isEmpty ? [""] : lines
}
