internal import Diagnostics
package import Digests

/// Whole numbers of any size, as Python has them.
extension Value {
    /// A whole number: an `int` if it fits, so that no number has two forms.
    package static func integer(_ number: BigInteger) -> Value { number.small.map(Value.int) ?? Value(.big(number)) }

    /// The whole number that an integer is, or a boolean counts as.
    package var integer: BigInteger? {
        if case .big(let number) = payload { number } else { int.map { BigInteger($0) } }
    }

    /// Whether it is an integer, or a boolean.
    var isWhole: Bool {
        switch payload {
        case .int, .big, .bool: true
        default: false
        }
    }

    /// The number, cut to 40 bits: for a count, a width or a place, with which a little arithmetic is done.
    var clampedInt: Int? {
        let limit = 1 << 40
        if case .big(let number) = payload { return number.isNegative ? -limit : limit }
        return int.map { min(max($0, -limit), limit) }
    }

    /// The number with a fraction; throws for an integer that is larger than any such number.
    func fraction(at span: Span) throws(Diagnostic) -> Double? {
        guard let number else { return nil }
        if case .big = payload, number.isInfinite { throw .tooLargeForFraction(at: span) }
        return number
    }

    /// A whole number with what a number with a fraction has before its point.
    init?(whole number: Double) {
        guard let whole = BigInteger(number) else { return nil }
        self = .integer(whole)
    }
}

extension Diagnostic {
    /// An integer of more digits than one may have.
    static func tooLong(_ what: String, at span: Span) -> Diagnostic {
        Diagnostic(
            "number-out-of-range",
            "\(what) has more than the \(BigInteger.mostDigits) digits that whole numbers may have",
            at: span)
    }

    static func tooLargeForFraction(at span: Span) -> Diagnostic {
        Diagnostic(
            "number-out-of-range", "the number is larger than numbers with a fraction can be", at: span)
    }
}
