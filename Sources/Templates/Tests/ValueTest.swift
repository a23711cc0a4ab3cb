internal import Diagnostics

/// A test of the language: what stands behind `is`.
struct ValueTest: Sendable {
    typealias Body = @Sendable (FilterCall) throws(Diagnostic) -> Bool

    let name: String
    let parameters: Parameters
    /// Whether it is asked about what is not defined; others are never called with that.
    var takesUndefined: Bool
    let body: Body

    init(_ name: String, _ parameters: Parameters = [], takesUndefined: Bool = false, body: @escaping Body) {
        self.name = name
        self.parameters = parameters
        self.takesUndefined = takesUndefined
        self.body = body
    }

    func named(_ other: String) -> ValueTest {
        ValueTest(other, parameters, takesUndefined: takesUndefined, body: body)
    }

    /// All tests; a family adds itself here.
    static let named: [String: ValueTest] = {
        let families = [
            TypeTests.all, ComparisonTests.all, TextTests.all, VersionTests.all, ResultTests.all, FileTests.all,
            NetworkTests.all,
        ]
        return Dictionary(families.joined().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }()

    func holds(for input: Value, _ arguments: Arguments, in evaluator: Evaluator) throws(Diagnostic) -> Bool {
        let input = takesUndefined ? input : try input.defined()
        let arguments = takesUndefined ? arguments : try arguments.defined()
        let bound = try parameters.bind(arguments, of: "test '\(name)'")
        return try body(FilterCall(name: name, input: input, arguments: bound, evaluator: evaluator, kind: "test"))
    }
}
