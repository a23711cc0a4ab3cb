/// An option of the command line, declared once: parsing, help texts and guesses at slips come from it.
package struct Option: Sendable, Hashable {
    /// Without the dashes.
    package var name: String
    package var short: Character?
    /// What stands for the value in the help; nil for a switch, which takes none.
    package var valueName: String?
    package var help: String
    /// Given more than once, all values count; otherwise the last one does.
    package var isRepeatable: Bool
    /// The only values it takes; empty for any.
    package var choices: [String]
    /// Whether the value has to be a whole number above nought.
    package var isCount: Bool

    package init(
        _ name: String, short: Character? = nil, value valueName: String? = nil, repeatable isRepeatable: Bool = false,
        choices: [String] = [], count isCount: Bool = false, _ help: String
    ) {
        self.name = name
        self.short = short
        self.valueName = valueName
        self.help = help
        self.isRepeatable = isRepeatable
        self.choices = choices
        self.isCount = isCount
    }
}

/// Options that are listed together in the help.
package struct OptionGroup: Sendable, Hashable {
    package var title: String
    package var options: [Option]

    package init(_ title: String, _ options: [Option]) {
        self.title = title
        self.options = options
    }
}
