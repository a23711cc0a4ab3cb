internal import Diagnostics
internal import Inventory
internal import Model
internal import Templates
internal import YAML

/// What any entry may say, whether it is of a type or includes a module.
struct EntryKeys: Sendable {
    let label: Node?
    let condition: Condition
    let loop: Loop?
    let tags: Set<String>
    let become: Become
    let isSensitive: Bool
    let ignoresErrors: Bool
    let timeout: Duration?
    let retry: Retry?
    let triggers: Node?
    let afterManifests: [Node]
    let barriers: [WrittenBarrier]
    let afterEntries: [Node]

    /// Reads them; what is wrong goes to the reader.
    init(_ reader: inout MappingReader) {
        label = reader.text("name")
        condition = reader.condition("when")
        loop = reader.loop()
        tags = reader.tags()
        become = Become(&reader)
        isSensitive = reader.flag("sensitive") ?? false
        ignoresErrors = reader.flag("ignore_errors") ?? false
        timeout = reader.duration("timeout")
        retry = reader.retry()
        triggers = reader.node("triggers")
        let after = reader.after()
        afterManifests = after.manifests
        barriers = after.barriers
        afterEntries = after.entries
        reader.report((label?.templateProblems ?? []) + (triggers?.templateProblems ?? []))
    }
}

extension MappingReader {
    fileprivate mutating func condition(_ key: String) -> Condition {
        guard let given = node(key) else { return Condition() }
        return problems.collect { try Condition(given, of: key) } ?? Condition()
    }

    fileprivate mutating func loop() -> Loop? {
        let variable = text("loop_var")
        guard let given = node("loop") else {
            if let variable {
                report(
                    Diagnostic(
                        "loop-variable", "'loop_var' names the items of a loop, and there is none", at: variable.span
                    )
                    .helping("give the entry a 'loop', or remove 'loop_var'"))
            }
            return nil
        }
        let name = variable?.string ?? "item"
        if let variable, !name.isVariableName {
            report(Diagnostic("variable-name", "'\(name)' cannot be a variable's name", at: variable.span))
        }
        if given.string == nil { report(given.templateProblems) }
        return problems.collect { try Loop(given, variable: name) }
    }

    /// A number and a unit, or a whole number of seconds.
    mutating func duration(_ key: String) -> Duration? {
        guard let given = node(key) else { return nil }
        if case .int(let seconds)? = given.scalar, seconds > 0 { return .seconds(seconds) }
        return problems.collect { try Duration(Given(field: key, node: given)) }
    }

    /// How often an entry is tried: a number of attempts, or that and the time between them.
    fileprivate mutating func retry() -> Retry? {
        guard let given = node("retry") else { return nil }
        guard given.mapping != nil else { return attempts(given, of: "retry").map { Retry(attempts: $0) } }
        var reader = MappingReader(given, noun: "retry")
        let attempts = reader.node("attempts").map { reader.attempts($0, of: "attempts") } ?? Retry.usualAttempts
        let delay = reader.duration("delay")
        reader.finish()
        report(reader.problems)
        return attempts.map { Retry(attempts: $0, delay: delay ?? Retry.usualDelay) }
    }

    private mutating func attempts(_ given: Node, of key: String) -> Int? {
        if case .int(let number)? = given.scalar, (1...Retry.mostAttempts).contains(number) { return number }
        reject(given, of: key, "a whole number from 1 to \(Retry.mostAttempts)")
        return nil
    }

    /// Sees whether references say `type:identity`, as far as no template hides it.
    mutating func checkReferences(_ given: [Node], types: TypeTable) {
        for node in given where !node.holdsTemplate {
            _ = problems.collect { try Reference(node, types: types) }
        }
        for node in given { report(node.templateProblems) }
    }
}
