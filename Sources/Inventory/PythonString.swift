import YAML

extension PythonLiteral {
    /// One or more string literals side by side, which Python joins.
    mutating func strings() -> Node? {
        var result = String.UnicodeScalarView()
        repeat {
            guard let part = string() else { return nil }
            result.append(contentsOf: part)
            skipBlanks()
        } while peek == "'" || peek == "\"" || startsPrefixedString
        return Node(.scalar(String(result), isQuoted: true), at: span)
    }

    private var startsPrefixedString: Bool {
        guard let quote = text[index...].firstIndex(where: { $0 == "'" || $0 == "\"" }) else { return false }
        return quote > index && text[index..<quote].allSatisfy { $0.isLetter }
    }

    private mutating func string() -> String.UnicodeScalarView? {
        var isRaw = false
        let prefix = text[index...].prefix { $0.isLetter }
        switch String(prefix).lowercased() {
        case "", "u", "b": break
        case "r", "rb", "br": isRaw = true
        default: return nil
        }
        index += prefix.count
        guard let quote = peek else { return nil }
        let isTriple = text[index...].starts(with: [quote, quote, quote])
        let close = Array(repeating: quote, count: isTriple ? 3 : 1)
        index += close.count
        var result = String.UnicodeScalarView()
        while !text[index...].starts(with: close) {
            guard let next = peek else { return nil }
            index += 1
            guard next == "\\" else {
                result.append(next)
                continue
            }
            guard let escaped = peek else { return nil }
            index += 1
            if isRaw {
                result.append(contentsOf: [next, escaped])
            } else {
                guard let meant = escape(escaped) else { return nil }
                result.append(contentsOf: meant)
            }
        }
        index += close.count
        return result
    }

    /// What a backslash and a character mean; an escape that Python does not know stays as it is.
    private mutating func escape(_ character: Unicode.Scalar) -> [Unicode.Scalar]? {
        switch character {
        case "\\", "'", "\"": return [character]
        case "n": return ["\n"]
        case "t": return ["\t"]
        case "r": return ["\r"]
        case "a": return ["\u{7}"]
        case "b": return ["\u{8}"]
        case "f": return ["\u{C}"]
        case "v": return ["\u{B}"]
        case "x": return code(2).map { [$0] }
        case "u": return code(4).map { [$0] }
        case "U": return code(8).map { [$0] }
        case "0"..."7":
            index -= 1
            let digits = text[index...].prefix(3).prefix { ("0"..."7").contains($0) }
            index += digits.count
            return UInt32(String(digits), radix: 8).flatMap { Unicode.Scalar($0) }.map { [$0] }
        default: return ["\\", character]
        }
    }

    private mutating func code(_ length: Int) -> Unicode.Scalar? {
        let digits = text[index...].prefix(length)
        guard digits.count == length, digits.allSatisfy({ $0.isHexDigit }) else { return nil }
        index += length
        return UInt32(String(digits), radix: 16).flatMap { Unicode.Scalar($0) }
    }
}
