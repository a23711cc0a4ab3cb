internal import Diagnostics

/// Tests of what a value is.
enum TypeTests {
    static let all: [ValueTest] = [
        ValueTest("defined", takesUndefined: true) { call throws(Diagnostic) in !call.input.isUndefined },
        ValueTest("undefined", takesUndefined: true) { call throws(Diagnostic) in call.input.isUndefined },
        test("none") { if case .null = $0 { true } else { false } },
        test("string") { if case .string = $0 { true } else { false } },
        test("mapping") { if case .map = $0 { true } else { false } },
        test("boolean") { if case .bool = $0 { true } else { false } },
        test("integer") { if case .int = $0 { true } else if case .big = $0 { true } else { false } },
        test("float") { if case .float = $0 { true } else { false } },
        test("true") { if case .bool(true) = $0 { true } else { false } },
        test("false") { if case .bool(false) = $0 { true } else { false } },
        ValueTest("number") { call throws(Diagnostic) in call.input.number != nil },
        // To Python text and maps are sequences too.
        ValueTest("sequence") { call throws(Diagnostic) in call.input.items != nil },
        ValueTest("iterable") { call throws(Diagnostic) in call.input.items != nil },
        ValueTest("callable") { call throws(Diagnostic) in
            if case .object(let object) = call.input.payload { object.isCallable } else { false }
        },
        ValueTest("escaped") { call throws(Diagnostic) in call.input.isMarkup },
        ValueTest("truthy", ["convert_bool?"]) { call throws(Diagnostic) in isTruthy(call) },
        ValueTest("falsy", ["convert_bool?"]) { call throws(Diagnostic) in !isTruthy(call) },
        ValueTest("filter") { call throws(Diagnostic) in Filter.named[try name(call)] != nil },
        ValueTest("test") { call throws(Diagnostic) in ValueTest.named[try name(call)] != nil },
    ]

    private static func name(_ call: FilterCall) throws(Diagnostic) -> String {
        guard call.input.list == nil, call.input.map == nil else { throw call.takes("a name") }
        return call.input.text
    }

    private static func test(_ name: String, _ holds: @escaping @Sendable (Value.Payload) -> Bool) -> ValueTest {
        ValueTest(name) { call throws(Diagnostic) in holds(call.input.payload) }
    }

    /// What Ansible takes for yes and no in text, where that is asked for.
    private static func isTruthy(_ call: FilterCall) -> Bool {
        guard call.arguments.flag("convert_bool"), let text = call.input.string else { return call.input.isTrue }
        switch text.lowercased().stripped() {
        case "y", "yes", "on", "1", "true", "t": return true
        case "n", "no", "off", "0", "false", "f": return false
        default: return call.input.isTrue
        }
    }
}
