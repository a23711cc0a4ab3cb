package import YAML

/// Values as YAML or JSON to be read; what is sensitive is left out.
package struct NodeText: Sendable {
    private static let hidden = "(sensitive)"

    private let node: Node

    package init(_ node: Node) { self.node = node }

    // MARK: YAML

    /// Block-style YAML with a line break at its end.
    package var yaml: String {
        // Without the blank or line break that would part it from a key.
        Self.block(node, indent: 0).dropFirst() + "\n"
    }

    /// What stands behind a key or a dash: from a blank or a line break on.
    private static func block(_ node: Node, indent: Int) -> String {
        let margin = "\n" + String(repeating: " ", count: indent)
        if node.isSensitive { return " \(hidden)" }
        switch node.value {
        case .scalar: return " " + word(node)
        case .sequence(let items) where items.isEmpty: return " []"
        case .mapping(let entries) where entries.isEmpty: return " {}"
        case .sequence(let items):
            return items.map { item in
                let text = block(item, indent: indent + 2)
                // A list or mapping in a list starts on the line of its dash.
                return margin + "-" + (text.hasPrefix("\n") ? " " + text.dropFirst(indent + 3) : text)
            }.joined()
        case .mapping(let entries):
            return entries.map { entry in
                let isList = entry.value.sequence != nil
                return margin + word(entry.key) + ":" + block(entry.value, indent: isList ? indent : indent + 2)
            }.joined()
        }
    }

    /// A scalar as a word that reads back as the same value.
    private static func word(_ node: Node) -> String {
        guard case .scalar(let text, let isQuoted) = node.value else { return json(node, indent: nil) }
        if !isQuoted, node.scalar != .string(text) { return node.isNull ? "null" : text }
        let isPlain =
            Scalar(plain: text) == .string(text) && text.unicodeScalars.first?.properties.isAlphabetic == true
            && text.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || "0123456789_./-@".unicodeScalars.contains($0)
            }
        return isPlain ? text : quoted(text)
    }

    // MARK: JSON

    /// JSON with two blanks for each level and a line break at its end.
    package var json: String { Self.json(node, indent: 0) + "\n" }

    /// JSON on one line.
    var flow: String { Self.json(node, indent: nil) }

    private static func json(_ node: Node, indent: Int?) -> String {
        if node.isSensitive { return quoted(hidden) }
        let inner = indent.map { "\n" + String(repeating: " ", count: $0 + 2) } ?? ""
        let outer = indent.map { "\n" + String(repeating: " ", count: $0) } ?? ""
        let deeper = indent.map { $0 + 2 }
        let comma = indent == nil ? ", " : ","
        switch node.value {
        case .scalar(let text, _): return scalar(node.scalar ?? .null, text)
        case .sequence(let items) where items.isEmpty: return "[]"
        case .mapping(let entries) where entries.isEmpty: return "{}"
        case .sequence(let items):
            return "[" + items.map { inner + json($0, indent: deeper) }.joined(separator: comma) + outer + "]"
        case .mapping(let entries):
            let members = entries.map { entry in
                inner + quoted(entry.key.string ?? json(entry.key, indent: nil)) + ": "
                    + json(entry.value, indent: deeper)
            }
            return "{" + members.joined(separator: comma) + outer + "}"
        }
    }

    private static func scalar(_ scalar: Scalar, _ text: String) -> String {
        switch scalar {
        case .null: "null"
        case .bool(let truth): truth ? "true" : "false"
        case .int(let number): "\(number)"
        case .big(let number): "\(number)"
        case .float(let number) where number.isFinite: "\(number)"
        case .float, .string: quoted(text)
        }
    }

    /// A JSON string, which is a YAML one too; what a terminal would act on is escaped.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.isUnprintable:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
