internal import Diagnostics
internal import Digests

/// Python's `"{:>5} {name}".format(value, name=…)`, with the common part of its format specifications.
struct BraceFormat {
    private var text: [Unicode.Scalar]
    private let arguments: BoundArguments
    private var position = 0
    private var nextIndex = 0
    /// Whether the fields say which value they want; nil until the first that takes one in turn or by number.
    private var isNumbered: Bool?

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
        var (depth, end) = (1, position)
        while depth > 0 {
            guard end < text.count else { throw problem("has a '{' that is never closed") }
            depth += text[end] == "{" ? 1 : text[end] == "}" ? -1 : 0
            end += 1
        }
        let body = String(scalars: text[position..<(end - 1)])
        position = end
        var parts = body.splitScalars(by: ":", limit: 1)
        let specification = parts.count > 1 ? parts.removeLast() : ""
        let conversion = parts[0].splitScalars(by: "!", limit: 1)
        let value = converted(try value(at: conversion[0]), conversion.count > 1 ? conversion[1] : "")
        guard let value else { throw problem("has the conversion '!\(conversion[1])', which means nothing") }
        // A specification may hold fields itself, which are filled first.
        var inner = self
        (inner.text, inner.position) = (Array(specification.unicodeScalars), 0)
        let filled = specification.contains("{") ? try inner.filled() : specification
        (nextIndex, isNumbered) = (inner.nextIndex, inner.isNumbered)
        return try FormatSpecification(filled, span: arguments.span).applied(to: value)
    }

    private func converted(_ value: Value, _ kind: String) -> Value? {
        switch kind {
        case "": value
        case "s": .string(value.text)
        case "r": .string(value.representation)
        case "a": .string(value.representation.pythonASCII)
        default: nil
        }
    }

    /// The value of `0`, `name`, `name.attribute` or `name[key]`; of nothing, the next in turn.
    private mutating func value(at path: String) throws(Diagnostic) -> Value {
        let steps = path.replacing("]", with: "").replacing("[", with: ".").splitScalars(by: ".")
        var value: Value
        if steps[0].isEmpty || Int(steps[0]) != nil {
            guard isNumbered == nil || isNumbered == !steps[0].isEmpty else {
                throw problem("has fields with and without a number")
            }
            isNumbered = !steps[0].isEmpty
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
    private var hasZeros = false
    private let isPlain: Bool
    private var sign: Unicode.Scalar = "-"
    private var isAlternate = false
    private var hidesNegativeZero = false
    private var separator: Unicode.Scalar?
    private var precision: Int?
    private var kind: Unicode.Scalar?
    private let span: Span

    init(_ text: String, span: Span) throws(Diagnostic) {
        self.span = span
        isPlain = text.isEmpty
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
        hidesNegativeZero = take("z") != nil
        isAlternate = take("#") != nil
        if take("0") != nil, !hasAlignment {
            (padding.fill, padding.alignment, hasAlignment, hasZeros) = ("0", .afterSign, true, true)
        }
        padding.width = number() ?? 0
        separator = take(",_")
        if take(".") != nil { precision = number() }
        kind = take("bcdeEfFgGnosxX%")
        guard rest.isEmpty, padding.width <= CFormat.widest else {
            throw Diagnostic("wrong-format", "the format has a field ':\(text)' that cannot be read", at: span)
        }
    }

    func applied(to value: Value) throws(Diagnostic) -> String {
        if isPlain { return value.text }
        if value.string != nil { return try text(value) }
        guard let number = value.number, kind != "s" else {
            throw Diagnostic("wrong-format", "the format has a field that \(value.typeName) cannot fill", at: span)
                .helping("convert it with '!s'")
        }
        if kind == "c" { return try character(value) }
        let isWhole = value.isWhole && (kind == nil || "bdnoxX".unicodeScalars.contains(kind ?? "d"))
        guard !isWhole || precision == nil else {
            throw Diagnostic("wrong-format", "the format wants digits behind the point of a whole number", at: span)
        }
        var padding = padding
        if !hasAlignment { padding.alignment = .right }
        let isNegative = number.sign == .minus && (number != 0 || !value.isWhole)
        if !isWhole { _ = try value.fraction(at: span) }
        let digits = try digits(of: value, number.magnitude)
        let isZero = hidesNegativeZero && !digits.unicodeScalars.contains { $0.isDigit && $0 != "0" }
        let mark = (isNegative && !isZero ? "-" : sign == "-" ? "" : String(sign)) + prefix
        guard padding.fill == "0", padding.alignment == .afterSign, separator != nil else {
            return padding.applied(to: grouped(digits), sign: mark)
        }
        return mark + grouped(digits, width: padding.width - mark.unicodeScalars.count)
    }

    private func text(_ value: Value) throws(Diagnostic) -> String {
        guard kind == nil || kind == "s", separator == nil, sign == "-", !isAlternate else {
            throw Diagnostic("wrong-format", "the format wants a number, not \(value.typeName)", at: span)
        }
        var padding = padding
        if padding.alignment == .afterSign {
            guard hasZeros else { throw Diagnostic("wrong-format", "the format has '=' for text", at: span) }
            padding.alignment = .left
        }
        return padding.applied(to: String(scalars: value.text.unicodeScalars.prefix(precision ?? .max)))
    }

    private func character(_ value: Value) throws(Diagnostic) -> String {
        guard let scalar = value.int.flatMap({ UInt32(exactly: $0) }).flatMap(Unicode.Scalar.init) else {
            throw Diagnostic("wrong-format", "the format wants the number of a character", at: span)
        }
        return padding.applied(to: String(scalar))
    }

    /// `0x` and the like, which stand before the zeros that fill a field.
    private var prefix: String {
        guard isAlternate, let kind, "boxX".unicodeScalars.contains(kind) else { return "" }
        return "0\(kind)"
    }

    private func digits(of value: Value, _ magnitude: Double) throws(Diagnostic) -> String {
        switch kind {
        case "b", "o", "x", "X", "d": return try wholeDigits(of: value)
        case nil where value.isWhole, "n" where value.isWhole: return try wholeDigits(of: value)
        case "%": return float(magnitude * 100, "f", precision ?? 6) + "%"
        case nil where precision == nil: return magnitude.pythonText
        case nil: return magnitude.pythonText(precision: precision ?? 6)
        default: return float(magnitude, kind == "n" ? "g" : kind ?? "g", precision ?? 6)
        }
    }

    private func float(_ number: Double, _ kind: Unicode.Scalar, _ precision: Int) -> String {
        CFormat.text(number, kind, precision: precision, isAlternate: isAlternate)
    }

    private func wholeDigits(of value: Value) throws(Diagnostic) -> String {
        guard let whole = value.integer else {
            throw Diagnostic("wrong-format", "the format wants a whole number", at: span)
        }
        let radix = kind == "b" ? 2 : kind == "o" ? 8 : kind == "x" || kind == "X" ? 16 : 10
        return whole.digits(radix: radix, isUppercase: kind == "X")
    }

    /// The digits before the point in threes, or in fours to another base than ten, if the field asks for that;
    /// filled with zeros up to a width.
    private func grouped(_ text: String, width: Int = 0) -> String {
        guard let separator else { return text }
        let size = kind.map { "boxX".unicodeScalars.contains($0) } == true ? 4 : 3
        var whole = Array(text.unicodeScalars.prefix { $0.isHexadecimal })
        if kind == "e" || kind == "E" { whole = Array(whole.prefix { $0.isDigit }) }
        let rest = Array(text.unicodeScalars.dropFirst(whole.count))
        while whole.count + (whole.count - 1) / size + rest.count < width { whole.insert("0", at: 0) }
        var result = String.UnicodeScalarView()
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % size == 0 { result.append(separator) }
            result.append(digit)
        }
        return String(result) + String(scalars: rest)
    }
}

extension Double {
    /// What a field with a precision and no type gives: `g`, but never without a point.
    fileprivate func pythonText(precision: Int) -> String {
        let text = CFormat.text(self, "g", precision: precision)
        return text.unicodeScalars.allSatisfy { $0.isDigit } && text.count < precision ? text + ".0" : text
    }
}

extension String {
    /// The text with whatever is not ASCII as Python's escapes.
    var pythonASCII: String {
        unicodeScalars.map { $0.isASCII ? String($0) : $0.pythonEscape }.joined()
    }
}
