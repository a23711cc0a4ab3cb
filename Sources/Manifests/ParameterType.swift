internal import Diagnostics
internal import Model
internal import YAML

/// What a module's parameter takes.
enum ParameterType: String, Sendable, CaseIterable {
    case string, int, number, bool, list, map, path, port, duration, any

    /// In words that follow "takes".
    private var inWords: String {
        switch self {
        case .string: "a text"
        case .int: "a whole number"
        case .number: "a number"
        case .bool: "true or false"
        case .list: "a list"
        case .map: "a mapping"
        case .path: "an absolute path"
        case .port: "a port, from 1 to 65535"
        case .duration: "a duration, such as '30s'"
        case .any: "any value"
        }
    }

    /// The value as the type has it: a text that a template or the command line gives may say a number or a boolean.
    func read(_ given: Given) throws(Problems) -> Node {
        switch self {
        case .any: return given.node
        case .list where given.node.sequence != nil: return given.node
        case .map where given.node.mapping != nil: return given.node
        case .path:
            _ = try AbsolutePath(given)
            return given.node
        case .duration:
            _ = try Duration(given)
            return given.node
        case .list, .map: throw given.mistyped(inWords)
        case .string, .int, .number, .bool, .port:
            guard let read = scalar(given.node) else { throw given.mistyped(inWords) }
            return read
        }
    }

    private func scalar(_ node: Node) -> Node? {
        guard let text = node.string, !node.isNull else { return nil }
        var plain = node
        plain.value = .scalar(text, isQuoted: self == .string)
        if self == .string { return plain }
        switch (self, plain.scalar) {
        case (.int, .int?), (.int, .big?), (.number, .int?), (.number, .big?), (.number, .float?), (.bool, .bool?):
            return plain
        case (.port, .int(let number)?) where (1...65535).contains(number): return plain
        default: return nil
        }
    }
}
