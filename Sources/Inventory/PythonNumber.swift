import YAML

extension PythonLiteral {
    /// A whole or a decimal number without its sign; nil for what Python refuses, such as `0123` and `1__0`.
    mutating func number(sign: String) -> Node? {
        let start = index
        guard let literal = based() ?? decimal() else {
            index = start
            return nil
        }
        // `5x`, and `5j`, which is a complex number and means nothing here.
        if let next = peek, next.isWord || next == "." { return nil }
        return Node(.scalar(sign + literal, isQuoted: false), at: span)
    }

    private mutating func based() -> String? {
        guard peek == "0", index + 1 < text.count else { return nil }
        let radix: Int
        switch text[index + 1] {
        case "x", "X": radix = 16
        case "o", "O": radix = 8
        case "b", "B": radix = 2
        default: return nil
        }
        let start = index
        index += 2
        if peek == "_" { index += 1 }
        guard let digits = digits(radix: radix), let value = Int(digits, radix: radix) else {
            index = start
            return nil
        }
        return "\(value)"
    }

    private mutating func decimal() -> String? {
        let whole = digits(radix: 10)
        var isFloat = false
        var fraction: String?
        if peek == "." {
            isFloat = true
            index += 1
            fraction = digits(radix: 10)
        }
        guard whole != nil || fraction != nil else { return nil }
        var exponent: String?
        if peek == "e" || peek == "E" {
            isFloat = true
            index += 1
            let sign = peek == "-" || peek == "+" ? String(text[index]) : ""
            if !sign.isEmpty { index += 1 }
            guard let power = digits(radix: 10) else { return nil }
            exponent = sign + power
        }
        if isFloat { return float("\(whole ?? "0").\(fraction ?? "0")e\(exponent ?? "0")") }
        guard let whole else { return nil }
        let significant = whole.drop { $0 == "0" }
        guard !whole.hasPrefix("0") || significant.isEmpty else { return nil }
        return significant.isEmpty ? "0" : String(significant)
    }

    /// The number as YAML 1.1 wants it: with a point, and with a sign in the exponent.
    private func float(_ text: String) -> String? {
        guard let value = Double(text) else { return nil }
        guard value.isFinite else { return ".inf" }
        let shortest = "\(value)"
        guard let e = shortest.firstIndex(of: "e"), !shortest.contains(".") else { return shortest }
        return shortest[..<e] + ".0" + shortest[e...]
    }

    /// Digits with single underscores between them, which are left out.
    private mutating func digits(radix: Int) -> String? {
        var result = ""
        while let next = peek {
            if next == "_", !result.isEmpty, index + 1 < text.count, isDigit(text[index + 1], radix: radix) {
                index += 1
            } else if isDigit(next, radix: radix) {
                result.unicodeScalars.append(next)
                index += 1
            } else {
                break
            }
        }
        return result.isEmpty ? nil : result
    }

    private func isDigit(_ character: Unicode.Scalar, radix: Int) -> Bool {
        character.isASCII && Character(character).hexDigitValue.map { $0 < radix } ?? false
    }
}
