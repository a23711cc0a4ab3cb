internal import Diagnostics
internal import YAML

/// A secret that a project or a manifest names under `secrets`, and where its value is.
struct SecretDeclaration: Sendable, Hashable {
    enum Source: Sendable, Hashable {
        /// A value in an encrypted file of variables.
        case vault(file: Node, name: String)
        /// What a program prints; no shell reads its words.
        case command([String], Span)
        /// The text of a file.
        case file(Node)
        /// A variable of the environment that the program was started in.
        case environment(Node)
    }

    let name: String
    let source: Source
    let span: Span
}

extension MappingReader {
    /// The secrets that the key `secrets` declares.
    mutating func secrets() -> [SecretDeclaration] {
        guard let given = mapping("secrets") else { return [] }
        return (given.mapping ?? []).compactMap { entry in
            guard let name = entry.key.string, name.isVariableName else {
                let word = entry.key.string ?? ""
                report(
                    Diagnostic("variable-name", "'\(word)' cannot be a secret's name", at: entry.key.span)
                        .helping("a name has letters, digits and '_', and starts with no digit"))
                return nil
            }
            guard entry.value.mapping != nil else {
                report(Self.sourceless(name, at: entry.value.span))
                return nil
            }
            var reader = MappingReader(entry.value, noun: "secret '\(name)'")
            defer {
                reader.finish()
                report(reader.problems)
            }
            return reader.source(of: name).map { SecretDeclaration(name: name, source: $0, span: entry.value.span) }
        }
    }

    private mutating func source(of name: String) -> SecretDeclaration.Source? {
        var sources: [SecretDeclaration.Source] = []
        var isSpoiled = false
        let key = text("key")
        if let file = text("vault") { sources.append(.vault(file: file, name: key?.string ?? name)) }
        if let given = node("command") {
            if let words = words(given) { sources.append(.command(words, given.span)) } else { isSpoiled = true }
        }
        if let file = text("file") { sources.append(.file(file)) }
        if let variable = text("env") { sources.append(.environment(variable)) }
        if let key, sources.count == 1, node["vault"] == nil {
            report(Diagnostic("secret-source", "'key' is for a value in a 'vault' file", at: key.span))
        }
        if flag("lazy") == false {
            report(
                Diagnostic(
                    "secret-source", "a secret is never looked for before it is used",
                    at: node["lazy"]?.span ?? node.span
                ).helping("leave 'lazy' out: every secret is"))
        }
        if sources.count == 1 { return sources[0] }
        if sources.count > 1 {
            report(
                Diagnostic("secret-source", "secret '\(name)' has two sources", at: node.span)
                    .helping("keep one of vault, command, file and env"))
        } else if !isSpoiled, problems.isEmpty {
            report(Self.sourceless(name, at: node.span))
        }
        return nil
    }

    /// The words of a command: a list, since no shell splits a text.
    private mutating func words(_ given: Node) -> [String]? {
        let words = given.sequence?.compactMap(\.string)
        if let words, !words.isEmpty, words.count == given.sequence?.count, words[0] != "" { return words }
        var problem = Diagnostic("wrong-type", "'command' takes a list of words", at: given.span)
        if let text = given.string, !text.isEmpty {
            let words = text.split(separator: " ").joined(separator: ", ")
            problem = problem.helping("no shell splits a text: [\(words)]")
        }
        report(problem)
        return nil
    }

    private static func sourceless(_ name: String, at span: Span) -> Diagnostic {
        Diagnostic("secret-source", "secret '\(name)' says not where its value is", at: span)
            .helping("name a source: {vault: FILE}, {command: [PROGRAM, …]}, {file: FILE} or {env: NAME}")
    }
}
