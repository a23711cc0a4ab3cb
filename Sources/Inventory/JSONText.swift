import Templates
import YAML

/// JSON as Python's `json.dumps(sort_keys=True, indent=4, ensure_ascii=False)` writes it.
enum JSONText {
    case literal(String)
    case string(String)
    case array([JSONText])
    case object([String: JSONText])

    static func names(_ names: [String]) -> JSONText { .array(names.map { .string($0) }) }

    init(_ variables: [String: Node]) { self = .object(variables.mapValues { JSONText($0) }) }

    init(_ node: Node) {
        // Ansible prints what whole files hide.
        if node.isSensitive {
            self = .string("(sensitive)")
            return
        }
        switch node.value {
        case .scalar(let text, _):
            switch node.tag {
            case "!vault", "!vault-encrypted": self = .object(["__ansible_vault": .string(text)])
            case "!unsafe": self = .object(["__ansible_unsafe": .string(text)])
            default: self = Self.scalar(node.scalar ?? .null)
            }
        case .sequence(let items): self = .array(items.map { JSONText($0) })
        case .mapping(let entries):
            self = .object(
                Dictionary(entries.map { (Self.key($0.key), JSONText($0.value)) }, uniquingKeysWith: { $1 }))
        }
    }

    var isEmpty: Bool {
        if case .object(let fields) = self { fields.isEmpty } else { false }
    }

    private static func scalar(_ scalar: Scalar) -> JSONText {
        switch scalar {
        case .null: .literal("null")
        case .bool(let truth): .literal(truth ? "true" : "false")
        case .int(let number): .literal("\(number)")
        case .big(let number): .literal("\(number)")
        case .float(let number): .literal(float(number))
        case .string(let text): .string(text)
        }
    }

    private static func float(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        return number.isInfinite ? (number < 0 ? "-Infinity" : "Infinity") : Value.float(number).text
    }

    private static func key(_ node: Node) -> String {
        guard case .literal(let text) = JSONText(node) else { return node.string ?? "" }
        return text
    }

    func text(indent: Int = 0) -> String {
        let (inner, outer) = (String(repeating: " ", count: indent + 4), String(repeating: " ", count: indent))
        switch self {
        case .literal(let text): return text
        case .string(let text): return text.pythonJSON(isASCII: false)
        case .array(let items) where items.isEmpty: return "[]"
        case .array(let items):
            let lines = items.map { inner + $0.text(indent: indent + 4) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(outer)]"
        case .object(let fields) where fields.isEmpty: return "{}"
        case .object(let fields):
            let sorted = fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            let lines = sorted.map {
                inner + $0.key.pythonJSON(isASCII: false) + ": " + $0.value.text(indent: indent + 4)
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
        }
    }
}
