/// A key that an entry of any type may have; the engine or the manifest reads it, not the type.
package struct CommonKey: Sendable, Hashable {
    package let name: String
    package let typeName: String
    package let help: String
    /// Of what a type must answer one for its entries to have the key; empty where all have it.
    package let answers: [Owed.Kind]

    private init(_ name: String, _ typeName: String, _ help: String, answers: [Owed.Kind] = []) {
        self.name = name
        self.typeName = typeName
        self.help = help
        self.answers = answers
    }

    package static let all: [CommonKey] = [
        .init("name", "text", "What the entry is called in the output, where the address says too little."),
        .init("when", "an expression", "Whether the entry counts on a host; if not, what it names is left alone."),
        .init("loop", "a list or a mapping", "Makes the entry once for each item, as `item`."),
        .init("loop_var", "text", "What an item of the loop is called, in place of `item`."),
        .init("vars", "a mapping", "Variables of this entry alone."),
        .init("tags", "a list of text", "What `--tags` and `--skip-tags` choose it by."),
        .init("become", "true, false or a user", "Whether, and as whom, it is looked at and done."),
        .init("become_user", "text", "The user that `become` takes, if it is not root."),
        .init("sensitive", "true or false", "Its values are never shown, logged or stored."),
        .init("ignore_errors", "true or false", "Its failure does not stop what comes behind it."),
        .init("timeout", "a duration", "How long its actions may stay silent."),
        .init(
            "retry", "a number, or attempts and delay", "How often its actions are tried before they count as failed."),
        .init(
            "after", "a list of text",
            "Manifests that must be through before it: on the host, or with `@` and a host pattern on others."),
        .init(
            "triggers", "any value", "It is restarted, or run, when this is not what it was at its last good one.",
            answers: [.restart, .run]),
        .init(
            "restart_on", "a list of addresses", "It is restarted when one of these changed since its last start.",
            answers: [.restart]),
        .init(
            "reload_on", "a list of addresses", "It is reloaded when one of these changed since its last start.",
            answers: [.reload]),
        .init(
            "run_on", "a list of addresses", "It is run when one of these changed since it last ran well.",
            answers: [.run]),
    ]

    /// Keys of the language that no type answers yet.
    package static let unbuilt: Set<String> = ["protect", "health"]

    /// Those that entries of a type may have.
    static func all(of type: any Resource.Type) -> [CommonKey] {
        all.filter { key in key.answers.isEmpty || key.answers.contains { type.answers.contains($0) } }
    }
}
