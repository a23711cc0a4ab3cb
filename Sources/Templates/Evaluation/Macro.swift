internal import Diagnostics

/// A macro, or the body of a `call`, with the variables that it sees.
final class Macro: Referenced {
    private let syntax: MacroSyntax
    private let frame: Frame
    /// The template in which it is defined, whose blocks it may name.
    private let rendering: Rendering

    init(_ syntax: MacroSyntax, in frame: Frame, of rendering: Rendering) {
        self.syntax = syntax
        self.frame = frame
        self.rendering = rendering
    }

    var typeName: String { "the \(syntax.spelling)" }
    let isCallable = true
    var text: String { syntax.name.map { "<Macro '\($0)'>" } ?? "<Macro anonymous>" }
    var keys: [String] { ["name", "arguments", "caller", "catch_kwargs", "catch_varargs"] }

    func value(of key: String, in evaluator: Evaluator) throws(Diagnostic) -> Value? {
        switch key {
        case "name": syntax.name.map { .string($0) } ?? .null
        case "arguments": .tuple(syntax.parameters.map { .string($0.name) })
        case "caller": .bool(syntax.extras.contains(.caller))
        case "catch_kwargs": .bool(syntax.extras.contains(.kwargs))
        case "catch_varargs": .bool(syntax.extras.contains(.varargs))
        default: nil
        }
    }

    func call(_ member: String?, _ arguments: Arguments, in evaluator: Evaluator) throws(Diagnostic) -> Value? {
        guard member == nil else { return nil }
        let frame = Frame(in: frame)
        let missing = try bind(arguments, in: frame, evaluator)
        return try evaluator.calling(syntax.spelling, at: arguments.span) { () throws(Diagnostic) in
            try evaluator.within(frame, of: rendering) { () throws(Diagnostic) in
                for parameter in missing {
                    frame.values[parameter.name] =
                        try parameter.standard.map { standard throws(Diagnostic) in try evaluator.evaluate(standard) }
                        ?? undefined("the parameter '\(parameter.name)' was not given", at: arguments.span)
                }
                var output = evaluator.newOutput()
                _ = try evaluator.run(syntax.body, into: &output)
                return output.value
            }
        }
    }

    /// Binds what is given, and returns the parameters that are not.
    private func bind(
        _ arguments: Arguments, in frame: Frame, _ evaluator: Evaluator
    ) throws(Diagnostic) -> [MacroSyntax.Parameter] {
        let parameters = syntax.parameters
        var named = arguments.named
        var missing: [MacroSyntax.Parameter] = []
        for (index, parameter) in parameters.enumerated() {
            if index < arguments.positional.count {
                try evaluator.bind(arguments.positional[index], to: parameter.name, in: frame, at: arguments.span)
            } else if let place = named.firstIndex(where: { $0.name == parameter.name }) {
                let value = named.remove(at: place).value
                try evaluator.bind(value, to: parameter.name, in: frame, at: arguments.span)
            } else {
                missing.append(parameter)
            }
        }
        if syntax.extras.contains(.caller) {
            let place = named.firstIndex { $0.name == "caller" }
            frame.values["caller"] =
                place.map { named.remove(at: $0).value }
                ?? undefined("'caller' is not defined: this is no {% call %}", at: arguments.span)
        }
        try bindRest(Array(arguments.positional.dropFirst(parameters.count)), named, at: arguments.span, in: frame)
        return missing
    }

    private func bindRest(
        _ positional: [Value], _ named: [(name: String, value: Value)], at span: Span, in frame: Frame
    ) throws(Diagnostic) {
        if syntax.extras.contains(.kwargs) {
            frame.values["kwargs"] = .map(ValueMap(named.map { ($0.name, $0.value) }))
        } else if let (name, _) = named.first {
            let problem = Diagnostic("wrong-arguments", "\(syntax.spelling) has no parameter '\(name)'", at: span)
            throw name == "caller"
                ? problem.helping("its body has to print {{ caller() }} to be used with 'call'")
                : name.closest(of: syntax.parameters.map(\.name)).map { problem.helping("did you mean '\($0)'?") }
                    ?? problem
        }
        if syntax.extras.contains(.varargs) {
            frame.values["varargs"] = .tuple(positional)
        } else if !positional.isEmpty {
            let count = syntax.parameters.count
            let most = count == 0 ? "no arguments" : count == 1 ? "one argument" : "at most \(count) arguments"
            throw Diagnostic(
                "wrong-arguments", "\(syntax.spelling) takes \(most), not \(count + positional.count)", at: span)
        }
    }

    private func undefined(_ message: String, at span: Span) -> Value {
        Value(.undefined(Diagnostic("undefined-variable", message, at: span)))
    }
}
