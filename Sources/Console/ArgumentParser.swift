package import Diagnostics

/// Reads a command line by a grammar.
///
/// Options stand anywhere, before the verb too: `--name value`, `--name=value`, `-n value`, `-nvalue`, and switches
/// in one word (`-bK`). `--` ends them.
package struct ArgumentParser: Sendable {
    package static let help = Option("help", short: "h", "Show how a command is used.")

    private let grammar: Grammar

    package init(_ grammar: Grammar) { self.grammar = grammar }

    /// Reads the words behind the program's name.
    /// - Throws: the first thing that cannot be understood.
    package func parse(_ words: [String]) throws(Diagnostic) -> Invocation {
        var reading = Reading(words: words[...])
        while let word = reading.words.popFirst() {
            if word == "--" {
                reading.behindDashes = Array(reading.words)
                break
            } else if word.hasPrefix("--") {
                try readLong(word, &reading)
            } else if word.hasPrefix("-"), word != "-" {
                try readShort(word, &reading)
            } else {
                reading.plain.append(word)
            }
        }
        return try understand(reading)
    }

    /// What has been read of a command line.
    private struct Reading {
        var words: ArraySlice<String>
        var plain: [String] = []
        var behindDashes: [String]?
        var given: [(option: Option, spelled: String, value: String)] = []
    }

    private func understand(_ reading: Reading) throws(Diagnostic) -> Invocation {
        let wantsHelp = reading.given.contains { $0.option.name == Self.help.name }
        if wantsHelp || reading.plain.first == "help" {
            let path = reading.plain.first == "help" ? Array(reading.plain.dropFirst()) : reading.plain
            return .help(wantsHelp ? knownVerb(path) : try helpTopic(path))
        }
        let verb = try verb(reading.plain)
        for (option, spelled, _) in reading.given where !grammar.options(of: verb).contains(option) {
            throw Diagnostic("unknown-option", "'\(verb.name)' has no option '\(spelled)'")
                .helping("'\(grammar.program) help \(verb.name)' lists those it has")
        }
        var given: [String: [String]] = [:]
        for (option, _, value) in reading.given { given[option.name, default: []].append(value) }
        var arguments = Arguments(
            verb: verb, operands: Array(reading.plain.dropFirst(verb.path.count)), given: given)
        if verb.command != nil {
            arguments.command = reading.behindDashes ?? []
        } else {
            arguments.operands += reading.behindDashes ?? []
        }
        try check(arguments)
        return .run(arguments)
    }

    // MARK: Options

    private func readLong(_ word: String, _ reading: inout Reading) throws(Diagnostic) {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts.first ?? "")
        let option = try option("--\(name)", reading) { $0.name == name }
        guard option.valueName != nil else {
            guard parts.count == 1 else {
                throw Diagnostic("unexpected-value", "option '--\(name)' takes no value, but has '\(parts[1])'")
            }
            reading.given.append((option, "--\(name)", ""))
            return
        }
        let value = parts.count == 2 ? String(parts[1]) : try nextValue(of: option, "--\(name)", &reading)
        reading.given.append((option, "--\(name)", try checked(value, of: option, "--\(name)")))
    }

    private func readShort(_ word: String, _ reading: inout Reading) throws(Diagnostic) {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            let option = try option("-\(letter)", reading) { $0.short == letter }
            guard option.valueName != nil else {
                reading.given.append((option, "-\(letter)", ""))
                continue
            }
            let attached = letters.first == "=" ? letters.dropFirst() : letters
            let value = letters.isEmpty ? try nextValue(of: option, "-\(letter)", &reading) : String(attached)
            reading.given.append((option, "-\(letter)", try checked(value, of: option, "-\(letter)")))
            return
        }
    }

    private func option(
        _ spelled: String, _ reading: Reading, where matches: (Option) -> Bool
    ) throws(Diagnostic) -> Option {
        let verb = try? verb(reading.plain)
        let options = grammar.options(of: verb) + [Self.help]
        if let option = options.first(where: matches) { return option }
        let elsewhere = grammar.verbs.filter { $0.options.contains(where: matches) }.map { "'\($0.name)'" }
        let problem = Diagnostic("unknown-option", "unknown option '\(spelled)'")
        if let verb, !elsewhere.isEmpty {
            throw Diagnostic("unknown-option", "'\(verb.name)' has no option '\(spelled)'")
                .helping("it is an option of \(elsewhere.joined(separator: ", "))")
        }
        guard let near = spelled.closest(of: options.map { "--\($0.name)" }), spelled.hasPrefix("--") else {
            throw problem.helping("'\(grammar.program) help\(verb.map { " \($0.name)" } ?? "")' lists the options")
        }
        throw problem.helping("did you mean '\(near)'?")
    }

    private func nextValue(
        of option: Option, _ spelled: String, _ reading: inout Reading
    ) throws(Diagnostic) -> String {
        let isOption = reading.words.first.map { word in
            word == "--" || grammar.options(of: nil).contains { word == "--\($0.name)" }
        }
        guard isOption == false, let value = reading.words.popFirst() else {
            throw Diagnostic("missing-value", "option '\(spelled)' needs a value: \(option.valueName ?? "")")
        }
        return value
    }

    private func checked(_ value: String, of option: Option, _ spelled: String) throws(Diagnostic) -> String {
        if option.isCount, (Int(value) ?? 0) < 1 {
            throw Diagnostic("wrong-value", "option '\(spelled)' takes a whole number above 0, not '\(value)'")
        }
        if !option.choices.isEmpty, !option.choices.contains(value) {
            let problem = Diagnostic(
                "wrong-value", "option '\(spelled)' takes \(option.choices.joined(separator: ", ")), not '\(value)'")
            throw value.closest(of: option.choices).map { problem.helping("did you mean '\($0)'?") } ?? problem
        }
        return value
    }

    // MARK: Verbs

    private func verb(_ plain: [String]) throws(Diagnostic) -> Verb {
        guard let first = plain.first else {
            throw Diagnostic("missing-command", "no command was given")
                .helping("'\(grammar.program) help' lists the commands")
        }
        let family = grammar.verbs.filter { $0.path.first == first }
        if let verb = family.first(where: { $0.path.count == 1 || $0.path.elementsEqual(plain.prefix(2)) }) {
            return verb
        }
        guard !family.isEmpty else {
            let near = first.closest(of: grammar.verbs.map { $0.path[0] } + ["help"])
            throw Diagnostic("unknown-command", "unknown command '\(first)'")
                .helping(near.map { "did you mean '\($0)'?" } ?? "'\(grammar.program) help' lists the commands")
        }
        let choices = family.compactMap { $0.path.last }
        guard plain.count > 1 else {
            throw Diagnostic("missing-command", "'\(first)' needs one of \(choices.joined(separator: ", "))")
        }
        let near = plain[1].closest(of: choices)
        throw Diagnostic("unknown-command", "'\(first)' knows no '\(plain[1])'")
            .helping(near.map { "did you mean '\($0)'?" } ?? "it takes one of \(choices.joined(separator: ", "))")
    }

    private func check(_ arguments: Arguments) throws(Diagnostic) {
        let verb = arguments.verb
        var left = arguments.operands[...]
        for operand in verb.operands {
            switch operand.arity {
            case .one, .some:
                guard left.popFirst() != nil else {
                    throw Diagnostic("missing-argument", "'\(verb.name)' needs \(operand.name): \(operand.help)")
                        .helping("usage: \(HelpText(grammar).usage(verb))")
                }
            case .optional: _ = left.popFirst()
            case .any: break
            }
            if operand.arity == .some || operand.arity == .any { left = [] }
        }
        if let word = left.first {
            let problem = Diagnostic("unexpected-argument", "'\(verb.name)' does not take '\(word)'")
            throw verb.command == nil
                ? problem.helping("usage: \(HelpText(grammar).usage(verb))")
                : problem.helping("put '--' before the command: \(HelpText(grammar).usage(verb))")
        }
        if let command = verb.command, arguments.command.isEmpty {
            throw Diagnostic("missing-argument", "'\(verb.name)' needs \(command.name) behind '--'")
                .helping("usage: \(HelpText(grammar).usage(verb))")
        }
    }

    // MARK: Help

    /// As much of the words as names a verb or a family of them.
    private func knownVerb(_ plain: [String]) -> [String] {
        for length in [2, 1] where plain.count >= length {
            let path = Array(plain.prefix(length))
            if grammar.verbs.contains(where: { $0.path.starts(with: path) }) { return path }
        }
        return []
    }

    private func helpTopic(_ path: [String]) throws(Diagnostic) -> [String] {
        let known = knownVerb(path)
        if known.isEmpty, !path.isEmpty { _ = try verb(path) }
        return known
    }
}
