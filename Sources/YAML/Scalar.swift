package import Digests

/// What a scalar means under YAML 1.1 as PyYAML, and so Ansible, resolves it.
package enum Scalar: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int)
    /// A whole number that 64 bits do not hold.
    case big(BigInteger)
    case float(Double)
    case string(String)
}

extension Node {
    /// What the scalar means, or nil for sequences and mappings; quoted scalars are strings.
    package var scalar: Scalar? {
        guard case .scalar(let text, let isQuoted) = value else { return nil }
        return isQuoted ? .string(text) : Scalar(plain: text)
    }
}

extension Scalar {
    /// Resolves a plain scalar: <https://yaml.org/type/>, as PyYAML's `resolver.py` does.
    ///
    /// Times of day and dates stay text, and so does a whole number of more digits than Python reads.
    package init(plain text: String) {
        switch text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": self = .bool(true)
        case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": self = .bool(false)
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": self = .float(.infinity)
        case "-.inf", "-.Inf", "-.INF": self = .float(-.infinity)
        case ".nan", ".NaN", ".NAN": self = .float(.nan)
        default: self = PlainNumber(text).map { $0.scalar ?? .string(text) } ?? .string(text)
        }
    }
}

/// A plain scalar that begins as a number does.
private struct PlainNumber {
    private var isNegative = false
    /// The text without its sign.
    private let body: Substring.UTF8View

    init?(_ text: String) {
        var rest = Substring(text).utf8
        guard let first = rest.first else { return nil }
        switch first {
        case UInt8(ascii: "-"), UInt8(ascii: "+"):
            isNegative = first == UInt8(ascii: "-")
            rest = rest.dropFirst()
        // `.5` is a number, `-.5` is none.
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."): break
        default: return nil
        }
        if rest.first == UInt8(ascii: "."), rest.count < text.utf8.count { return nil }
        body = rest
    }

    var scalar: Scalar? {
        let number = body.contains(UInt8(ascii: ".")) ? nil : integer
        if let number { return number.small.map { .int($0) } ?? .big(number) }
        return float.map { .float(isNegative ? -$0 : $0) }
    }

    private var integer: BigInteger? {
        if body.starts(with: "0b".utf8) { return integer(body.dropFirst(2), radix: 2) }
        if body.starts(with: "0x".utf8) { return integer(body.dropFirst(2), radix: 16) }
        guard let first = body.first, first.isDigit else { return nil }
        if first == UInt8(ascii: "0") {
            return body.count == 1 ? BigInteger(0) : integer(body.dropFirst(), radix: 8)
        }
        return body.contains(UInt8(ascii: ":")) ? sexagesimal : integer(body, radix: 10)
    }

    private func integer(_ digits: some Sequence<UInt8>, radix: Int) -> BigInteger? {
        let bytes = digits.filter { $0 != UInt8(ascii: "_") }
        guard bytes.allSatisfy({ $0.isHexadecimal }) else { return nil }
        // Python reads `0_` as 0.
        let text = radix == 8 ? "0" + String(decoding: bytes, as: UTF8.self) : String(decoding: bytes, as: UTF8.self)
        if let small = Int(isNegative ? "-" + text : text, radix: radix) { return BigInteger(small) }
        return BigInteger(isNegative ? "-" + text : text, radix: radix)
    }

    /// `1:30` is 90: numbers to the base of 60.
    private var sexagesimal: BigInteger? {
        let parts = body.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.dropFirst().allSatisfy(isSixtieth) else { return nil }
        var total = BigInteger(0)
        for part in parts {
            let bytes = part.filter { $0 != UInt8(ascii: "_") }
            guard bytes.allSatisfy({ $0.isDigit }), let digit = BigInteger(String(decoding: bytes, as: UTF8.self))
            else { return nil }
            total = total * BigInteger(60) + digit
            guard total.isKept else { return nil }
        }
        return isNegative ? -total : total
    }

    private func isSixtieth(_ part: Substring.UTF8View) -> Bool {
        switch part.count {
        case 1: part.allSatisfy { $0.isDigit }
        case 2: part.allSatisfy { $0.isDigit } && (part.first ?? 0) <= UInt8(ascii: "5")
        default: false
        }
    }

    private var float: Double? {
        guard let point = body.firstIndex(of: UInt8(ascii: ".")) else { return nil }
        let whole = body[..<point]
        let rest = body[body.index(after: point)...]
        if whole.contains(UInt8(ascii: ":")) { return sexagesimalFloat(whole, fraction: rest) }
        let exponent = rest.firstIndex { $0 | 0x20 == UInt8(ascii: "e") } ?? rest.endIndex
        let digits = rest[..<exponent]
        guard isDigits(whole, mayBeEmpty: true), isDigits(digits, mayBeEmpty: !whole.isEmpty) else { return nil }
        if whole.isEmpty, digits.first == UInt8(ascii: "_") { return nil }
        guard isExponent(rest[exponent...]) else { return nil }
        let text = body.filter { $0 != UInt8(ascii: "_") }
        return Double((whole.isEmpty ? "0" : "") + String(decoding: text, as: UTF8.self))
    }

    private func sexagesimalFloat(_ whole: Substring.UTF8View, fraction: Substring.UTF8View) -> Double? {
        let parts = whole.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard let first = parts.first, isDigits(first, mayBeEmpty: false), parts.dropFirst().allSatisfy(isSixtieth),
            isDigits(fraction, mayBeEmpty: true)
        else { return nil }
        let seconds = fraction.filter { $0 != UInt8(ascii: "_") }
        var total = Double("0." + String(decoding: seconds, as: UTF8.self) + "0") ?? 0
        for part in parts {
            let bytes = part.filter { $0 != UInt8(ascii: "_") }
            guard let digit = Double(String(decoding: bytes, as: UTF8.self)) else { return nil }
            let fraction = total.truncatingRemainder(dividingBy: 1)
            total = (total - fraction) * 60 + digit + fraction
        }
        return total
    }

    private func isDigits(_ text: Substring.UTF8View, mayBeEmpty: Bool) -> Bool {
        guard let first = text.first else { return mayBeEmpty }
        return (first.isDigit || mayBeEmpty && first == UInt8(ascii: "_"))
            && text.allSatisfy { $0.isDigit || $0 == UInt8(ascii: "_") }
    }

    /// Nothing, or an exponent with its sign: PyYAML reads `1.0e5` as text.
    private func isExponent(_ text: Substring.UTF8View) -> Bool {
        guard !text.isEmpty else { return true }
        let rest = text.dropFirst()
        guard let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return false }
        return rest.count > 1 && rest.dropFirst().allSatisfy { $0.isDigit }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    fileprivate var isHexadecimal: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20)
    }
}
