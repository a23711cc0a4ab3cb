internal import Diagnostics

/// Attributes, items, slices and calls.
extension Evaluator {
    func attribute(_ name: String, of base: ExpressionSyntax, at span: Span) throws(Diagnostic) -> Value {
        let value = try evaluate(base)
        if value.isUndefined { return value }
        if let found = try attribute(name, of: value)?.tainted(value.isSensitive) {
            guard case .object = value.payload else { return found }
            return found.used(as: "\(base.spelling ?? value.typeName).\(name)", at: span)
        }
        return missing(name, of: value, base, at: span)
    }

    /// What stands for an attribute that a value does not have.
    private func missing(_ name: String, of value: Value, _ base: ExpressionSyntax, at span: Span) -> Value {
        let problem = Diagnostic(
            "undefined-attribute", "\(base.spelling ?? value.typeName) has no '\(name)'", at: span)
        let names: [String] =
            switch value.payload {
            case .map(let map): map.filter { !$0.key.isSensitive }.compactMap { $0.key.string }
            case .object(let object): (object as? Reference).flatMap { self.object(of: $0) }?.keys ?? object.keys
            default: []
            }
        let near = value.isSensitive ? nil : name.closest(of: names)
        return Value(.undefined(near.map(problem.suggesting) ?? problem))
    }

    /// An attribute of a value, or nil if it has none of that name.
    func attribute(_ name: String, of value: Value) throws(Diagnostic) -> Value? {
        switch value.payload {
        case .map(let map): return map[name]
        case .object(let object):
            if let reference = object as? Reference { return try attribute(name, of: reference) }
            return try object.value(of: name)
        // What `groupby` gives, a pair, has names for its parts.
        case .list(let values) where value.isTuple && values.count == 2:
            return name == "grouper" ? values[0] : name == "list" ? values[1] : nil
        default: return nil
        }
    }

    func item(_ key: ExpressionSyntax, of base: ExpressionSyntax, at span: Span) throws(Diagnostic) -> Value {
        let value = try evaluate(base)
        if value.isUndefined { return value }
        let keyValue = try self.value(key)
        if let found = try item(keyValue, of: value) { return found.tainted(value.isSensitive || keyValue.holdsSecret) }
        let name = base.spelling ?? value.typeName
        var problem = Diagnostic("undefined-item", "\(name) has no item \(keyValue.representation)", at: key.span)
        if let items = value.list, keyValue.isWhole {
            problem.notes = [.note(items.count == 1 ? "it has one item" : "it has \(items.count) items")]
        }
        if keyValue.holdsSecret { problem.message = "\(name) has no such item" }
        return Value(.undefined(problem))
    }

    /// An item of a value, or nil if it has none under that key.
    func item(_ key: Value, of value: Value) throws(Diagnostic) -> Value? {
        switch value.payload {
        case .map(let map): return map.value(of: key)
        case .list(let values):
            if let index = key.int { return values.element(at: index) }
            return try key.string.flatMap { name throws(Diagnostic) in try attribute(name, of: value) }
        case .string(let text):
            return key.int.flatMap { Array(text.unicodeScalars).element(at: $0) }.map { .string(String($0)) }
        case .object:
            return try attribute(key.text, of: value)
        default: return nil
        }
    }

    func slice(_ slice: SliceSyntax, of base: ExpressionSyntax, at span: Span) throws(Diagnostic) -> Value {
        let value = try evaluate(base)
        if value.isUndefined { return value }
        let start = try bound(slice.start)
        let stop = try bound(slice.stop)
        let step = try bound(slice.step) ?? 1
        guard step != 0 else { throw Diagnostic("wrong-slice", "the step of a slice cannot be 0", at: span) }
        var result: Value
        switch value.payload {
        case .list(let values):
            result = .list(values.slice(from: start, to: stop, by: step))
            result.isTuple = value.isTuple
        case .string(let text):
            result = .string(String(scalars: Array(text.unicodeScalars).slice(from: start, to: stop, by: step)))
        default: throw Diagnostic("wrong-type", "\(value.typeName) has no slices", at: span)
        }
        return result.noticingUndefined(of: value).tainted(value.isSensitive)
    }

    private func bound(_ expression: ExpressionSyntax?) throws(Diagnostic) -> Int? {
        guard let expression else { return nil }
        let value = try value(expression)
        if case .null = value.payload { return nil }
        guard let number = value.clampedInt else {
            throw Diagnostic("wrong-type", "a slice takes integers, not \(value.typeName)", at: expression.span)
        }
        return number
    }

    func call(_ callee: ExpressionSyntax, _ syntax: ArgumentsSyntax, at span: Span) throws(Diagnostic) -> Value {
        if case .attribute(let base, let name, let nameSpan) = callee.kind {
            let value = try evaluate(base)
            if value.isUndefined {
                // What would change it is not passed over: nothing is lost without a word.
                return Mutation.names.contains(name) ? try value.existing() : value
            }
            if let method = Method.of(value, named: name) {
                let arguments = try arguments(syntax, at: span)
                if let missing = arguments.missingPart { return missing }
                let isSecret = value.holdsSecret || arguments.all.contains { $0.holdsSecret }
                let result = try making(isSecret) { () throws(Diagnostic) in try method(value, arguments) }
                return result.noticingUndefined(of: value).tainted(method.keepsParts ? value.isSensitive : isSecret)
            }
            if let mutation = Mutation.of(value, named: name) {
                return try mutate(base, value, mutation, try arguments(syntax, at: span))
            }
            guard let function = try attribute(name, of: value) else {
                if case .object = value.payload { _ = try missing(name, of: value, base, at: nameSpan).defined() }
                throw Method.missing(name, of: value, at: nameSpan)
            }
            return try call(function.tainted(value.isSensitive), syntax, callee.spelling ?? "'\(name)'", at: span)
        }
        let function = try evaluate(callee)
        return try call(function, syntax, callee.spelling ?? function.typeName, at: span)
    }

    private func call(
        _ function: Value, _ syntax: ArgumentsSyntax, _ name: String, at span: Span
    ) throws(Diagnostic) -> Value {
        try call(function, try arguments(syntax, at: span), name)
    }

    /// Calls a function; `name` is how messages name it.
    func call(_ function: Value, _ arguments: Arguments, _ name: String) throws(Diagnostic) -> Value {
        let callee = try function.defined()
        let span = arguments.span
        guard case .object(let object) = callee.payload else {
            throw Diagnostic("not-a-function", "\(name) is \(function.typeName) and cannot be called", at: span)
        }
        if let maker = object as? EvaluatorFunction {
            if maker != .namespace, let missing = arguments.missingPart { return missing }
            return reference(to: try maker.make(arguments))
        }
        let isSecret = function.isSensitive || arguments.all.contains { $0.holdsSecret }
        if let reference = object as? Reference {
            // A macro may be given what is not defined, and ask for that.
            if let result = try self.object(of: reference)?.call(reference.member, arguments, in: self) {
                return result.tainted(function.isSensitive)
            }
            throw Diagnostic("not-a-function", "\(name) cannot be called", at: span)
        }
        if let missing = arguments.missingPart { return missing }
        if let lookup = object as? LookupFunction {
            return try making(isSecret) { () throws(Diagnostic) in try lookup.run(arguments, in: self) }
        }
        guard let result = try withholding(isSecret, { () throws(Diagnostic) in try object.call(arguments) }) else {
            throw Diagnostic("not-a-function", "\(name) cannot be called", at: span)
        }
        return result.tainted(isSecret)
    }
}

extension ExpressionSyntax {
    /// A name or a path as it is written, in quotes for a message; nil for anything longer.
    var spelling: String? { path.map { "'\($0)'" } }

    private var path: String? {
        switch kind {
        case .name(let name): name
        case .attribute(let base, let name, _): base.path.map { "\($0).\(name)" }
        case .item(let base, let key):
            if case .literal(let value) = key.kind { base.path.map { "\($0)[\(value.representation)]" } } else { nil }
        default: nil
        }
    }
}

extension Array {
    /// The element at an index that counts from the end if it is negative, as in Python.
    func element(at index: Int) -> Element? {
        let place = index < 0 ? index + count : index
        return indices.contains(place) ? self[place] : nil
    }

    /// Python's `self[start:stop:step]`; the step is not 0.
    func slice(from start: Int?, to stop: Int?, by step: Int) -> [Element] {
        func clamped(_ index: Int, _ range: ClosedRange<Int>) -> Int {
            let place = index < 0 ? index + count : index
            return Swift.min(Swift.max(place, range.lowerBound), range.upperBound)
        }
        if step > 0 {
            let first = start.map { clamped($0, 0...count) } ?? 0
            let last = stop.map { clamped($0, 0...count) } ?? count
            return Swift.stride(from: first, to: last, by: step).map { self[$0] }
        }
        let first = start.map { clamped($0, -1...(count - 1)) } ?? count - 1
        let last = stop.map { clamped($0, -1...(count - 1)) } ?? -1
        return Swift.stride(from: first, to: last, by: step).map { self[$0] }
    }
}
