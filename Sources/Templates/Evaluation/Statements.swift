internal import Diagnostics

/// What a template has printed so far.
struct Output {
    /// How many bytes may be printed.
    let limit: Int
    /// Whether secrets are printed as what they are, not as what they say.
    let masksSecrets: Bool
    private(set) var text = ""
    private(set) var isSensitive = false

    init(limit: Int, masksSecrets: Bool = false) {
        self.limit = limit
        self.masksSecrets = masksSecrets
    }

    mutating func append(_ more: String) { text += more }

    mutating func append(_ value: Value, at span: Span) throws(Diagnostic) {
        // What is null prints as nothing, as Ansible has it; Jinja2 alone prints None.
        let isSecret = value.holdsSecret
        if case .null = value.payload {} else { text += isSecret && masksSecrets ? "(sensitive)" : value.text }
        isSensitive = isSensitive || isSecret
        guard text.utf8.count <= limit else {
            throw Diagnostic("too-long", "the template prints more than \(limit) bytes", at: span)
        }
    }

    var value: Value { Value.string(text).tainted(isSensitive) }
}

extension Evaluator {
    func run(_ statements: [StatementSyntax], into output: inout Output) throws(Diagnostic) {
        for statement in statements { try run(statement, into: &output) }
    }

    private func run(_ statement: StatementSyntax, into output: inout Output) throws(Diagnostic) {
        switch statement {
        case .text(let text): output.append(text)
        case .output(let expression): try output.append(try value(expression), at: expression.span)
        case .condition(let branches, let otherwise):
            for (test, body) in branches where try value(test).isTrue { return try run(body, into: &output) }
            try run(otherwise, into: &output)
        case .loop(let loop): try run(loop, into: &output)
        case .assign(let target, let expression): try assign(try evaluate(expression), to: target)
        case .capture(let target, let body, let filter):
            try assign(try captured(body, filter: filter), to: target)
        case .with(let bindings, let body):
            // Values are those of outside, whatever the names before them bind.
            let values = try bindings.map { binding throws(Diagnostic) in try evaluate(binding.value) }
            pushFrame()
            defer { popFrame() }
            for (binding, value) in zip(bindings, values) { try assign(value, to: binding.target) }
            try run(body, into: &output)
        case .filtered(let body, let filter):
            try output.append(try captured(body, filter: filter), at: filter.span)
        }
    }

    /// What statements print, as a value; their own variables are gone afterwards.
    private func captured(_ body: [StatementSyntax], filter: ExpressionSyntax?) throws(Diagnostic) -> Value {
        pushFrame()
        defer { popFrame() }
        var output = Output(limit: limits.bytes)
        try run(body, into: &output)
        guard let filter else { return output.value }
        return try apply(filter, to: output.value)
    }

    /// Applies a chain of filters whose first has no input.
    private func apply(_ chain: ExpressionSyntax, to input: Value) throws(Diagnostic) -> Value {
        guard case .filter(let inner, let filter, let arguments) = chain.kind else { return try value(chain) }
        let value = try inner.map { inner throws(Diagnostic) in try apply(inner, to: input) } ?? input
        return try apply(filter, to: value, arguments, at: chain.span)
    }

    private func run(_ loop: LoopSyntax, into output: inout Output) throws(Diagnostic) {
        let collection = try value(loop.items)
        guard var items = collection.items else {
            throw Diagnostic(
                "wrong-type", "a loop goes through a list, not \(collection.typeName)", at: loop.items.span)
        }
        if let condition = loop.condition {
            var kept: [Value] = []
            for item in items {
                try countRound(at: loop.span)
                pushFrame()
                defer { popFrame() }
                try assign(item, to: loop.target)
                if try value(condition).isTrue { kept.append(item) }
            }
            items = kept
        }
        if items.isEmpty { return try run(loop.otherwise, into: &output) }
        for index in items.indices {
            try countRound(at: loop.span)
            pushFrame()
            defer { popFrame() }
            try assign(items[index], to: loop.target)
            setLoop(Loop(items: items, index: index))
            try run(loop.body, into: &output)
        }
    }
}
