package import Diagnostics
package import YAML

/// The variables that a template sees; each may be computed only when it is asked for.
package protocol Scope {
    /// The value of a variable, or nil if there is none of that name.
    func value(of name: String) throws(Diagnostic) -> Value?
    /// All names, for "did you mean".
    var names: [String] { get }
    /// What an encrypted value holds, with nothing in it that is a template; nil where it cannot be opened here.
    func opened(_ node: Node) throws(Diagnostic) -> Node?
    /// What templates may see of this machine; nil for nothing of it.
    var machine: LocalMachine? { get }
    /// The texts of variables that were read as templates before, for those who read them often.
    var templates: ReadTemplates? { get }
}

extension Scope {
    package var machine: LocalMachine? { nil }
    package var templates: ReadTemplates? { nil }
    package func opened(_ node: Node) throws(Diagnostic) -> Node? { nil }
}

/// Variables whose values are known.
package struct DictionaryScope: Scope, Sendable {
    private let values: [String: Value]
    package let machine: LocalMachine?

    package init(_ values: [String: Value] = [:], machine: LocalMachine? = nil) {
        (self.values, self.machine) = (values, machine)
    }

    package func value(of name: String) throws(Diagnostic) -> Value? { values[name] }
    package var names: [String] { values.keys.sorted() }
}

/// Two layers of variables, of which the upper one hides the lower one.
private struct LayeredScope: Scope {
    let upper: any Scope
    let lower: any Scope

    func value(of name: String) throws(Diagnostic) -> Value? {
        if let value = try upper.value(of: name) { return value }
        return try lower.value(of: name)
    }

    var names: [String] { upper.names + lower.names }
    var machine: LocalMachine? { upper.machine ?? lower.machine }

    func opened(_ node: Node) throws(Diagnostic) -> Node? {
        if let node = try upper.opened(node) { return node }
        return try lower.opened(node)
    }
}

extension Scope {
    /// These variables, with others on top that win.
    package func overlaid(by upper: any Scope) -> any Scope { LayeredScope(upper: upper, lower: self) }

    /// These variables, with others on top that win.
    package func overlaid(by values: [String: Value]) -> any Scope { overlaid(by: DictionaryScope(values)) }
}
