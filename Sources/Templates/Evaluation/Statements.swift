internal import Diagnostics

/// Where the evaluation goes on behind a statement.
enum Flow { case onwards, nextRound, behindLoop }

extension Evaluator {
    func run(_ statements: [StatementSyntax], into output: inout Output) throws(Diagnostic) -> Flow {
        for statement in statements {
            let flow = try run(statement, into: &output)
            if flow != .onwards { return flow }
        }
        return .onwards
    }

    private func run(_ statement: StatementSyntax, into output: inout Output) throws(Diagnostic) -> Flow {
        switch statement {
        case .text(let text): try output.append(text)
        case .output(let expression):
            if output.isMuted { return .onwards }
            try output.append(try value(expression), at: expression.span)
        case .evaluate(let expression): _ = try evaluate(expression)
        case .condition(let branches, let otherwise):
            for (test, body) in branches where try evaluate(test).existing().isTrue {
                return try run(body, into: &output)
            }
            return try run(otherwise, into: &output)
        case .loop(let loop): return try run(loop, into: &output)
        case .leave(let continues): return continues ? .nextRound : .behindLoop
        case .assign(let target, let expression): try assign(try evaluate(expression), to: target)
        case .capture(let target, let body, let filter):
            let (text, flow) = try captured(body, filter: filter)
            guard flow == .onwards else { return flow }
            try assign(text, to: target)
        case .with(let bindings, let body):
            // Values are those of outside, whatever the names before them bind.
            let values = try bindings.map { binding throws(Diagnostic) in try evaluate(binding.value) }
            return try within(Frame(in: frame)) { () throws(Diagnostic) in
                for (binding, value) in zip(bindings, values) { try assign(value, to: binding.target) }
                return try run(body, into: &output)
            }
        case .filtered(let body, let filter):
            let (text, flow) = try captured(body, filter: filter)
            guard flow == .onwards else { return flow }
            try output.appendAlways(text, at: filter.span)
        case .macro(let macro): try define(macro)
        case .call(let call, let caller): try run(call, caller: caller, into: &output)
        case .include(let inclusion): try include(inclusion, into: &output)
        case .importing(let syntax): try importNames(syntax)
        case .extends(let name): try extend(name, output: &output)
        case .block(let block): try run(block, into: &output)
        }
        return .onwards
    }

    /// What statements print, as a value; their own variables are gone afterwards.
    private func captured(
        _ body: [StatementSyntax], filter: ExpressionSyntax?
    ) throws(Diagnostic) -> (Value, Flow) {
        try within(Frame(in: frame)) { () throws(Diagnostic) in
            var output = newOutput()
            let flow = try run(body, into: &output)
            guard let filter, flow == .onwards else { return (output.value, flow) }
            return (try apply(filter, to: output.value), flow)
        }
    }

    /// Applies a chain of filters whose first has no input.
    private func apply(_ chain: ExpressionSyntax, to input: Value) throws(Diagnostic) -> Value {
        guard case .filter(let inner, let filter, let arguments) = chain.kind else { return try value(chain) }
        let value = try inner.map { inner throws(Diagnostic) in try apply(inner, to: input) } ?? input
        return try apply(filter, to: value, arguments, at: chain.span)
    }
}

// MARK: - loops

extension Evaluator {
    private func run(_ loop: LoopSyntax, into output: inout Output) throws(Diagnostic) -> Flow {
        try run(loop, over: try evaluate(loop.items), depth: 0, into: &output)
    }

    @discardableResult
    func run(
        _ syntax: LoopSyntax, over collection: Value, depth: Int, into output: inout Output
    ) throws(Diagnostic) -> Flow {
        guard let items = try collection.existing().items else {
            throw Diagnostic(
                "wrong-type", "a loop goes through a list, not \(collection.typeName)", at: syntax.items.span)
        }
        let loop = Loop(syntax, over: items, in: frame, depth: depth)
        let reference = reference(to: loop)
        var wasWhole = false
        while let item = try loop.advance(in: self) {
            try countRound(at: syntax.span)
            let inner = Frame(in: frame)
            inner.values["loop"] = reference
            let flow = try within(inner) { () throws(Diagnostic) in
                try assign(item, to: syntax.target)
                return try run(syntax.body, into: &output)
            }
            if flow == .behindLoop { break }
            if flow == .onwards { wasWhole = true }
        }
        // Jinja2 takes rounds that were left for none.
        if wasWhole { return .onwards }
        return try within(Frame(in: frame)) { () throws(Diagnostic) in try run(syntax.otherwise, into: &output) }
    }
}

// MARK: - macros

extension Evaluator {
    private func define(_ macro: MacroSyntax) throws(Diagnostic) {
        guard let name = macro.name, let rendering else { return }
        let value = reference(to: Macro(macro, in: frame, of: rendering))
        try assign(value, to: .name(name, macro.span))
    }

    private func run(
        _ call: ExpressionSyntax, caller: MacroSyntax, into output: inout Output
    ) throws(Diagnostic) {
        guard case .call(let callee, let syntax) = call.kind, let rendering else { return }
        let body = reference(to: Macro(caller, in: frame, of: rendering))
        let function = try evaluate(callee)
        var arguments = try arguments(syntax, at: call.span)
        arguments.named.append(("caller", body))
        let result = try self.call(function, arguments, callee.spelling ?? function.typeName)
        try output.appendAlways(try result.defined(), at: call.span)
    }
}
