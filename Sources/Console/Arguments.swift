/// A command line that was understood.
package struct Arguments: Sendable, Hashable {
    package var verb: Verb
    /// The words that are neither options nor their values, in order.
    package var operands: [String]
    /// What stands behind `--` for a verb that takes a command.
    package var command: [String]
    /// By option name, in the order given; a switch has an empty text.
    private var given: [String: [String]]

    package init(verb: Verb, operands: [String] = [], command: [String] = [], given: [String: [String]] = [:]) {
        self.verb = verb
        self.operands = operands
        self.command = command
        self.given = given
    }

    package func has(_ option: Option) -> Bool { given[option.name] != nil }
    package func values(_ option: Option) -> [String] { given[option.name] ?? [] }
    package func value(_ option: Option) -> String? { given[option.name]?.last }
    /// The value of an option that takes a number; the parser has seen to it that it is one.
    package func number(_ option: Option) -> Int? { value(option).flatMap { Int($0) } }

    /// The parts of comma-separated lists: `-t a,b -t c`.
    package func list(_ option: Option) -> [String] {
        values(option).flatMap { $0.split(separator: ",").map(String.init) }
    }
}

/// What a command line asks for.
package enum Invocation: Sendable, Hashable {
    case run(Arguments)
    /// Help for one verb, for all verbs that start with a word, or for the whole program.
    case help([String])
}
