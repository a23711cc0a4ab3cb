internal import Diagnostics
internal import Model
internal import Templates
internal import YAML

/// A parameter of a module: what it takes, and what it is where nothing is given.
struct Parameter: Sendable {
    let name: String
    let span: Span
    let type: ParameterType
    let isRequired: Bool
    /// The value where none is given, as it is written.
    let defaultValue: Node?
    /// The only values that it takes; empty where any will do.
    private let choices: [Node]
    /// What all of its text has to match, as Python's `re` reads it.
    private let pattern: Expression?
    private let patternText: String
    let help: String?

    /// Reads a declaration: a mapping, or the type alone.
    init(_ entry: Node.Entry, problems: inout [Diagnostic]) {
        name = entry.key.string ?? ""
        span = entry.key.span
        var node = entry.value
        if let word = node.string, !node.isNull {
            node.value = .mapping([
                .init(
                    key: Node(.scalar("type", isQuoted: false), at: entry.value.span),
                    value: Node(.scalar(word, isQuoted: false), at: entry.value.span))
            ])
        }
        var reader = MappingReader(node, noun: "a parameter")
        if !name.isVariableName {
            reader.report(
                Diagnostic("variable-name", "'\(name)' cannot be a parameter's name", at: span)
                    .helping("a name has letters, digits and '_', and starts with no digit"))
        }
        type = reader.parameterType()
        defaultValue = reader.node("default")
        let required = reader.flag("required")
        isRequired = required ?? (node["default"] == nil)
        choices = reader.node("choices")?.sequence ?? []
        let text = reader.text("pattern")
        patternText = text?.string ?? ""
        pattern = reader.pattern(text)
        help = reader.text("help")?.string
        reader.finish()
        if required == true, node["default"] != nil {
            reader.report(
                Diagnostic("parameter-default", "parameter '\(name)' is required and has a default", at: span)
                    .helping("a parameter with a default is never missing: remove one of the two"))
        }
        problems += reader.problems
        guard reader.problems.isEmpty, let defaultValue else { return }
        if defaultValue.holdsTemplate {
            problems += defaultValue.templateProblems
        } else {
            _ = problems.collect { try read(defaultValue) }
        }
    }

    /// A given value as the type has it.
    ///
    /// - Throws: Why it cannot be taken; a secret is not told.
    func read(_ node: Node) throws(Problems) -> Node {
        let given = Given(field: name, node: node)
        var value: Node
        do {
            value = try type.read(given)
        } catch {
            throw Problems(error.all.map(declared))
        }
        value.isSensitive = node.isSensitive
        if !choices.isEmpty, !choices.contains(where: { $0.string == value.string }) {
            let words = choices.compactMap(\.string)
            let problem = Diagnostic(
                "parameter-choice", "'\(name)' is one of \(words.joined(separator: ", ")), not \(value.inWords)",
                at: node.span)
            let near = value.isSensitive ? nil : (value.string ?? "").closest(of: words)
            throw Problems([declared(near.map(problem.suggesting) ?? problem)])
        }
        if let pattern, try !matches(pattern, value) {
            throw Problems([
                declared(
                    Diagnostic(
                        "parameter-pattern", "'\(name)' has to match '\(patternText)', and is \(value.inWords)",
                        at: node.span))
            ])
        }
        return value
    }

    private func matches(_ pattern: Expression, _ value: Node) throws(Problems) -> Bool {
        let scope = DictionaryScope(["value": .string(value.string ?? ""), "pattern": .string("(?:\(patternText))$")])
        do {
            return try pattern.evaluate(in: scope).isTrue
        } catch {
            throw Problems([Diagnostic(error.code, error.message, at: span)])
        }
    }

    private func declared(_ problem: Diagnostic) -> Diagnostic {
        var copy = problem
        if problem.span?.file != span.file || problem.span?.start.line != span.start.line {
            copy.notes.append(.note("parameter '\(name)' is declared here", at: span))
        }
        if copy.help == nil, copy.fixIts.isEmpty { copy.help = help.map { "\(name): \($0)" } }
        return copy
    }
}

extension MappingReader {
    fileprivate mutating func parameterType() -> ParameterType {
        let known = ParameterType.allCases.map(\.rawValue)
        guard let given = text("type") else {
            report(
                Diagnostic("missing-key", "the parameter does not say what it takes", at: node.start)
                    .helping("type: one of \(known.joined(separator: ", "))"))
            return .any
        }
        if let type = ParameterType(rawValue: given.string ?? "") { return type }
        let problem = Diagnostic("parameter-type", "no parameter has the type '\(given.string ?? "")'", at: given.span)
        report(problem.suggestingClosest(to: given.string ?? "", of: known))
        return .any
    }

    /// An expression that tells whether a value matches; the regular expression itself is tried once.
    fileprivate mutating func pattern(_ given: Node?) -> Expression? {
        guard let given else { return nil }
        return problems.collect {
            let test = try Expression(parsing: "value is match(pattern)", at: given.span)
            _ = try test.evaluate(
                in: DictionaryScope(["value": .string(""), "pattern": .string("(?:\(given.string ?? ""))$")]))
            return test
        }
    }
}
