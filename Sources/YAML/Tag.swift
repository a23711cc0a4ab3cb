internal import Digests

/// Explicit tags: the standard ones say how a value is read, the others stay on the node.
enum Tag {
    private static let standard = "tag:yaml.org,2002:"

    /// The tag that a node keeps, or nil for one that is done with once the value is read.
    static func kept(_ tag: String?) -> String? {
        guard let tag, tag != "!" else { return nil }
        guard tag.hasPrefix(standard) else { return tag }
        let name = tag.dropFirst(standard.count)
        return ["str", "int", "float", "bool", "null", "seq", "map"].contains(name) ? nil : "!!" + name
    }

    /// A scalar read as its tag has it: `!!str 1` is text, `!!int "1"` is a number.
    static func applied(_ tag: String?, to node: Node) -> Node {
        guard let tag, case .scalar(let text, _) = node.value else { return node }
        var node = node
        node.tag = kept(tag)
        switch tag {
        case "!", standard + "str": node.value = .scalar(text, isQuoted: true)
        case standard + "float":
            let number: Double? =
                switch Scalar(plain: text) {
                case .int(let number): Double(number)
                case .big(let number): number.double
                default: nil
                }
            // Without a point it would be text.
            let written = number.map { "\($0)" }.map { $0.contains(".") ? $0 : $0.replacing("e", with: ".0e") }
            node.value = .scalar(written ?? text, isQuoted: false)
        case standard + "int", standard + "bool", standard + "null":
            node.value = .scalar(text, isQuoted: false)
        // A tag of one's own, such as !vault, is on text.
        default: node.value = .scalar(text, isQuoted: true)
        }
        return node
    }
}
