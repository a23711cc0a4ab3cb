internal import Diagnostics

/// A filter of the language: what stands behind `|`.
struct Filter: Sendable {
    typealias Body = @Sendable (FilterCall) throws(Diagnostic) -> Value

    /// How the secrets of the input reach the result.
    enum Taint: Sendable {
        /// The result is made of the whole input: a secret anywhere in it makes the result one.
        case whole
        /// The result consists of parts of the input, and each keeps what it is.
        case parts
        /// The result is the input or one of the arguments, and is what that is.
        case own
    }

    let name: String
    let parameters: Parameters
    var taint: Taint
    /// Whether it is asked about what is not defined; others are never called with that.
    var takesUndefined: Bool
    let body: Body

    init(
        _ name: String, _ parameters: Parameters = [], taint: Taint = .whole, takesUndefined: Bool = false,
        body: @escaping Body
    ) {
        self.name = name
        self.parameters = parameters
        self.taint = taint
        self.takesUndefined = takesUndefined
        self.body = body
    }

    /// The same filter under another name.
    func named(_ other: String) -> Filter {
        Filter(other, parameters, taint: taint, takesUndefined: takesUndefined, body: body)
    }

    /// All filters; a family adds itself here.
    static let named: [String: Filter] = {
        let families = [
            StringFilters.all, EncodingFilters.all, PathFilters.all, RegexFilters.all, ListFilters.all,
            SelectionFilters.all, SetFilters.all, MapFilters.all, NumberFilters.all, SizeFilters.all, DataFilters.all,
            GeneralFilters.all, MarkupFilters.all, LayoutFilters.all, CommentFilter.all, URLFilters.all,
            PrettyPrinter.all, CombinationFilters.all, RecordFilters.all, RandomFilters.all, TimeFilters.all,
            PasswordFilter.all, AddressFilters.all, SubnetFilters.all, HardwareFilters.all,
        ]
        return Dictionary(families.joined().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }()

    func apply(to input: Value, _ arguments: Arguments, in evaluator: Evaluator) throws(Diagnostic) -> Value {
        // Where parts of a list are picked, others of it may be undefined.
        let input = takesUndefined ? input : taint == .parts ? try input.existing() : try input.defined()
        let arguments = takesUndefined ? arguments : try arguments.defined()
        let bound = try parameters.bind(arguments, of: "filter '\(name)'")
        let result = try body(FilterCall(name: name, input: input, arguments: bound, evaluator: evaluator))
        switch taint {
        case .whole: return result.tainted(input.holdsSecret || arguments.all.contains { $0.holdsSecret })
        case .parts: return result.noticingUndefined(of: input).tainted(input.isSensitive)
        case .own: return result
        }
    }
}

/// One use of a filter.
struct FilterCall {
    let name: String
    let input: Value
    let arguments: BoundArguments
    let evaluator: Evaluator
    /// What messages call it.
    var kind = "filter"

    var span: Span { arguments.span }

    subscript(name: String) -> Value? { arguments[name] }

    /// The problem that the input is of a type that the filter, or test, does not take.
    func takes(_ expected: String, not value: Value? = nil) -> Diagnostic {
        Diagnostic("wrong-type", "\(kind) '\(name)' takes \(expected), not \((value ?? input).typeName)", at: span)
    }

    func problem(_ message: String) -> Diagnostic { Diagnostic("filter", "\(kind) '\(name)' \(message)", at: span) }

    /// The items of the input, whatever can be looped over.
    func items() throws(Diagnostic) -> [Value] { try items(of: input) }

    func items(of value: Value) throws(Diagnostic) -> [Value] {
        guard let items = value.items else { throw takes("a list", not: value) }
        return items
    }

    func map() throws(Diagnostic) -> ValueMap {
        guard let map = input.map else { throw takes("a map") }
        return map
    }
}

extension Value {
    /// What a loop over it goes through, each item a secret if the whole is; nil if it has no items.
    var items: [Value]? {
        switch payload {
        case .list(let values): isSensitive ? values.map { $0.tainted(true) } : values
        case .map(let map): isSensitive ? map.keys.map { $0.tainted(true) } : map.keys
        case .string(let text): text.unicodeScalars.map { Value.string(String($0)).tainted(isSensitive) }
        case .object(let object): object.keys.map { Value.string($0).tainted(isSensitive) }
        default: nil
        }
    }
}
