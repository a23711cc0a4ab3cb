internal import Diagnostics
internal import Digests

/// Works out the expressions and statements of one template, and of those that it uses, for one scope.
final class Evaluator {
    let scope: any Scope
    let loader: any TemplateLoader
    let limits: Limits
    /// Whether what is printed in the end says of secrets only that they are some.
    let masksSecrets: Bool
    /// The variables that are seen where the evaluation is.
    private(set) var frame: Frame
    /// The template in which it is.
    private(set) var rendering: Rendering?
    /// What references stand for.
    private var referenced: [any Referenced] = []
    /// What templates that see nothing of this one gave when they were imported.
    var modules: [String: Module] = [:]
    /// How the template is written that was asked for, and others that were read again because of that.
    var settings = TemplateSettings()
    var reread: [String: Template] = [:]
    /// Whether what is printed keeps its type where it stands alone.
    private let keepsTypes: Bool
    private var regexes: [String: Regex] = [:]
    private var rounds = 0
    private var depth = 0

    init(
        scope: any Scope, loader: any TemplateLoader = NoTemplates(), limits: Limits = Limits(),
        keepsTypes: Bool = false, masksSecrets: Bool = false
    ) {
        self.scope = scope
        self.keepsTypes = keepsTypes
        self.loader = loader
        self.limits = limits
        self.masksSecrets = masksSecrets
        frame = Frame(seesScope: true)
    }

    /// The value of an expression, which has to be defined.
    func value(_ expression: ExpressionSyntax) throws(Diagnostic) -> Value {
        try evaluate(expression).defined()
    }

    /// The value of an expression, or what stands for one that is not defined.
    func evaluate(_ expression: ExpressionSyntax) throws(Diagnostic) -> Value {
        switch expression.kind {
        case .literal(let value): return value
        case .name(let name): return try variable(name, at: expression.span)
        case .list(let items, let isTuple):
            let values = try items.map { item throws(Diagnostic) in try evaluate(item) }
            return try (isTuple ? Value.tuple(values) : .list(values)).noticingUndefined.checked(at: expression.span)
        case .map(let entries): return try map(entries).noticingUndefined.checked(at: expression.span)
        case .attribute(let base, let name, let span): return try attribute(name, of: base, at: span)
        case .item(let base, let key): return try item(key, of: base, at: expression.span)
        case .slice(let base, let slice): return try self.slice(slice, of: base, at: expression.span)
        case .call(let callee, let arguments): return try call(callee, arguments, at: expression.span)
        case .filter(let input, let filter, let arguments):
            return try apply(
                filter, to: try input.map { input throws(Diagnostic) in try evaluate(input) } ?? .null,
                arguments, at: expression.span)
        case .test(let base, let test, let arguments, let isNegated):
            let input = try evaluate(base)
            let given = try self.arguments(arguments, at: expression.span)
            let isSecret = input.holdsSecret || given.all.contains { $0.holdsSecret }
            let holds = try withholding(isSecret) { () throws(Diagnostic) in
                try test.holds(for: input, given, in: self)
            }
            return Value.bool(holds != isNegated).tainted(isSecret)
        case .unary(let sign, let operand): return try unary(sign, operand)
        case .binary(let sign, let left, let right):
            return try joined(sign, try evaluate(left), try evaluate(right), at: expression.span)
        case .comparison(let first, let rest): return try comparison(first, rest)
        case .concatenation(let operands):
            let values = try operands.map { operand throws(Diagnostic) in try value(operand) }
            let text = values.map { $0.text }.joined()
            return try Value.string(text).tainted(values.contains { $0.holdsSecret }).checked(at: expression.span)
        case .all(let operands): return try chosen(of: operands) { !$0.isTrue }
        case .any(let operands): return try chosen(of: operands) { $0.isTrue }
        case .choice(let condition, let then, let otherwise):
            if try value(condition).isTrue { return try evaluate(then) }
            guard let otherwise else {
                return Value(
                    .undefined(
                        Diagnostic(
                            Value.noElse, "the condition is false and there is no 'else'", at: expression.span)))
            }
            return try evaluate(otherwise)
        }
    }

    /// What an operator makes of two values; parts of lists that are joined or repeated may be undefined.
    private func joined(
        _ sign: BinaryOperator, _ left: Value, _ right: Value, at span: Span
    ) throws(Diagnostic) -> Value {
        let isJoin = sign == .add && left.list != nil && right.list != nil
        let isRepetition = sign == .multiply && (left.list != nil || right.list != nil)
        let keepsParts = isJoin || isRepetition
        let (left, right) =
            keepsParts ? (try left.existing(), try right.existing()) : (try left.defined(), try right.defined())
        return try withholding(left.holdsSecret || right.holdsSecret) { () throws(Diagnostic) in
            let result = try Arithmetic(span: span).result(sign, left, right)
            return keepsParts ? result.noticingUndefined : result
        }
    }

    /// What a filter makes of something; what it cannot make for want of something undefined is undefined itself.
    func apply(
        _ filter: Filter, to input: Value, _ arguments: ArgumentsSyntax, at span: Span
    ) throws(Diagnostic) -> Value {
        let given = try self.arguments(arguments, at: span)
        do {
            return try making(input.holdsSecret || given.all.contains { $0.holdsSecret }) { () throws(Diagnostic) in
                try filter.apply(to: input, given, in: self)
            }
        } catch {
            guard error.code.hasPrefix("undefined-") else { throw error }
            return Value(.undefined(error))
        }
    }

    func arguments(_ syntax: ArgumentsSyntax, at span: Span) throws(Diagnostic) -> Arguments {
        var arguments = Arguments(at: span)
        for expression in syntax.positional { arguments.positional.append(try evaluate(expression)) }
        for (name, expression) in syntax.named { arguments.named.append((name, try evaluate(expression))) }
        if let spread = syntax.spreadList {
            let value = try value(spread)
            guard let items = value.items else {
                throw Diagnostic("wrong-type", "'*' takes a list, not \(value.typeName)", at: spread.span)
            }
            arguments.positional += items
        }
        if let spread = syntax.spreadMap {
            let value = try value(spread)
            guard let map = value.map else {
                throw Diagnostic("wrong-type", "'**' takes a map, not \(value.typeName)", at: spread.span)
            }
            arguments.named += map.map { ($0.key.text, $0.value) }
        }
        return arguments
    }

    /// A compiled pattern; each is compiled once in a rendering.
    func regex(_ pattern: String, _ options: Regex.Options, at span: Span) throws(Diagnostic) -> Regex {
        let key = "\(options.rawValue) \(pattern)"
        if let regex = regexes[key] { return regex }
        let regex = try Regex(pattern, options, at: span)
        regexes[key] = regex
        return regex
    }

    /// Counts a round of a loop; too many are an error rather than an endless wait.
    func countRound(at span: Span) throws(Diagnostic) {
        rounds += 1
        guard rounds <= limits.rounds else {
            throw Diagnostic("too-many-rounds", "the loops make more than \(limits.rounds) rounds", at: span)
        }
    }

    func newOutput(masksSecrets: Bool = false) -> Output {
        Output(
            limit: limits.bytes, keepsTypes: keepsTypes, masksSecrets: masksSecrets,
            isSensitive: rendering?.isSecret ?? false)
    }
}

// MARK: - calls

extension Evaluator {
    /// Carries something out that sees other variables, and that may belong to another template.
    func within<Result>(
        _ inner: Frame, of other: Rendering? = nil, _ body: () throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        let outer = (frame, rendering)
        frame = inner
        if let other { rendering = other }
        defer { (frame, rendering) = outer }
        guard other?.isSecret == true else { return try body() }
        return try withholdingAll(body)
    }

    /// Carries out what a call, or the like, leads to; what goes wrong there has a note of where it is called.
    func calling<Result>(
        _ what: String, _ verb: String = "called", at span: Span, _ body: () throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        try countRound(at: span)
        depth += 1
        defer { depth -= 1 }
        guard depth <= limits.depth, !Recursion.isNearEnd else {
            throw Diagnostic(
                "endless-recursion", "macros and templates use each other too deeply", at: span
            ).helping("does one of them use itself for ever?")
        }
        do {
            return try body()
        } catch {
            var problem = error
            let note = Diagnostic.note("in \(what), \(verb) here", at: span)
            // Of a recursion each place is told once.
            if problem.notes.count < 12, !problem.notes.contains(note) { problem.notes.append(note) }
            throw problem
        }
    }

    /// A value that stands for something that this evaluator holds.
    func reference(to object: any Referenced) -> Value {
        referenced.append(object)
        return .object(
            Reference(
                index: referenced.count - 1, typeName: object.typeName, isCallable: object.isCallable, text: object.text
            ))
    }

    /// What a reference stands for; nil if another evaluator made it.
    func object(of reference: Reference) -> (any Referenced)? {
        referenced.indices.contains(reference.index) ? referenced[reference.index] : nil
    }

    func attribute(_ name: String, of reference: Reference) throws(Diagnostic) -> Value? {
        guard let object = object(of: reference), reference.member == nil else { return nil }
        if object.functions.contains(name) {
            return .object(
                Reference(
                    index: reference.index, member: name, typeName: "the function '\(name)'", isCallable: true,
                    text: name))
        }
        return try object.value(of: name, in: self)
    }
}

// MARK: - variables

extension Evaluator {
    private func variable(_ name: String, at span: Span) throws(Diagnostic) -> Value {
        if let value = frame.value(of: name) { return value.used(as: name, at: span) }
        if frame.seesScope, let value = try hostVariable(name) { return value.placed(at: span) }
        if let function = EvaluatorFunction(rawValue: name) { return .object(function) }
        if let function = Globals.functions[name] { return .object(function) }
        if let lookup = LookupFunction(rawValue: name) { return .object(lookup) }
        let problem = Diagnostic("undefined-variable", "variable '\(name)' is not defined", at: span)
        let names =
            frame.names + (frame.seesScope ? scope.names : []) + Globals.functions.keys
            + LookupFunction.allCases.map(\.rawValue)
        var mended =
            name.closest(of: names.sorted()).map(problem.suggesting)
            ?? problem.helping("give it a value, or write '\(name) | default(…)' where it may have none")
        if !frame.seesScope, try scope.value(of: name) != nil {
            mended = problem.helping("a template that is imported sees variables only with 'import … with context'")
        }
        return Value(.undefined(mended))
    }

    /// A variable of the scope; one that needs what is not defined is not defined either.
    private func hostVariable(_ name: String) throws(Diagnostic) -> Value? {
        do {
            return try scope.value(of: name)
        } catch {
            guard error.code.hasPrefix("undefined-") else { throw error }
            return Value(.undefined(error))
        }
    }

    func assign(_ value: Value, to target: TargetSyntax) throws(Diagnostic) {
        switch target {
        case .name(let name, let span):
            if frame === rendering?.top { rendering?.imported.remove(name) }
            try bind(value, to: name, in: frame, at: span)
        case .attribute(let name, let attribute, let span):
            let object = try variable(name, at: span).defined()
            guard case .object(let object) = object.payload, let reference = object as? Reference,
                let namespace = self.object(of: reference) as? Namespace
            else {
                throw Diagnostic("wrong-assignment", "only what namespace() made can be assigned to", at: span)
                    .helping("write {% set \(name) = namespace(\(attribute)=…) %} first")
            }
            namespace.values[attribute] = try value.checked(at: span)
        case .tuple(let targets, let span):
            guard let items = try value.existing().items else {
                throw Diagnostic("wrong-assignment", "\(value.typeName) cannot be taken apart", at: span)
            }
            guard items.count == targets.count else {
                throw Diagnostic(
                    "wrong-assignment", "\(items.count) values cannot be assigned to \(targets.count) names", at: span)
            }
            for (target, item) in zip(targets, items) { try assign(item, to: target) }
        }
    }

    func bind(_ value: Value, to name: String, in frame: Frame, at span: Span) throws(Diagnostic) {
        frame.values[name] = try value.checked(at: span)
    }
}

// MARK: - operators

extension Evaluator {
    private func map(_ entries: [(key: ExpressionSyntax, value: ExpressionSyntax)]) throws(Diagnostic) -> Value {
        var map = ValueMap()
        for (key, value) in entries {
            let name = try self.value(key)
            guard map.set(name, to: try evaluate(value)) else {
                throw Diagnostic("wrong-key", "\(name.typeName) cannot be a key", at: key.span)
            }
        }
        return .map(map)
    }

    /// The first operand that decides, or the last one, as Python's `and` and `or` give it.
    private func chosen(
        of operands: [ExpressionSyntax], _ decides: (Value) -> Bool
    ) throws(Diagnostic) -> Value {
        for operand in operands.dropLast() {
            let value = try value(operand)
            if decides(value) { return value }
        }
        guard let last = operands.last else { preconditionFailure("an operator has operands") }
        return try evaluate(last)
    }

    private func unary(_ sign: UnaryOperator, _ operand: ExpressionSyntax) throws(Diagnostic) -> Value {
        let value = try value(operand)
        if sign == .not { return Value.bool(!value.isTrue).tainted(value.isSensitive) }
        switch value.payload {
        case .float(let number): return Value.float(sign == .minus ? -number : number).tainted(value.isSensitive)
        default:
            guard let number = value.integer else {
                throw Diagnostic(
                    "wrong-type", "'\(sign.rawValue)' takes a number, not \(value.typeName)", at: operand.span)
            }
            return Value.integer(sign == .minus ? -number : number).tainted(value.isSensitive)
        }
    }

    private func comparison(
        _ first: ExpressionSyntax, _ rest: [(sign: ComparisonOperator, operand: ExpressionSyntax)]
    ) throws(Diagnostic) -> Value {
        var left = try evaluate(first)
        var isSecret = left.holdsSecret
        for (sign, operand) in rest {
            let right = try evaluate(operand)
            isSecret = isSecret || right.holdsSecret
            let holds = try Arithmetic(span: first.span.joined(to: operand.span)).compare(left, sign, right)
            if !holds { return Value.bool(false).tainted(isSecret) }
            left = right
        }
        return Value.bool(true).tainted(isSecret)
    }
}
