/// A whole number of any size, as Python's `int` is; libcrypto calculates with it.
package struct BigInteger: Sendable, Hashable {
    /// How many digits a number may have that is kept: Python neither prints nor reads longer ones.
    package static let mostDigits = 4300
    /// No number of fewer bits has more digits than that, and none of more bits as few.
    private static let mostBits = 14285

    package let isNegative: Bool
    /// The highest byte first, which is never 0; 0 has no bytes.
    package let magnitude: [UInt8]

    package init(isNegative: Bool, magnitude: [UInt8]) {
        self.magnitude = Array(magnitude.drop { $0 == 0 })
        self.isNegative = isNegative && !self.magnitude.isEmpty
    }

    package init(_ number: some BinaryInteger) {
        var rest = number.magnitude
        var bytes: [UInt8] = []
        while rest != 0 {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
        self.init(isNegative: number < 0, magnitude: bytes.reversed())
    }

    /// What is left of the number without its fraction; nil for what is not finite.
    package init?(_ number: Double) {
        guard number.isFinite else { return nil }
        if let small = Int(exactly: number.rounded(.towardZero)) {
            self.init(small)
        } else {
            let significand = BigInteger(number.significandBitPattern | 1 << 52)
            self = significand.shiftedLeft(by: Int(number.exponent) - 52)
            if number < 0 { self = -self }
        }
    }

    /// Reads digits, before which a sign may stand; nil for other characters and for too many digits.
    package init?(_ text: some StringProtocol, radix: Int = 10) {
        var digits = Substring(text).utf8
        let sign = digits.first
        let isSigned = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
        if isSigned { digits = digits.dropFirst() }
        guard !digits.isEmpty, digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-") else { return nil }
        digits = digits.drop { $0 == UInt8(ascii: "0") }
        guard digits.count <= Self.mostBits else { return nil }
        var number = BigInteger(0)
        // As many digits at a time as 32 bits hold in any base.
        while !digits.isEmpty {
            let part = digits.prefix(6)
            digits = digits.dropFirst(part.count)
            guard let first = part.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-"),
                let value = Int(Substring(part), radix: radix)
            else { return nil }
            let scale = (0..<part.count).reduce(1) { scale, _ in scale * radix }
            number = number * BigInteger(scale) + BigInteger(value)
        }
        guard number.isKept else { return nil }
        self = sign == UInt8(ascii: "-") ? -number : number
    }

    /// The number, if it has no more than 64 bits.
    package var small: Int? {
        guard magnitude.count <= 8 else { return nil }
        let value = magnitude.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return isNegative ? Int(exactly: -Int128(value)) : Int(exactly: value)
    }

    /// How many bits the number has without its sign.
    package var bitCount: Int { magnitude.count * 8 - (magnitude.first?.leadingZeroBitCount ?? 0) }

    /// Whether the number has no more digits than may be kept.
    package var isKept: Bool {
        bitCount < Self.mostBits || bitCount == Self.mostBits && decimal.utf8.count <= Self.mostDigits
    }

    package static prefix func - (number: BigInteger) -> BigInteger {
        BigInteger(isNegative: !number.isNegative, magnitude: number.magnitude)
    }

    package var absolute: BigInteger { BigInteger(isNegative: false, magnitude: magnitude) }

    /// The quotient rounded down, and the rest, which has the sign of the divisor; that is not 0.
    package func dividedDown(by divisor: BigInteger) -> (quotient: BigInteger, rest: BigInteger) {
        let (quotient, rest) = divided(by: divisor)
        guard !rest.magnitude.isEmpty, rest.isNegative != divisor.isNegative else { return (quotient, rest) }
        return (quotient + BigInteger(-1), rest + divisor)
    }

    /// The number to a power of 0 or more; nil where it would have too many digits.
    package func power(_ exponent: BigInteger) -> BigInteger? {
        if bitCount <= 1 {
            let isOdd = (exponent.magnitude.last ?? 0) & 1 == 1
            return exponent.magnitude.isEmpty ? BigInteger(1) : isOdd ? self : absolute
        }
        guard let exponent = exponent.small, exponent <= Self.mostBits, (bitCount - 1) * exponent < Self.mostBits else {
            return nil
        }
        let power = raised(to: exponent)
        return power.isKept ? power : nil
    }
}

extension BigInteger: Comparable {
    package static func < (left: BigInteger, right: BigInteger) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        let (low, high) = left.isNegative ? (right.magnitude, left.magnitude) : (left.magnitude, right.magnitude)
        return low.count == high.count ? low.lexicographicallyPrecedes(high) : low.count < high.count
    }
}

// MARK: - text

extension BigInteger: CustomStringConvertible {
    package var description: String { (isNegative ? "-" : "") + decimal }

    /// The digits to the base of 2, 8, 10 or 16, without a sign.
    package func digits(radix: Int, isUppercase: Bool = false) -> String {
        guard radix != 10 else { return decimal }
        let width = radix.trailingZeroBitCount
        let bits = magnitude.flatMap { byte in (0..<8).reversed().map { byte >> UInt8($0) & 1 } }.drop { $0 == 0 }
        guard !bits.isEmpty else { return "0" }
        var digits = ""
        var digit = 0
        for (index, bit) in bits.enumerated() {
            digit = digit << 1 | Int(bit)
            guard (bits.count - index - 1) % width == 0 else { continue }
            digits += String(digit, radix: radix, uppercase: isUppercase)
            digit = 0
        }
        return digits
    }
}

// MARK: - fractions

extension BigInteger {
    /// The nearest number with a fraction, of two the even one; nil beyond them all.
    package var double: Double? { fraction(of: BigInteger(1)) }

    /// What the number is divided by another one, rounded once; nil beyond all numbers with a fraction.
    ///
    /// As CPython's `long_true_divide`: two bits more than a double has, the last of which stands for all below it.
    package func fraction(of divisor: BigInteger) -> Double? {
        let sign: FloatingPointSign = isNegative == divisor.isNegative ? .plus : .minus
        let difference = bitCount - divisor.bitCount
        guard !magnitude.isEmpty, difference >= -1075 else {
            return Double(sign: sign, exponent: 0, significand: 0)
        }
        guard difference <= 1024 else { return nil }
        let shift = max(difference, -1021) - 55
        let (whole, rest) = absolute.shiftedLeft(by: max(0, -shift))
            .divided(by: divisor.absolute.shiftedLeft(by: max(0, shift)))
        var bits = UInt64(whole.small ?? 0)
        let extra = max(whole.bitCount, -1021 - shift) - 53
        let half = UInt64(1) << UInt64(extra - 1)
        if !rest.magnitude.isEmpty { bits |= 1 }
        if bits & half != 0, bits & (3 * half - 1) != 0 { bits += half }
        bits &= ~(2 * half - 1)
        let result = Double(sign: sign, exponent: shift, significand: Double(bits))
        return result.isFinite ? result : nil
    }
}
