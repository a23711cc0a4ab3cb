internal import Diagnostics
internal import Digests

/// Filters to and between numbers.
enum NumberFilters {
    static let all: [Filter] = [
        Filter("int", ["default?", "base?"], body: integer),
        Filter("float", ["default?"]) { call throws(Diagnostic) in
            if let number = try call.input.fraction(at: call.span) { return .float(number) }
            return call.input.string.flatMap { $0.pythonFloat }.map { .float($0) } ?? call["default"] ?? .float(0)
        },
        Filter("bool") { call throws(Diagnostic) in
            if let text = call.input.string { return .bool(["yes", "on", "true", "1"].contains(text.lowercased())) }
            return .bool(call.input.number == 1)
        },
        Filter("abs") { call throws(Diagnostic) in
            if let number = call.input.integer { return .integer(number.absolute) }
            guard let number = call.input.number else { throw call.takes("a number") }
            return .float(number.magnitude)
        },
        Filter("round", ["precision?", "method?"], body: rounded),
        Filter("sum", ["attribute?", "start?"]) { call throws(Diagnostic) in
            let path = call["attribute"].flatMap { $0 == .null ? nil : $0 }
            var total = call["start"] ?? .int(0)
            for item in try call.items() {
                let value = try path.map { path throws(Diagnostic) in try call.defined(at: path, of: item) } ?? item
                total = try Arithmetic(span: call.span).result(.add, total, value)
            }
            return total
        },
        Filter("pow", ["y"]) { call throws(Diagnostic) in
            try float(
                call, try Arithmetic(span: call.span).result(.power, try number(call), try number(call, call["y"])))
        },
        Filter("root", ["base?"]) { call throws(Diagnostic) in
            let degree = try number(call, call["base"] ?? .int(2)).number ?? 2
            let value = try number(call).number ?? 0
            guard value >= 0, degree != 0 else { throw call.problem("has no root to take of a negative number") }
            return .float(degree == 2 ? value.squareRoot() : CMath.power(value, 1 / degree))
        },
        Filter("log", ["base?"]) { call throws(Diagnostic) in
            let base = try call["base"].map { base throws(Diagnostic) in try number(call, base).number ?? 0 }
            let value = try number(call).number ?? 0
            guard value > 0, base.map({ $0 > 0 && $0 != 1 }) != false else {
                throw call.problem("takes a number above 0")
            }
            return .float(CMath.logarithm(value, base: base))
        },
    ]

    private static func number(_ call: FilterCall, _ value: Value? = nil) throws(Diagnostic) -> Value {
        guard let number = try (value ?? call.input).fraction(at: call.span) else {
            throw call.takes("a number", not: value)
        }
        return .float(number)
    }

    private static func float(_ call: FilterCall, _ value: Value) throws(Diagnostic) -> Value {
        guard let number = value.number, number.isFinite else { throw call.problem("gives too large a number") }
        return .float(number)
    }

    private static func integer(_ call: FilterCall) throws(Diagnostic) -> Value {
        if let number = call.input.integer { return .integer(number) }
        let standard = call["default"] ?? .int(0)
        if let number = call.input.number { return Value(whole: number) ?? standard }
        guard let text = call.input.string else { return standard }
        let base = try call.arguments.int("base", default: 10)
        guard base == 0 || (2...36).contains(base) else { throw call.problem("knows bases from 2 to 36") }
        if let number = text.pythonInteger(base: base) { return .integer(number) }
        return text.pythonFloat.flatMap { Value(whole: $0) } ?? standard
    }

    private static func rounded(_ call: FilterCall) throws(Diagnostic) -> Value {
        guard let number = call.input.number else { throw call.takes("a number") }
        let precision = try call.arguments.int("precision", default: 0)
        let method = call.arguments.text("method", default: "common")
        if let whole = call.input.integer, method == "common" { return .integer(rounded(whole, precision)) }
        if call.input.isWhole, precision >= 0, method == "ceil" || method == "floor" {
            return try Self.number(call)
        }
        switch method {
        case "common":
            guard precision >= 0, number.isFinite else {
                let scale = power(of: -precision)
                return .float((number / scale).rounded(.toNearestOrEven) * scale)
            }
            return .float(Double(CFormat.text(number, "f", precision: precision)) ?? number)
        // Python rounds to an integer then, which has no negative zero.
        case "ceil": return .float(((number * power(of: precision)).rounded(.up) + 0) / power(of: precision))
        case "floor": return .float(((number * power(of: precision)).rounded(.down) + 0) / power(of: precision))
        default: throw call.problem("knows the methods 'common', 'ceil' and 'floor'")
        }
    }

    /// Python's `round()` of a whole number, which digits behind the point leave as it is; a half goes to the even side.
    private static func rounded(_ number: BigInteger, _ precision: Int) -> BigInteger {
        guard precision < 0 else { return number }
        guard -precision <= BigInteger.mostDigits, let unit = BigInteger(10).power(BigInteger(-precision)) else {
            return BigInteger(0)
        }
        let (quotient, rest) = number.dividedDown(by: unit)
        let twice = rest + rest
        let isOdd = (quotient.magnitude.last ?? 0) & 1 == 1
        return (twice > unit || twice == unit && isOdd ? quotient + BigInteger(1) : quotient) * unit
    }

    private static func power(of exponent: Int) -> Double {
        let power = (0..<min(abs(exponent), 400)).reduce(1.0) { power, _ in power * 10 }
        return exponent < 0 ? 1 / power : power
    }
}

extension String {
    /// The number that Python's `float()` reads in it.
    var pythonFloat: Double? {
        let text = stripped().lowercased()
        let unsigned = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        if ["inf", "infinity", "nan"].contains(unsigned) {
            return unsigned == "nan" ? .nan : text.hasPrefix("-") ? -.infinity : .infinity
        }
        guard let first = unsigned.unicodeScalars.first, first.isDigit || first == ".",
            let digits = text.withoutDigitGroups, !digits.contains("x"), !digits.contains("p")
        else { return nil }
        return Double(digits)
    }

    /// The whole number that Python's `int()` reads in it; base 0 goes by the prefix.
    func pythonInteger(base: Int) -> BigInteger? {
        // Digits of any script count.
        let ascii = String(
            scalars: stripped().lowercased().unicodeScalars.map { scalar in
                guard !scalar.isASCII, scalar.properties.numericType == .decimal,
                    let digit = scalar.properties.numericValue
                else { return scalar }
                return Unicode.Scalar(UInt8(digit) + 48)
            })
        guard var digits = ascii.withoutDigitGroups else { return nil }
        let isNegative = digits.hasPrefix("-")
        if isNegative || digits.hasPrefix("+") { digits.removeFirst() }
        guard digits.first.map({ $0 != "-" && $0 != "+" }) == true else { return nil }
        var base = base
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where digits.hasPrefix(prefix) {
            guard base == 0 || base == radix else { continue }
            digits.removeFirst(2)
            base = radix
            break
        }
        guard let number = BigInteger(digits, radix: base == 0 ? 10 : base) else { return nil }
        return isNegative ? -number : number
    }

    /// The text without the `_` between its digits; nil where one stands elsewhere.
    private var withoutDigitGroups: String? {
        guard contains("_") else { return self }
        let parts = splitScalars(by: "_")
        let areGrouped = zip(parts, parts.dropFirst()).allSatisfy { left, right in
            left.unicodeScalars.last?.isHexadecimal == true && right.unicodeScalars.first?.isHexadecimal == true
        }
        return areGrouped ? parts.joined() : nil
    }
}
