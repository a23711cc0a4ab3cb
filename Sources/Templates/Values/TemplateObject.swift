package import Diagnostics
package import YAML

/// Something in a template whose attributes are computed when they are asked for, such as `hostvars`.
package protocol TemplateObject: Sendable {
    /// How messages name it, with its article: `the facts of host 'n1'`.
    var typeName: String { get }
    /// Its attributes, for loops over it and for "did you mean"; in the order of a loop.
    var keys: [String] { get }
    /// An attribute, or nil if it has none of that name.
    func value(of key: String) throws(Diagnostic) -> Value?
    /// What calling it gives, or nil if it is no function.
    func call(_ arguments: Arguments) throws(Diagnostic) -> Value?
    /// Whether it is a function.
    var isCallable: Bool { get }
    /// What it prints as.
    var text: String { get }
    /// What it becomes where a template's value is used as data.
    func node(at span: Span) -> Node
}

extension TemplateObject {
    package var keys: [String] { [] }
    package func value(of key: String) throws(Diagnostic) -> Value? { nil }
    package func call(_ arguments: Arguments) throws(Diagnostic) -> Value? { nil }
    package var isCallable: Bool { false }
    package var text: String { typeName }
    package func node(at span: Span) -> Node { Node(.scalar(text, isQuoted: true), at: span) }
}

/// What a function, a filter or a test is called with.
package struct Arguments: Sendable {
    package var positional: [Value]
    package var named: [(name: String, value: Value)]
    /// Where the call is written.
    package var span: Span

    package init(_ positional: [Value] = [], named: [(name: String, value: Value)] = [], at span: Span) {
        self.positional = positional
        self.named = named
        self.span = span
    }

    package subscript(name: String) -> Value? { named.first { $0.name == name }?.value }

    /// The same, each value of which exists.
    func defined() throws(Diagnostic) -> Arguments {
        var copy = self
        copy.positional = try positional.map { value throws(Diagnostic) in try value.defined() }
        copy.named = try named.map { argument throws(Diagnostic) in (argument.name, try argument.value.defined()) }
        return copy
    }

    var all: [Value] { positional + named.map { $0.value } }

    /// What is not defined among them, which is then what the call comes to, as Ansible has it.
    var missingPart: Value? { all.lazy.compactMap(\.missingPart).first }
}

/// A function of a template: `range(3)`.
package struct Function: TemplateObject {
    package let name: String
    private let body: @Sendable (Arguments) throws(Diagnostic) -> Value

    package init(_ name: String, body: @escaping @Sendable (Arguments) throws(Diagnostic) -> Value) {
        self.name = name
        self.body = body
    }

    package var typeName: String { "the function '\(name)'" }
    package var isCallable: Bool { true }
    package func call(_ arguments: Arguments) throws(Diagnostic) -> Value? { try body(arguments) }
}

/// The value of `omit`: whatever would hold it is left out.
package struct Omit: TemplateObject {
    package static let tag = "!omit"

    package init() {}
    package var typeName: String { "omit" }
    package func node(at span: Span) -> Node { Node(.scalar("", isQuoted: true), at: span, tag: Self.tag) }
}
