internal import Diagnostics

/// A method of Python's strings, lists and maps that templates call: `name.upper()`.
struct Method: Sendable {
    typealias Body = @Sendable (Value, BoundArguments) throws(Diagnostic) -> Value

    let name: String
    let parameters: Parameters
    /// Whether the result consists of parts of the value, which keep whether they are secrets.
    let keepsParts: Bool
    let body: Body

    init(_ name: String, _ parameters: Parameters = [], keepsParts: Bool = false, body: @escaping Body) {
        self.name = name
        self.parameters = parameters
        self.keepsParts = keepsParts
        self.body = body
    }

    func callAsFunction(_ value: Value, _ arguments: Arguments) throws(Diagnostic) -> Value {
        try body(value, try parameters.bind(arguments, of: "'\(name)()'"))
    }

    private static let ofStrings = table(StringMethods.all)
    private static let ofLists = table(ListMethods.all)
    private static let ofMaps = table(MapMethods.all)
    private static let ofNumbers = table(NumberMethods.all)

    private static func table(_ methods: [Method]) -> [String: Method] {
        Dictionary(methods.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func methods(of value: Value) -> [String: Method] {
        switch value.payload {
        case .string: ofStrings
        case .list: ofLists
        case .map: ofMaps
        case .int, .big, .float: ofNumbers
        default: [:]
        }
    }

    static var names: Set<String> { Set([ofStrings, ofLists, ofMaps, ofNumbers].flatMap(\.keys)) }

    static func of(_ value: Value, named name: String) -> Method? { methods(of: value)[name] }

    static func missing(_ name: String, of value: Value, at span: Span) -> Diagnostic {
        let problem = Diagnostic("unknown-method", "\(value.typeName) has no method '\(name)'", at: span)
        return name.closest(of: methods(of: value).keys.sorted()).map(problem.suggesting) ?? problem
    }
}

extension Value {
    /// The text of a string that a method was called on.
    var scalars: [Unicode.Scalar] { Array(text.unicodeScalars) }
}
