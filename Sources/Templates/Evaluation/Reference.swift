internal import Diagnostics

/// A value that stands for something that lives as long as the rendering, such as a macro or a namespace.
///
/// Values can be handed from thread to thread; what changes, or holds variables, stays with the evaluator.
struct Reference: TemplateObject {
    let index: Int
    /// A function of it, such as `cycle` of `loop`; nil for the whole.
    var member: String?
    let typeName: String
    let isCallable: Bool
    let text: String
}

/// What a `Reference` stands for.
protocol Referenced: AnyObject {
    /// How messages name it.
    var typeName: String { get }
    /// Whether it is itself a function.
    var isCallable: Bool { get }
    var text: String { get }
    /// Its attributes, for "did you mean".
    var keys: [String] { get }
    /// Those of its attributes that are functions.
    var functions: [String] { get }
    func value(of key: String, in evaluator: Evaluator) throws(Diagnostic) -> Value?
    /// What calling it gives, or calling its function of a name; nil if there is none.
    func call(_ member: String?, _ arguments: Arguments, in evaluator: Evaluator) throws(Diagnostic) -> Value?
}

extension Referenced {
    var isCallable: Bool { false }
    var text: String { typeName }
    var keys: [String] { [] }
    var functions: [String] { [] }
    func value(of key: String, in evaluator: Evaluator) throws(Diagnostic) -> Value? { nil }
    func call(_ member: String?, _ arguments: Arguments, in evaluator: Evaluator) throws(Diagnostic) -> Value? { nil }
}

/// Functions that make something that the evaluator holds.
enum EvaluatorFunction: String, CaseIterable, TemplateObject {
    case namespace, cycler, joiner

    var typeName: String { "the function '\(rawValue)'" }
    var isCallable: Bool { true }

    func make(_ arguments: Arguments) throws(Diagnostic) -> any Referenced {
        switch self {
        case .namespace: return Namespace(try Globals.map(of: arguments))
        case .cycler: return try Cycler(arguments.positional, at: arguments.span)
        case .joiner:
            let bound = try Self.joinerParameters.bind(arguments, of: "joiner()")
            return Joiner(Value.string(bound.text("sep", default: ", ")).tainted(bound["sep"]?.holdsSecret == true))
        }
    }

    private static let joinerParameters: Parameters = ["sep?"]
}

/// What `namespace()` made: the only thing whose attributes a template can set.
final class Namespace: Referenced {
    var values: ValueMap
    let typeName = "a namespace"

    init(_ values: ValueMap) { self.values = values }

    var keys: [String] { values.names }
    func value(of key: String, in evaluator: Evaluator) throws(Diagnostic) -> Value? { values[key] }
}

/// What `cycler()` made, which goes through its values again and again.
final class Cycler: Referenced {
    private let items: [Value]
    private var position = 0
    let typeName = "a cycler"

    init(_ items: [Value], at span: Span) throws(Diagnostic) {
        guard !items.isEmpty else {
            throw Diagnostic("wrong-arguments", "'cycler' needs values to go through", at: span)
        }
        self.items = items
    }

    let keys = ["current", "next", "reset"]
    let functions = ["next", "reset"]

    func value(of key: String, in evaluator: Evaluator) throws(Diagnostic) -> Value? {
        key == "current" ? items[position] : nil
    }

    func call(_ member: String?, _ arguments: Arguments, in evaluator: Evaluator) throws(Diagnostic) -> Value? {
        switch member {
        case "next":
            defer { position = (position + 1) % items.count }
            return items[position]
        case "reset":
            position = 0
            return .null
        default: return nil
        }
    }
}

/// What `joiner()` made: nothing when it is called first, its separator afterwards.
final class Joiner: Referenced {
    private let separator: Value
    private var isUsed = false
    let typeName = "a joiner"
    let isCallable = true

    init(_ separator: Value) { self.separator = separator }

    func call(_ member: String?, _ arguments: Arguments, in evaluator: Evaluator) throws(Diagnostic) -> Value? {
        guard member == nil else { return nil }
        defer { isUsed = true }
        return isUsed ? separator : .string("")
    }
}
