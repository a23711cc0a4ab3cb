import Diagnostics
import Testing
import YAML

@testable import Inventory

@Suite struct PythonLiteralTests {
    private static let span = Span(
        file: "x", start: Position(line: 1, column: 1), end: Position(line: 1, column: 2))

    @Test(arguments: [
        ("5", Scalar.int(5)), ("0x1f", .int(31)), ("0o17", .int(15)), ("0b11", .int(3)), ("1_000", .int(1000)),
        ("-3", .int(-3)), ("- 3", .int(-3)), ("-(3)", .int(-3)), ("00", .int(0)), ("1.", .float(1)),
        (".5", .float(0.5)),
        ("01.5", .float(1.5)), ("1e3", .float(1000)), ("1e16", .float(1e16)), ("1e-7", .float(1e-7)),
        ("1e999", .float(.infinity)), ("True", .bool(true)), ("None", .null), ("5 # five", .int(5)),
        ("'a' \"b\"", .string("ab")), ("r'\\d'", .string("\\d")), ("'\\x41\\101\\u00e9\\q'", .string("AAé\\q")),
        ("'''a'b'''", .string("a'b")), (" 5", .int(5)),
    ])
    func `a literal has Python's meaning`(text: String, meaning: Scalar) {
        #expect(PythonLiteral.node(text, at: Self.span).scalar == meaning)
    }

    @Test(arguments: [
        "", "0123", "1__0", "1_", "0x", "0b2", "5j", "1if", "10.0.0.1", "true", "yes", "a b", "1+1", "--1", "-True",
        "'open", "[1", "[,]", ",", "(1", "{1:}", "f'x'", "ur'x'", "'\\x4'", "5 6", "word # kept", "é", "{{ a }}", "...",
    ])
    func `what is no literal stays the text that it is`(text: String) {
        #expect(PythonLiteral.node(text, at: Self.span).value == .scalar(text, isQuoted: true))
    }

    @Test(arguments: [
        ("80,443", ["80", "443"]), ("80,", ["80"]), ("()", []), ("(1)", nil), ("(1,)", ["1"]), ("[1, 2,]", ["1", "2"]),
        ("{1, 1, 2}", ["1", "2"]), ("set()", []), ("'a','b'", ["a", "b"]),
    ])
    func `tuples and sets are lists`(text: String, items: [String]?) {
        #expect(PythonLiteral.node(text, at: Self.span).sequence?.map { $0.string ?? "" } == items)
    }

    @Test func `of a key given twice the last value counts`() {
        let node = PythonLiteral.node("{'a': 1, 'b': [None], 'a': 2}", at: Self.span)
        #expect(node.mapping?.map { $0.key.string ?? "" } == ["a", "b"])
        #expect(node["a"]?.scalar == .int(2))
    }
}
