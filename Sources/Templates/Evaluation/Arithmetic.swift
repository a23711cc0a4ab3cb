internal import Diagnostics
internal import Digests

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Python's operators on two values.
struct Arithmetic {
    /// How long a text or a list that an operator makes may be.
    static let longest = 16_000_000

    let span: Span

    func result(_ sign: BinaryOperator, _ left: Value, _ right: Value) throws(Diagnostic) -> Value {
        // Lists joined keep which of their items are secrets.
        if sign == .add, let first = left.list, let second = right.list, left.isTuple == right.isTuple {
            var joined = Value.list(first + second)
            joined.isTuple = left.isTuple
            return joined.tainted(left.isSensitive || right.isSensitive)
        }
        return try untainted(sign, left, right).tainted(left.holdsSecret || right.holdsSecret)
    }

    private func untainted(_ sign: BinaryOperator, _ left: Value, _ right: Value) throws(Diagnostic) -> Value {
        switch (sign, left.payload, right.payload) {
        case (.add, .string(let first), .string(let second)): return .string(first + second)
        case (.multiply, .string, _), (.multiply, .list, _):
            if right.isWhole { return try repeated(left, right) }
        case (.multiply, _, .string), (.multiply, _, .list):
            if left.isWhole { return try repeated(right, left) }
        case (.remainder, .string(let format), _):
            return .string(try PercentFormat(format, span: span).applied(to: right))
        case (.subtract, .object(let end as DateTime), .object(let start as DateTime)):
            return .object(TimeSpan(from: start, to: end))
        default: break
        }
        if let first = left.int, let second = right.int { return try integers(sign, first, second) }
        if let first = left.integer, let second = right.integer { return try integers(sign, first, second) }
        if let first = try left.fraction(at: span), let second = try right.fraction(at: span) {
            return try floats(sign, first, second)
        }
        let problem = Diagnostic(
            "wrong-type", "'\(sign.rawValue)' cannot work on \(left.typeName) and \(right.typeName)", at: span)
        let isText = left.string != nil || right.string != nil
        if sign == .add, isText { throw problem.helping("join text with '~', or convert with '| int' or '| string'") }
        throw isText ? problem.helping("convert text to a number with '| int' or '| float'") : problem
    }

    private func repeated(_ value: Value, _ times: Value) throws(Diagnostic) -> Value {
        guard let count = times.int.map({ max(0, $0) }) else {
            throw Diagnostic("number-out-of-range", "nothing is repeated \(times.text) times", at: span)
        }
        let length = value.string?.utf8.count ?? value.list?.count ?? 0
        guard !length.multipliedReportingOverflow(by: count).overflow, length * count <= Self.longest else {
            throw Diagnostic("too-long", "the result would be longer than \(Self.longest)", at: span)
        }
        if let text = value.string { return .string(String(repeating: text, count: count)) }
        let items = value.list ?? []
        var result = Value.list((0..<count).flatMap { _ in items })
        result.isTuple = value.isTuple
        return result
    }

    private func integers(_ sign: BinaryOperator, _ left: Int, _ right: Int) throws(Diagnostic) -> Value {
        if right == 0, sign == .divide || sign == .floorDivide || sign == .remainder { throw divisionByZero }
        let (value, overflows): (Int, Bool)
        switch sign {
        case .add: (value, overflows) = left.addingReportingOverflow(right)
        case .subtract: (value, overflows) = left.subtractingReportingOverflow(right)
        case .multiply: (value, overflows) = left.multipliedReportingOverflow(by: right)
        case .divide:
            // Beyond that, numbers with a fraction do not hold every integer, and the quotient would be rounded twice.
            let exact = -(1 << 53)...(1 << 53)
            guard exact.contains(left), exact.contains(right) else {
                return try integers(sign, BigInteger(left), BigInteger(right))
            }
            return .float(Double(left) / Double(right))
        case .floorDivide:
            let (quotient, remainder) = left.quotientAndRemainder(dividingBy: right == -1 ? 1 : right)
            if right == -1 { return try integers(.subtract, 0, left) }
            return .int(remainder != 0 && (remainder < 0) != (right < 0) ? quotient - 1 : quotient)
        case .remainder:
            if right == -1 { return .int(0) }
            let remainder = left % right
            return .int(remainder != 0 && (remainder < 0) != (right < 0) ? remainder + right : remainder)
        case .power:
            if right < 0 { return try floats(.power, Double(left), Double(right)) }
            (value, overflows) = Self.power(left, right)
        }
        return overflows ? try integers(sign, BigInteger(left), BigInteger(right)) : .int(value)
    }

    private func integers(
        _ sign: BinaryOperator, _ left: BigInteger, _ right: BigInteger
    ) throws(Diagnostic) -> Value {
        let isZero = right.magnitude.isEmpty
        if isZero, sign == .divide || sign == .floorDivide || sign == .remainder { throw divisionByZero }
        let result: BigInteger?
        switch sign {
        case .add: result = left + right
        case .subtract: result = left + -right
        case .multiply: result = left * right
        case .divide:
            guard let quotient = left.fraction(of: right) else { throw .tooLargeForFraction(at: span) }
            return .float(quotient)
        case .floorDivide: result = left.dividedDown(by: right).quotient
        case .remainder: result = left.dividedDown(by: right).rest
        case .power:
            if right.isNegative { return try floats(.power, try fraction(left), try fraction(right)) }
            result = left.power(right)
        }
        guard let result, result.isKept else { throw .tooLong("the result", at: span) }
        return .integer(result)
    }

    private func fraction(_ number: BigInteger) throws(Diagnostic) -> Double {
        guard let fraction = number.double else { throw .tooLargeForFraction(at: span) }
        return fraction
    }

    private static func power(_ base: Int, _ exponent: Int) -> (Int, Bool) {
        if base == 0 || base == 1 { return (exponent == 0 ? 1 : base, false) }
        if base == -1 { return (exponent % 2 == 0 ? 1 : -1, false) }
        guard exponent < 64 else { return (0, true) }
        var result = 1
        for _ in 0..<exponent {
            let (product, overflows) = result.multipliedReportingOverflow(by: base)
            if overflows { return (0, true) }
            result = product
        }
        return (result, false)
    }

    private func floats(_ sign: BinaryOperator, _ left: Double, _ right: Double) throws(Diagnostic) -> Value {
        if right == 0, sign == .divide || sign == .floorDivide || sign == .remainder { throw divisionByZero }
        switch sign {
        case .add: return .float(left + right)
        case .subtract: return .float(left - right)
        case .multiply: return .float(left * right)
        case .divide: return .float(left / right)
        case .floorDivide:
            let quotient = ((left - Self.remainder(left, right)) / right).rounded()
            // The sign of a zero is that of the quotient, as in Python.
            return .float(quotient == 0 ? (left / right).sign == .minus ? -0.0 : 0 : quotient)
        case .remainder: return .float(Self.remainder(left, right))
        case .power:
            if left == 0, right < 0 { throw divisionByZero }
            let power = pow(left, right)
            guard !power.isInfinite || left.isInfinite || right.isInfinite else { throw .tooLargeForFraction(at: span) }
            return .float(power)
        }
    }

    /// What is left has the sign of what it is divided by, even if that is nothing.
    private static func remainder(_ left: Double, _ right: Double) -> Double {
        let remainder = left.truncatingRemainder(dividingBy: right)
        if remainder == 0 { return Double(signOf: right, magnitudeOf: 0) }
        return (remainder < 0) != (right < 0) ? remainder + right : remainder
    }

    private var divisionByZero: Diagnostic { Diagnostic("division-by-zero", "this divides by zero", at: span) }
}

// MARK: - comparison

extension Arithmetic {
    /// Compares two values; throws for those that have no order, and for undefined parts that matter to the answer.
    func compare(_ left: Value, _ sign: ComparisonOperator, _ right: Value) throws(Diagnostic) -> Bool {
        switch sign {
        case .equal: return try equal(left, right)
        case .notEqual: return try !equal(left, right)
        case .isIn: return try contains(right, left)
        case .isNotIn: return try !contains(right, left)
        case .less: return try order(left, sign, right) == .ascending
        case .greater: return try order(left, sign, right) == .descending
        case .lessOrEqual:
            let order = try order(left, sign, right)
            return order == .ascending || order == .same
        case .greaterOrEqual:
            let order = try order(left, sign, right)
            return order == .descending || order == .same
        }
    }

    private func order(
        _ left: Value, _ sign: ComparisonOperator, _ right: Value
    ) throws(Diagnostic) -> Value.Order {
        if let order = try left.defined().order(to: right.defined()) { return order }
        let problem = Diagnostic(
            "wrong-type", "'\(sign.rawValue)' cannot compare \(left.typeName) with \(right.typeName)", at: span)
        let isText = (left.string != nil) != (right.string != nil)
        throw isText ? problem.helping("convert text to a number with '| int' or '| float'") : problem
    }

    /// Python's `==`, which goes through lists and maps up to the first difference.
    private func equal(_ left: Value, _ right: Value) throws(Diagnostic) -> Bool {
        let (left, right) = (try left.existing(), try right.existing())
        guard left.holdsUndefined || right.holdsUndefined else { return left == right }
        switch (left.payload, right.payload) {
        case (.list(let mine), .list(let others)):
            guard left.isTuple == right.isTuple, mine.count == others.count else { return false }
            for (one, other) in zip(mine, others) {
                guard try equal(one, other) else { return false }
            }
            return true
        case (.map(let mine), .map(let others)):
            guard mine.count == others.count else { return false }
            for entry in mine {
                guard let other = others.value(of: entry.key), try equal(entry.value, other) else { return false }
            }
            return true
        default: return false
        }
    }

    /// Python's `item in container`.
    func contains(_ container: Value, _ item: Value) throws(Diagnostic) -> Bool {
        let container = try container.existing()
        if let values = container.list {
            for value in values where try equal(value, item) { return true }
            return false
        }
        let item = try item.defined()
        switch container.payload {
        case .map(let map):
            guard item.canBeKey else {
                throw Diagnostic("wrong-key", "\(item.typeName) cannot be a key", at: span)
            }
            return map.value(of: item) != nil
        case .object(let object): return object.keys.contains(item.text)
        case .string(let text):
            guard let part = item.string else {
                throw Diagnostic(
                    "wrong-type", "text is searched for text with 'in', not for \(item.typeName)", at: span
                ).helping("convert it with '| string'")
            }
            return text.containsScalars(part)
        default:
            throw Diagnostic("wrong-type", "'in' takes a list, a map or text, not \(container.typeName)", at: span)
        }
    }
}

extension String {
    /// Whether another text is part of this one, code point for code point.
    func containsScalars(_ part: String) -> Bool {
        unicodeScalars.firstRange(of: Array(part.unicodeScalars), from: unicodeScalars.startIndex) != nil
    }
}
