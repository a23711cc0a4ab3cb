/// What a scalar means under YAML 1.1 as PyYAML, and so Ansible, resolves it.
package enum Scalar: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int)
    case float(Double)
    case string(String)
}

extension Node {
    /// What the scalar means; nil for sequences and mappings. Quoted scalars are strings.
    package var scalar: Scalar? {
        guard case .scalar(let text, let isQuoted) = value else { return nil }
        return isQuoted ? .string(text) : Scalar(plain: text)
    }
}

extension Scalar {
    /// Resolves a plain scalar: <https://yaml.org/type/>, as PyYAML's `resolver.py` does.
    package init(plain text: String) {
        switch text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": self = .bool(true)
        case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": self = .bool(false)
        default:
            if let number = Int(text) { self = .int(number) } else { self = .string(text) }
        }
    }
}
