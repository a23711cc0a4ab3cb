internal import Diagnostics

/// Python's `"{:>5} {name}".format(value, name=…)`, with the common part of its format specifications.
struct BraceFormat {
    private let text: [Unicode.Scalar]
    private let arguments: BoundArguments
    private var position = 0
    private var nextIndex = 0

    init(_ format: String, arguments: BoundArguments) {
        text = Array(format.unicodeScalars)
        self.arguments = arguments
    }

    func applied() throws(Diagnostic) -> String {
        var copy = self
        return try copy.filled()
    }

    private func problem(_ message: String) -> Diagnostic {
        Diagnostic("wrong-format", "the format \(message)", at: arguments.span)
    }

    private mutating func filled() throws(Diagnostic) -> String {
        var result = String.UnicodeScalarView()
        while position < text.count {
            let scalar = text[position]
            position += 1
            let isDoubled = position < text.count && text[position] == scalar
            if scalar == "{" || scalar == "}", isDoubled {
                position += 1
                result.append(scalar)
            } else if scalar == "{" {
                result.append(contentsOf: try field().unicodeScalars)
            } else if scalar == "}" {
                throw problem("has a '}' that closes nothing")
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private mutating func field() throws(Diagnostic) -> String {
        guard let end = text[position...].firstIndex(of: "}") else { throw problem("has a '{' that is never closed") }
        var parts = String(scalars: text[position..<end]).splitScalars(by: ":", limit: 1)
        position = end + 1
        let specification = parts.count > 1 ? parts.removeLast() : ""
        let conversion = parts[0].splitScalars(by: "!", limit: 1)
        let value = try value(at: conversion[0])
        if conversion.count > 1, conversion[1] == "r" {
            return try FormatSpecification(specification, span: arguments.span).applied(
                to: .string(value.representation))
        }
        return try FormatSpecification(specification, span: arguments.span).applied(to: value)
    }

    /// The value of `0`, `name`, `name.attribute` or `name[key]`; of nothing, the next in turn.
    private mutating func value(at path: String) throws(Diagnostic) -> Value {
        let steps = path.replacing("]", with: "").replacing("[", with: ".").splitScalars(by: ".")
        var value: Value
        if steps[0].isEmpty || Int(steps[0]) != nil {
            let index = Int(steps[0]) ?? nextIndex
            if steps[0].isEmpty { nextIndex += 1 }
            guard arguments.rest.indices.contains(index) else { throw problem("has more fields than there are values") }
            value = arguments.rest[index]
        } else {
            guard let named = arguments.others.first(where: { $0.name == steps[0] }) else {
                throw problem("names '\(steps[0])', which is not given")
            }
            value = named.value
        }
        for step in steps.dropFirst() {
            let part = value.map?[step] ?? Int(step).flatMap { value.list?.element(at: $0) }
            guard let part else { throw problem("asks for '\(step)', which is not there") }
            value = part
        }
        return value
    }
}

/// What stands behind the colon of a field: `[[fill]align][sign][0][width][,][.precision][type]`.
private struct FormatSpecification {
    private var padding = Padding()
    private var hasAlignment = false
    private var sign: Unicode.Scalar = "-"
    private var isAlternate = false
    private var separator: Unicode.Scalar?
    private var precision: Int?
    private var kind: Unicode.Scalar?
    private let span: Span

    init(_ text: String, span: Span) throws(Diagnostic) {
        self.span = span
        var rest = Array(text.unicodeScalars)[...]
        func take(_ set: String) -> Unicode.Scalar? {
            guard let first = rest.first, set.unicodeScalars.contains(first) else { return nil }
            rest.removeFirst()
            return first
        }
        func number() -> Int? {
            let digits = rest.prefix { $0.isDigit }
            rest = rest.dropFirst(digits.count)
            return Int(String(scalars: digits))
        }
        let alignments: [Unicode.Scalar: Padding.Alignment] = ["<": .left, ">": .right, "^": .center, "=": .afterSign]
        if rest.count > 1, let alignment = alignments[rest[rest.startIndex + 1]] {
            (padding.fill, padding.alignment, hasAlignment) = (rest[rest.startIndex], alignment, true)
            rest = rest.dropFirst(2)
        } else if let mark = take("<>^="), let alignment = alignments[mark] {
            (padding.alignment, hasAlignment) = (alignment, true)
        }
        sign = take("+- ") ?? "-"
        isAlternate = take("#") != nil
        if take("0") != nil, !hasAlignment { (padding.fill, padding.alignment, hasAlignment) = ("0", .afterSign, true) }
        padding.width = number() ?? 0
        separator = take(",_")
        if take(".") != nil { precision = number() }
        kind = take("bcdeEfFgGnosxX%")
        guard rest.isEmpty, padding.width <= CFormat.widest else {
            throw Diagnostic("wrong-format", "the format has a field ':\(text)' that cannot be read", at: span)
        }
    }

    func applied(to value: Value) throws(Diagnostic) -> String {
        guard let number = value.number, kind != "s" else {
            guard kind == nil || kind == "s" else {
                throw Diagnostic("wrong-format", "the format wants a number, not \(value.typeName)", at: span)
            }
            let text = String(scalars: value.text.unicodeScalars.prefix(precision ?? .max))
            return padding.applied(to: text)
        }
        if case .bool = value.payload, kind == nil { return padding.applied(to: value.text) }
        var padding = padding
        if !hasAlignment { padding.alignment = .right }
        let isNegative = number.sign == .minus && (number != 0 || value.int == nil)
        let mark = isNegative ? "-" : sign == "-" ? "" : String(sign)
        return padding.applied(to: try digits(of: value, number.magnitude), sign: mark)
    }

    private func digits(of value: Value, _ magnitude: Double) throws(Diagnostic) -> String {
        switch kind {
        case "b", "o", "x", "X", "d", "n": return try wholeDigits(of: value)
        case nil where precision == nil && value.int != nil: return try wholeDigits(of: value)
        case "%": return grouped(CFormat.text(magnitude * 100, "f", precision: precision ?? 6)) + "%"
        case nil where precision == nil: return grouped(magnitude.pythonText)
        default: return grouped(CFormat.text(magnitude, kind ?? "g", precision: precision ?? 6))
        }
    }

    private func wholeDigits(of value: Value) throws(Diagnostic) -> String {
        guard let whole = value.int else {
            throw Diagnostic("wrong-format", "the format wants a whole number", at: span)
        }
        let radix = kind == "b" ? 2 : kind == "o" ? 8 : kind == "x" || kind == "X" ? 16 : 10
        let digits = CFormat.digits(whole, radix: radix, isUppercase: kind == "X")
        return (isAlternate && radix != 10 ? "0" + String(kind ?? "x") : "") + grouped(digits)
    }

    /// The digits before the point in threes, if the field asks for that.
    private func grouped(_ text: String) -> String {
        guard let separator else { return text }
        let whole = text.prefix { $0.isNumber }
        var result = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { result += String(separator) }
            result.append(digit)
        }
        return result + text.dropFirst(whole.count)
    }
}
