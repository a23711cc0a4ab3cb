internal import Diagnostics
internal import Digests

/// Python's `"%05d %s" % (number, text)`.
struct PercentFormat {
    private struct Field {
        var key: String?
        var flags: Set<Unicode.Scalar> = []
        var width = 0
        var precision: Int?
        var kind: Unicode.Scalar = "s"
    }

    private let text: [Unicode.Scalar]
    private let span: Span
    private var position = 0
    private var values: [Value] = []
    private var map: ValueMap?

    init(_ format: String, span: Span) {
        text = Array(format.unicodeScalars)
        self.span = span
    }

    /// The text with the fields filled from a value, or from each of a tuple in turn.
    func applied(to value: Value) throws(Diagnostic) -> String {
        var copy = self
        copy.values = value.isTuple ? value.list ?? [] : [value]
        copy.map = value.map
        return try copy.filled()
    }

    private mutating func filled() throws(Diagnostic) -> String {
        var result = String.UnicodeScalarView()
        while position < text.count {
            let scalar = text[position]
            position += 1
            guard scalar == "%" else {
                result.append(scalar)
                continue
            }
            let field = try field()
            if field.kind == "%" {
                result.append("%")
            } else {
                result.append(contentsOf: try filled(field).unicodeScalars)
            }
        }
        guard values.isEmpty || map != nil else { throw problem("has fewer fields than there are values") }
        return String(result)
    }

    private func problem(_ message: String) -> Diagnostic {
        Diagnostic("wrong-format", "the format \(message)", at: span)
    }

    private mutating func field() throws(Diagnostic) -> Field {
        var field = Field()
        if current == "(" {
            let start = position + 1
            guard let end = text[start...].firstIndex(of: ")") else { throw problem("has '%(' without ')'") }
            field.key = String(scalars: text[start..<end])
            position = end + 1
        }
        while let flag = current, "-+ 0#".unicodeScalars.contains(flag) {
            field.flags.insert(flag)
            position += 1
        }
        field.width = try number() ?? 0
        if field.width < 0 {
            field.flags.insert("-")
            field.width = -field.width
        }
        if current == "." {
            position += 1
            field.precision = try number() ?? 0
        }
        while let size = current, "hlL".unicodeScalars.contains(size) { position += 1 }
        guard let kind = current else { throw problem("ends in the middle of a field") }
        field.kind = kind
        position += 1
        guard field.width <= CFormat.widest, (field.precision ?? 0) <= CFormat.mostDigits else {
            throw problem("asks for a width that is too large")
        }
        return field
    }

    private var current: Unicode.Scalar? { position < text.count ? text[position] : nil }

    private mutating func number() throws(Diagnostic) -> Int? {
        if current == "*" {
            position += 1
            return try next(nil).clampedInt
        }
        let start = position
        while current?.isDigit == true { position += 1 }
        return Int(String(scalars: text[start..<position]))
    }

    private mutating func next(_ key: String?) throws(Diagnostic) -> Value {
        if let key {
            guard let map else { throw problem("names '\(key)', so that it wants a map") }
            guard let value = map[key] else { throw problem("names '\(key)', which is not given") }
            return value
        }
        guard !values.isEmpty else { throw problem("has more fields than there are values") }
        return values.removeFirst()
    }

    private mutating func filled(_ field: Field) throws(Diagnostic) -> String {
        let value = try next(field.key)
        var padding = Padding(width: field.width, alignment: field.flags.contains("-") ? .left : .right)
        switch field.kind {
        case "s", "r", "a":
            let text = field.kind == "s" ? value.text : value.representation
            let shown = field.kind == "a" ? text.pythonASCII : text
            return padding.applied(to: String(scalars: shown.unicodeScalars.prefix(field.precision ?? .max)))
        case "c":
            let character = value.int.flatMap { UInt32(exactly: $0) }.flatMap(Unicode.Scalar.init).map { String($0) }
            guard let text = character ?? value.string, text.unicodeScalars.count == 1 else {
                throw problem("wants one character for '%c'")
            }
            return padding.applied(to: text)
        default: break
        }
        guard let number = value.number else {
            throw problem("wants a number for '%\(field.kind)', not \(value.typeName)")
        }
        if field.flags.contains("0"), !field.flags.contains("-") {
            (padding.fill, padding.alignment) = ("0", .afterSign)
        }
        let isWhole = "diuxXo".unicodeScalars.contains(field.kind)
        let isNegative = isWhole ? number <= -1 : number.sign == .minus
        let sign = isNegative ? "-" : field.flags.contains("+") ? "+" : field.flags.contains(" ") ? " " : ""
        return padding.applied(to: try digits(value, number, field), sign: sign)
    }

    private func digits(_ value: Value, _ number: Double, _ field: Field) throws(Diagnostic) -> String {
        switch field.kind {
        case "d", "i", "u", "x", "X", "o":
            guard "diu".unicodeScalars.contains(field.kind) || value.isWhole else {
                throw problem("wants a whole number for '%\(field.kind)', not \(value.typeName)")
            }
            guard let whole = value.integer ?? BigInteger(number) else {
                throw problem("wants a whole number for '%\(field.kind)'")
            }
            let radix = field.kind == "o" ? 8 : field.kind == "x" || field.kind == "X" ? 16 : 10
            let digits = whole.digits(radix: radix, isUppercase: field.kind == "X")
            let zeros = String(repeating: "0", count: max(0, (field.precision ?? 0) - digits.count))
            let mark = field.flags.contains("#") && radix != 10 ? "0" + String(field.kind) : ""
            return mark + zeros + digits
        case "e", "E", "f", "F", "g", "G":
            _ = try value.fraction(at: span)
            return CFormat.text(
                number.magnitude, field.kind, precision: field.precision ?? 6, isAlternate: field.flags.contains("#"))
        default: throw problem("has the field '%\(field.kind)', which means nothing")
        }
    }
}
