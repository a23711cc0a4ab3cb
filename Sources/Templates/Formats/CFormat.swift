#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Numbers as C's `printf` writes them, which is what Python's formatting does too.
enum CFormat {
    /// How many digits behind the point a format may ask for.
    static let mostDigits = 1000
    /// How wide a field may be.
    static let widest = 100_000

    /// A number by one of `e`, `f`, `g` and their capitals.
    static func text(_ number: Double, _ kind: Unicode.Scalar, precision: Int, isAlternate: Bool = false) -> String {
        let format = "%\(isAlternate ? "#" : "").\(min(precision, mostDigits))\(kind)"
        return withVaList([number]) { arguments in
            var buffer = [CChar](repeating: 0, count: 2000)
            let length = vsnprintf(&buffer, buffer.count, format, arguments)
            return String(decoding: buffer.prefix(max(0, Int(length))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}

/// Where text stands in a field of some width, and what fills the rest.
struct Padding {
    enum Alignment { case left, right, center, afterSign }

    var width = 0
    var fill: Unicode.Scalar = " "
    var alignment = Alignment.left

    func applied(to body: String, sign: String = "") -> String {
        let missing = width - body.unicodeScalars.count - sign.unicodeScalars.count
        guard missing > 0 else { return sign + body }
        func blank(_ count: Int) -> String { String(repeating: String(fill), count: count) }
        return switch alignment {
        case .left: sign + body + blank(missing)
        case .right: blank(missing) + sign + body
        case .center: blank(missing / 2) + sign + body + blank(missing - missing / 2)
        case .afterSign: sign + blank(missing) + body
        }
    }
}

/// C's mathematics, which Python's is.
enum CMath {
    static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

    /// To the base given, or the natural one.
    static func logarithm(_ number: Double, base: Double?) -> Double {
        switch base {
        case nil: log(number)
        case 10: log10(number)
        case let base?: log(number) / log(base)
        }
    }
}
