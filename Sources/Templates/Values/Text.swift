internal import Digests

extension Value {
    /// What the value prints as: Python's `str()`.
    package var text: String {
        if case .string(let text) = payload { text } else { representation }
    }

    /// How the value is written in a list that is printed: Python's `repr()`.
    var representation: String {
        switch payload {
        case .null: "None"
        case .bool(let flag): flag ? "True" : "False"
        case .int(let number): "\(number)"
        case .big(let number): "\(number)"
        case .float(let number): number.pythonText
        case .string(let text): text.pythonLiteral
        case .list(let values): listText(values)
        case .map(let map):
            "{" + map.map { "\($0.key.representation): \($0.value.representation)" }.joined(separator: ", ") + "}"
        case .object(let object): object.text
        case .undefined: "undefined"
        }
    }

    private func listText(_ values: [Value]) -> String {
        let items = values.map { $0.representation }.joined(separator: ", ")
        guard isTuple else { return "[\(items)]" }
        return values.count == 1 ? "(\(items),)" : "(\(items))"
    }
}

extension Double {
    /// The shortest text that reads back as the same number, as Python prints it.
    var pythonText: String {
        if isNaN { return "nan" }
        if isInfinite { return self < 0 ? "-inf" : "inf" }
        // Swift writes the exponent from 2^53 up, or from 2^54 if the number is a multiple of 4; Python from 10^16.
        if magnitude >= 1e16, let text = exponentText { return text }
        if magnitude >= 9_007_199_254_740_992, magnitude < 1e16 { return "\(Int(self)).0" }
        return description
    }

    private var exponentText: String? {
        let text = description
        guard !text.contains("e"), text.hasSuffix(".0") else { return nil }
        var digits = text.dropLast(2)
        let sign = digits.first == "-" ? "-" : ""
        if !sign.isEmpty { digits = digits.dropFirst() }
        let exponent = digits.count - 1
        while digits.count > 1, digits.last == "0" { digits = digits.dropLast() }
        let rest = digits.dropFirst()
        return sign + digits.prefix(1) + (rest.isEmpty ? "" : "." + rest) + "e+\(exponent)"
    }
}

extension String {
    /// The text as a Python string literal.
    fileprivate var pythonLiteral: String {
        let quote: Unicode.Scalar = unicodeScalars.contains("'") && !unicodeScalars.contains("\"") ? "\"" : "'"
        var result = String(quote)
        for scalar in unicodeScalars {
            switch scalar {
            case quote, "\\": result += "\\" + String(scalar)
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                if scalar.isPythonPrintable {
                    result.unicodeScalars.append(scalar)
                } else {
                    result += scalar.pythonEscape
                }
            }
        }
        return result + String(quote)
    }
}

extension Unicode.Scalar {
    var isPythonPrintable: Bool {
        if isASCII { return value >= 0x20 && value < 0x7F }
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            return false
        default: return true
        }
    }

    var pythonEscape: String {
        let digits = String(value, radix: 16)
        let (mark, width) = value < 0x100 ? ("\\x", 2) : value < 0x10000 ? ("\\u", 4) : ("\\U", 8)
        return mark + String(repeating: "0", count: width - digits.count) + digits
    }
}
