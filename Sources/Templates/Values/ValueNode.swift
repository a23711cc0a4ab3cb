package import Diagnostics
package import YAML

extension Value {
    /// What a YAML node means, as Ansible reads it.
    package init(_ node: Node) {
        let payload: Payload =
            switch node.value {
            case .scalar: Self.payload(of: node.scalar ?? .null)
            case .sequence(let items): .list(items.map { Value($0) })
            case .mapping(let entries): .map(ValueMap(entries))
            }
        self.init(payload, isSensitive: node.isSensitive, origin: node.span)
    }

    private static func payload(of scalar: Scalar) -> Payload {
        switch scalar {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .int(let number): .int(number)
        case .big(let number): .big(number)
        case .float(let number): .float(number)
        case .string(let text): .string(text)
        }
    }

    /// The value as data: text is quoted, so that it stays text whatever it looks like.
    package func node(at span: Span) -> Node {
        var node =
            switch payload {
            case .null: Node(.scalar("null", isQuoted: false), at: span)
            case .bool(let flag): Node(.scalar(flag ? "true" : "false", isQuoted: false), at: span)
            case .int, .big: Node(.scalar(text, isQuoted: false), at: span)
            case .float(let number): Node(.scalar(number.yamlText, isQuoted: false), at: span)
            case .string(let text): Node(.scalar(text, isQuoted: true), at: span)
            case .list(let values): Node(.sequence(values.map { $0.node(at: span) }), at: span)
            case .map(let map):
                Node(.mapping(map.map { .init(key: $0.key.node(at: span), value: $0.value.node(at: span)) }), at: span)
            case .object(let object): object.node(at: span)
            case .undefined: Node(.scalar("", isQuoted: true), at: span)
            }
        node.isSensitive = node.isSensitive || isSensitive
        return node
    }
}

extension ValueMap {
    fileprivate init(_ entries: [Node.Entry]) {
        self.init()
        for entry in entries where !set(Value(entry.key), to: Value(entry.value)) {
            preconditionFailure("the YAML parser lets no list or map through as a key")
        }
    }
}

extension Double {
    /// The number as PyYAML writes it, with the point that its reader wants before an exponent.
    var yamlText: String {
        if isNaN { return ".nan" }
        if isInfinite { return self < 0 ? "-.inf" : ".inf" }
        let text = pythonText
        guard let exponent = text.firstIndex(of: "e"), !text.contains(".") else { return text }
        return text[..<exponent] + ".0" + text[exponent...]
    }
}
