internal import Diagnostics

/// What a filter, a test or a function takes: `["old", "new", "count?"]`, where `?` marks what may be left
/// out, `*` takes any number of further values and `**` values of any name.
struct Parameters: Sendable, ExpressibleByArrayLiteral {
    private var names: [String] = []
    /// Those behind `*`, which are given by name alone.
    private var onlyNamed: [String] = []
    private var required = 0
    private var takesMore = false
    private var takesAnyName = false

    init(arrayLiteral words: String...) { self.init(words) }

    init(_ words: [String]) {
        for word in words {
            switch word {
            case "*": takesMore = true
            case "**": takesAnyName = true
            case _ where takesMore: onlyNamed.append(word.hasSuffix("?") ? String(word.dropLast()) : word)
            default:
                if !word.hasSuffix("?") { required += 1 }
                names.append(word.hasSuffix("?") ? String(word.dropLast()) : word)
            }
        }
    }

    /// Checks a call as it is written; what `*` and `**` spread is checked when it is evaluated.
    func check(_ arguments: ArgumentsSyntax, of callee: String, at span: Span) throws(Diagnostic) {
        guard arguments.spreadList == nil, arguments.spreadMap == nil else { return }
        try check(count: arguments.positional.count, names: arguments.named.map { $0.name }, of: callee, at: span)
    }

    /// The values by the names of the parameters.
    func bind(_ arguments: Arguments, of callee: String) throws(Diagnostic) -> BoundArguments {
        try check(
            count: arguments.positional.count, names: arguments.named.map { $0.name }, of: callee, at: arguments.span)
        var bound = BoundArguments(span: arguments.span)
        for (name, value) in zip(names, arguments.positional) { bound.values[name] = value }
        bound.rest = Array(arguments.positional.dropFirst(names.count))
        for (name, value) in arguments.named {
            if names.contains(name) || onlyNamed.contains(name) {
                bound.values[name] = value
            } else {
                bound.others.append((name, value))
            }
        }
        return bound
    }

    private func check(
        count: Int, names given: [String], of callee: String, at span: Span
    ) throws(Diagnostic) {
        if count > names.count, !takesMore {
            throw Diagnostic(
                "wrong-arguments", "\(callee) takes \(amount(names.count)), not \(count)", at: span)
        }
        for name in given where !takesAnyName && !names.contains(name) && !onlyNamed.contains(name) {
            let problem = Diagnostic("wrong-arguments", "\(callee) has no parameter '\(name)'", at: span)
            let known = names + onlyNamed
            throw known.isEmpty ? problem : problem.helping("it has " + known.map { "'\($0)'" }.joined(separator: ", "))
        }
        for name in names.prefix(count) where given.contains(name) {
            throw Diagnostic("wrong-arguments", "\(callee) is given '\(name)' twice", at: span)
        }
        for name in names.prefix(required).dropFirst(count) where !given.contains(name) {
            throw Diagnostic("wrong-arguments", "\(callee) needs the argument '\(name)'", at: span)
        }
    }

    private func amount(_ count: Int) -> String {
        switch count {
        case 0: "no arguments"
        case 1: "one argument"
        default: "at most \(count) arguments"
        }
    }
}

/// The values of a call by the names of the parameters.
struct BoundArguments: Sendable {
    var values: [String: Value] = [:]
    /// What `*` took.
    var rest: [Value] = []
    /// What `**` took.
    var others: [(name: String, value: Value)] = []
    var span: Span

    subscript(name: String) -> Value? { values[name] }

    func flag(_ name: String, default standard: Bool = false) -> Bool { values[name]?.isTrue ?? standard }

    func text(_ name: String, default standard: String = "") -> String { values[name]?.text ?? standard }

    /// What has to be text.
    func string(_ name: String) throws(Diagnostic) -> String {
        guard let value = values[name] else { return "" }
        guard let text = value.string else {
            throw Diagnostic("wrong-type", "'\(name)' takes text, not \(value.typeName)", at: span)
        }
        return text
    }

    /// A count, a width or the like; a null is as if it were not given.
    ///
    /// Cut to 40 bits, so that a little arithmetic with it cannot overflow.
    func int(_ name: String) throws(Diagnostic) -> Int? {
        guard let value = values[name] else { return nil }
        if case .null = value.payload { return nil }
        guard let number = value.clampedInt else {
            throw Diagnostic("wrong-type", "'\(name)' takes an integer, not \(value.typeName)", at: span)
        }
        return number
    }

    func int(_ name: String, default standard: Int) throws(Diagnostic) -> Int { try int(name) ?? standard }
}
