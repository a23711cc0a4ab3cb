/// Finds the variables that a template takes from its scope, as against those that it sets itself.
struct NameCollector {
    private var found: Set<String> = []
    private var bound: Set<String> = Set(Globals.functions.keys).union(EvaluatorFunction.allCases.map(\.rawValue))
        .union(LookupFunction.allCases.map(\.rawValue))

    static func names(in statements: [StatementSyntax]) -> Set<String> {
        var collector = NameCollector()
        collector.visit(statements)
        return collector.found
    }

    static func names(in expression: ExpressionSyntax) -> Set<String> {
        var collector = NameCollector()
        collector.visit(expression)
        return collector.found
    }

    private mutating func visit(_ statements: [StatementSyntax]) {
        for statement in statements { visit(statement) }
    }

    /// What is set in a block is not bound behind it.
    private mutating func visitBlock(_ statements: [StatementSyntax], binding names: [String] = []) {
        let outer = bound
        bound.formUnion(names)
        visit(statements)
        bound = outer
    }

    private mutating func visit(_ statement: StatementSyntax) {
        switch statement {
        case .text, .leave: break
        case .output(let expression), .evaluate(let expression), .extends(let expression): visit(expression)
        case .condition(let branches, let otherwise):
            for branch in branches {
                visit(branch.test)
                visitBlock(branch.body)
            }
            visitBlock(otherwise)
        case .loop(let loop):
            visit(loop.items)
            let outer = bound
            bound.formUnion(loop.target.names)
            if let condition = loop.condition { visit(condition) }
            visitBlock(loop.body, binding: ["loop"])
            bound = outer
            visitBlock(loop.otherwise)
        case .assign(let target, let value):
            visit(value)
            bound.formUnion(target.names)
        case .capture(let target, let body, let filter):
            visitBlock(body)
            if let filter { visit(filter) }
            bound.formUnion(target.names)
        case .with(let bindings, let body):
            for binding in bindings { visit(binding.value) }
            visitBlock(body, binding: bindings.flatMap { $0.target.names })
        case .filtered(let body, let filter):
            visitBlock(body)
            visit(filter)
        case .macro(let macro):
            if let name = macro.name { bound.insert(name) }
            visit(macro)
        case .call(let call, let caller):
            visit(call)
            visit(caller)
        case .include(let inclusion): visit(inclusion.name)
        case .importing(let syntax):
            visit(syntax.template)
            switch syntax.names {
            case .module(let name): bound.insert(name)
            case .parts(let parts): bound.formUnion(parts.map { $0.alias })
            }
        case .block(let block): visitBlock(block.body, binding: ["self", "super"])
        }
    }

    /// What is special in a macro, such as `caller`, counts as free, so that the macro knows that it is wanted.
    private mutating func visit(_ macro: MacroSyntax) {
        let outer = bound
        for parameter in macro.parameters {
            if let standard = parameter.standard { visit(standard) }
            bound.insert(parameter.name)
        }
        visit(macro.body)
        bound = outer
    }

    private mutating func visit(_ expression: ExpressionSyntax) {
        if case .name(let name) = expression.kind, !bound.contains(name) { found.insert(name) }
        for part in expression.parts { visit(part) }
    }
}

extension ExpressionSyntax {
    /// The expressions that it directly consists of.
    var parts: [ExpressionSyntax] {
        switch kind {
        case .literal, .name: []
        case .list(let items, isTuple: _): items
        case .concatenation(let items), .all(let items), .any(let items): items
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .attribute(let base, _, _), .unary(_, let base): [base]
        case .item(let base, let key): [base, key]
        case .slice(let base, let slice): [base] + [slice.start, slice.stop, slice.step].compactMap { $0 }
        case .call(let callee, let arguments): [callee] + arguments.all
        case .filter(let input, _, let arguments): [input].compactMap { $0 } + arguments.all
        case .test(let base, _, let arguments, _): [base] + arguments.all
        case .binary(_, let left, let right): [left, right]
        case .comparison(let first, let rest): [first] + rest.map { $0.operand }
        case .choice(let condition, let then, let otherwise): [condition, then] + [otherwise].compactMap { $0 }
        }
    }
}
