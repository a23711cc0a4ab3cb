import Diagnostics
import YAML

/// A value written as Python writes it: what `ast.literal_eval` takes.
///
/// Inventories in INI form give their values a type by it: `5` is a number, `True` a truth, `80,443` a list
/// (Python reads a tuple), `yes` and `0123` are strings because Python knows no such literals.
struct PythonLiteral {
    let text: [Unicode.Scalar]
    let span: Span
    var index = 0
    private var depth = 0
    /// As Python, which takes a text with more open brackets for none of its own.
    private static let deepest = 200

    /// The value of a text; a text that is no literal means itself, as a string.
    static func node(_ text: String, at span: Span) -> Node {
        var parser = PythonLiteral(text: Array(text.unicodeScalars), span: span)
        return parser.whole() ?? Node(.scalar(text, isQuoted: true), at: span)
    }

    private init(text: [Unicode.Scalar], span: Span) {
        self.text = text
        self.span = span
    }

    private mutating func whole() -> Node? {
        guard let value = list(until: nil) else { return nil }
        skipBlanks()
        guard index == text.count || text[index] == "#" else { return nil }
        return value
    }

    /// One value, or several with commas between, which make a list.
    private mutating func list(until close: Unicode.Scalar?) -> Node? {
        var items: [Node] = []
        var hasComma = false
        while !atEnd(close) {
            guard items.isEmpty || hasComma, let item = value() else { return nil }
            items.append(item)
            hasComma = take(",")
            guard hasComma || atEnd(close) else { return close == nil && items.count == 1 ? items[0] : nil }
        }
        guard close != nil || !items.isEmpty else { return nil }
        if let close, !take(close) { return nil }
        let isTuple = close != "]" && (hasComma || items.count != 1)
        return close == "]" || isTuple ? Node(.sequence(items), at: span) : items[0]
    }

    private mutating func atEnd(_ close: Unicode.Scalar?) -> Bool {
        skipBlanks()
        guard let next = peek else { return true }
        return close.map { next == $0 } ?? (next == "#")
    }

    private mutating func value() -> Node? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { return nil }
        skipBlanks()
        guard let next = peek else { return nil }
        switch next {
        case "(":
            index += 1
            return list(until: ")")
        case "[":
            index += 1
            return list(until: "]")
        case "{":
            index += 1
            return braces()
        case "-", "+": return signed()
        case "'", "\"": return strings()
        case _ where next.isDigit || next == ".": return number(sign: "")
        default: return word()
        }
    }

    /// A dictionary, or a set, which becomes a list.
    private mutating func braces() -> Node? {
        var entries: [Node.Entry] = []
        var items: [Node] = []
        while !atEnd("}") {
            guard let key = value() else { return nil }
            if take(":") {
                guard items.isEmpty, let value = value() else { return nil }
                if let known = entries.firstIndex(where: { $0.key.value == key.value }) {
                    entries[known].value = value
                } else {
                    entries.append(.init(key: key, value: value))
                }
            } else {
                guard entries.isEmpty else { return nil }
                if !items.contains(where: { $0.value == key.value }) { items.append(key) }
            }
            guard take(",") || atEnd("}") else { return nil }
        }
        guard take("}") else { return nil }
        return Node(items.isEmpty ? .mapping(entries) : .sequence(items), at: span)
    }

    private mutating func signed() -> Node? {
        let sign = take("-") ? "-" : ""
        if sign.isEmpty { index += 1 }
        skipBlanks()
        if take("(") {
            skipBlanks()
            guard let number = number(sign: sign) else { return nil }
            return take(")") ? number : nil
        }
        return number(sign: sign)
    }

    private mutating func word() -> Node? {
        let start = index
        while let next = peek, next.isWord { index += 1 }
        let name = String(text[start..<index])
        switch name {
        case "True": return Node(.scalar("true", isQuoted: false), at: span)
        case "False": return Node(.scalar("false", isQuoted: false), at: span)
        case "None": return Node(.scalar("null", isQuoted: false), at: span)
        case "set": return take("(") && take(")") ? Node(.sequence([]), at: span) : nil
        default:
            guard !name.isEmpty, peek == "'" || peek == "\"" else { return nil }
            index = start
            return strings()
        }
    }

    var peek: Unicode.Scalar? { index < text.count ? text[index] : nil }

    mutating func skipBlanks() {
        while let next = peek, next.isBlank || next == "\u{C}" { index += 1 }
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard peek == character else { return false }
        index += 1
        return true
    }
}
