package import Diagnostics
package import Digests

/// A value that templates work with: what Python has in Jinja2, with the secret it came from remembered.
package struct Value: Sendable {
    package indirect enum Payload: Sendable {
        case null
        case bool(Bool)
        case int(Int)
        /// A whole number that an `int` does not hold.
        case big(BigInteger)
        case float(Double)
        case string(String)
        case list([Value])
        case map(ValueMap)
        /// Something whose attributes are computed when they are asked for.
        case object(any TemplateObject)
        /// What stands for a name or an attribute that does not exist, until something needs its value.
        ///
        /// Never handed out of an evaluation: there it becomes the error that it holds.
        case undefined(Diagnostic)
    }

    package var payload: Payload
    /// Whether the value came from a secret: then whatever is made of it is a secret too.
    package var isSensitive: Bool
    /// Where the value was written.
    package var origin: Span?
    /// Whether a list is one of Python's tuples, which print and compare as their own kind.
    var isTuple = false
    /// Whether a list or a map has in it, however deep, what is not defined.
    var holdsUndefined = false
    /// Whether text is HTML already, so that `escape` leaves it as it is.
    var isMarkup = false

    package init(_ payload: Payload, isSensitive: Bool = false, origin: Span? = nil) {
        self.payload = payload
        self.isSensitive = isSensitive
        self.origin = origin
    }

    package static let null = Value(.null)

    package static func bool(_ value: Bool) -> Value { Value(.bool(value)) }
    package static func int(_ value: Int) -> Value { Value(.int(value)) }
    package static func float(_ value: Double) -> Value { Value(.float(value)) }
    package static func string(_ value: some StringProtocol) -> Value { Value(.string(String(value))) }
    package static func list(_ values: [Value]) -> Value { Value(.list(values)) }
    package static func map(_ map: ValueMap) -> Value { Value(.map(map)) }
    package static func object(_ object: any TemplateObject) -> Value { Value(.object(object)) }

    static func tuple(_ values: [Value]) -> Value {
        var value = list(values)
        value.isTuple = true
        return value
    }
}

extension Value {
    package var list: [Value]? {
        if case .list(let values) = payload { values } else { nil }
    }

    package var map: ValueMap? {
        if case .map(let map) = payload { map } else { nil }
    }

    /// The text of a string; `text` is what any value prints as.
    package var string: String? {
        if case .string(let text) = payload { text } else { nil }
    }

    /// The number that an integer of 64 bits is, or a boolean counts as.
    package var int: Int? {
        switch payload {
        case .int(let number): number
        case .bool(let flag): flag ? 1 : 0
        default: nil
        }
    }

    /// The number nearest to what it is; infinite for an integer that is larger than any.
    var number: Double? {
        switch payload {
        case .float(let number): number
        case .big(let number): number.double ?? (number.isNegative ? -.infinity : .infinity)
        default: int.map(Double.init)
        }
    }

    var isUndefined: Bool {
        if case .undefined = payload { true } else { false }
    }

    /// The code of the one problem that is none: what Jinja2 gives for `A if false` prints as nothing.
    static let noElse = "no-else"

    /// The value itself, or the problem that it does not exist.
    func existing() throws(Diagnostic) -> Value {
        guard case .undefined(let problem) = payload else { return self }
        guard problem.code == Self.noElse else { throw problem }
        return .string("")
    }

    /// The value itself, or the problem that it does not exist or that something in it does not.
    package func defined() throws(Diagnostic) -> Value {
        guard holdsUndefined else { return try existing() }
        for item in list ?? map?.values ?? [] { _ = try item.defined() }
        return self
    }

    /// The value; the problem of one that is not defined lies where it is used, if it lies nowhere yet.
    func placed(at span: Span) -> Value {
        guard case .undefined(var problem) = payload, problem.span == nil else { return self }
        problem.span = span
        return Value(.undefined(problem), isSensitive: isSensitive)
    }

    /// What is not defined of it: itself, or the first of what it holds, however deep.
    var missingPart: Value? {
        if isUndefined { return self }
        guard holdsUndefined else { return nil }
        return (list ?? map?.values ?? []).lazy.compactMap(\.missingPart).first
    }

    /// What a variable stands for where it is used: the problem of one that is not defined then lies there.
    func used(as name: String, at span: Span) -> Value {
        guard case .undefined(var problem) = payload, let origin = problem.span, origin != span else { return self }
        if let mend = problem.fixIts.first { problem.help = mend.message }
        problem.fixIts = []
        problem.notes.append(.note("'\(name)' comes from here", at: origin))
        problem.span = span
        return Value(.undefined(problem), isSensitive: isSensitive)
    }

    /// The value, knowing whether something in it is not defined.
    var noticingUndefined: Value {
        func isOpen(_ value: Value) -> Bool { value.isUndefined || value.holdsUndefined }
        var copy = self
        switch payload {
        case .list(let values): copy.holdsUndefined = values.contains(where: isOpen)
        case .map(let map): copy.holdsUndefined = map.contains { isOpen($0.value) }
        default: break
        }
        return copy
    }

    /// The same, made of parts of another value: all that it consists of knows what the other one knew.
    func noticingUndefined(of source: Value) -> Value {
        guard source.holdsUndefined else { return self }
        var copy = self
        switch payload {
        case .list(let values): copy.payload = .list(values.map { $0.noticingUndefined(of: source) })
        case .map(let map): copy.payload = .map(map.mapValues { $0.noticingUndefined(of: source) })
        default: break
        }
        return copy.noticingUndefined
    }

    /// What Python's `bool()` says of it.
    package var isTrue: Bool {
        switch payload {
        case .null, .undefined: false
        case .bool(let flag): flag
        case .int(let number): number != 0
        case .big: true
        case .float(let number): number != 0
        case .string(let text): !text.isEmpty
        case .list(let values): !values.isEmpty
        case .map(let map): !map.isEmpty
        case .object: true
        }
    }

    /// Whether a secret is in it, however deep.
    package var holdsSecret: Bool {
        if isSensitive { return true }
        switch payload {
        case .list(let values): return values.contains { $0.holdsSecret }
        case .map(let map): return map.contains { $0.key.holdsSecret || $0.value.holdsSecret }
        default: return false
        }
    }

    /// This value, a secret if it was one or `isSecret` says so.
    package func tainted(_ isSecret: Bool) -> Value {
        guard isSecret, !isSensitive else { return self }
        var copy = self
        copy.isSensitive = true
        return copy
    }

    /// How a message names its type.
    package var typeName: String {
        switch payload {
        case .null: "none"
        case .bool: "a boolean"
        case .int, .big: "an integer"
        case .float: "a number"
        case .string: "a string"
        case .list: isTuple ? "a tuple" : "a list"
        case .map: "a map"
        case .object(let object): object.typeName
        case .undefined: "undefined"
        }
    }
}
