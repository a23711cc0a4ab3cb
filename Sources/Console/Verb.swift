/// Something that the program can be told to do, such as `plan` or `inventory graph`.
package struct Verb: Sendable, Hashable {
    /// A word that a verb takes besides its options.
    package struct Operand: Sendable, Hashable {
        package enum Arity: Sendable, Hashable { case one, optional, any, some }
        /// As the usage line has it: `HOST`.
        package var name: String
        package var arity: Arity
        package var help: String

        package init(_ name: String, _ help: String, _ arity: Arity = .one) {
            self.name = name
            self.arity = arity
            self.help = help
        }
    }

    /// One word, or two for a verb under another.
    package var path: [String]
    package var summary: String
    package var operands: [Operand]
    package var options: [Option]
    /// Words of another program's command line, which stand behind `--`; nil for a verb that takes none.
    package var command: Operand?

    package init(
        _ path: String..., summary: String, operands: [Operand] = [], options: [Option] = [], command: Operand? = nil
    ) {
        self.path = path
        self.summary = summary
        self.operands = operands
        self.options = options
        self.command = command
    }

    package var name: String { path.joined(separator: " ") }
}

/// All that can be said to a program.
package struct Grammar: Sendable {
    package var program: String
    package var summary: String
    package var verbs: [Verb]
    /// What every verb takes.
    package var everywhere: [OptionGroup]

    package init(program: String, summary: String, verbs: [Verb], everywhere: [OptionGroup]) {
        self.program = program
        self.summary = summary
        self.verbs = verbs
        self.everywhere = everywhere
    }

    /// The options of one verb, or before it is known which, of all verbs.
    func options(of verb: Verb?) -> [Option] {
        everywhere.flatMap(\.options) + (verb?.options ?? verbs.flatMap(\.options))
    }
}
