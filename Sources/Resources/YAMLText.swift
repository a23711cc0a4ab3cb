internal import Model
internal import YAML

/// Block-style YAML that YAML 1.1 and 1.2 readers understand alike.
enum YAMLText {
    static func document(_ value: JSON) -> String {
        // A text by itself is not written as a block, whose lines could pass for the marks between documents.
        if case .string(let text) = value { return word(text) + "\n" }
        return block(value, indent: "").dropFirst() + "\n"
    }

    /// What stands behind a key or a dash: from a space or a line break on.
    private static func block(_ value: JSON, indent: String) -> String {
        switch value {
        case .null: return " null"
        case .bool(let value): return " \(value)"
        case .number(let text): return " \(number(text))"
        case .array(let items) where items.isEmpty: return " []"
        case .object(let members) where members.isEmpty: return " {}"
        case .string(let text): return string(text, indent: indent)
        case .array(let items): return items.map { "\n\(indent)-" + item($0, indent: indent) }.joined()
        case .object(let members):
            return members.map { "\n\(indent)\(word($0.name)):" + block($0.value, indent: deeper($0.value, indent)) }
                .joined()
        }
    }

    /// YAML 1.1 takes `1e+20` for a text: a number with an exponent needs a point.
    private static func number(_ text: String) -> String {
        guard let mark = text.firstIndex(of: "e"), !text.contains(".") else { return text }
        return text[..<mark] + ".0" + text[mark...]
    }

    /// A list's item that is itself a list or mapping starts on the line of its dash.
    private static func item(_ value: JSON, indent: String) -> String {
        let text = block(value, indent: indent + "  ")
        return text.hasPrefix("\n") ? " " + text.dropFirst(indent.count + 3) : text
    }

    private static func deeper(_ value: JSON, _ indent: String) -> String {
        if case .array = value { indent } else { indent + "  " }
    }

    private static func string(_ text: String, indent: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let isBlock =
            lines.count > 1 && text.unicodeScalars.first.map { !" \n\t".unicodeScalars.contains($0) } == true
            && text.unicodeScalars.allSatisfy { $0 == "\n" || isPrintable($0) }
        guard isBlock else { return " " + word(text) }
        let kept = text.hasSuffix("\n\n") ? "+" : text.hasSuffix("\n") ? "" : "-"
        let body = text.hasSuffix("\n") ? lines.dropLast() : lines[...]
        return " |\(kept)" + body.map { $0.isEmpty ? "\n" : "\n\(indent)\($0)" }.joined()
    }

    private static func word(_ text: String) -> String {
        let isPlain =
            text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: "_./ -".utf8.contains(byte)
                }
            } && text.first.map { $0.isLetter || $0 == "/" || $0 == "_" } == true && !text.hasSuffix(" ")
            && Scalar(plain: text) == .string(text) && !["y", "Y", "n", "N"].contains(text)
        return isPlain ? text : text.jsonQuoted
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\u{2028}", "\u{2029}": false
        case " "..."~", "\u{A0}"..."\u{D7FF}", "\u{E000}"..."\u{FEFE}", "\u{FF00}"..."\u{FFFD}": true
        default: scalar.value >= 0x10000
        }
    }
}
