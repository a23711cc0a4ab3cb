internal import Digests

/// A number as an expression writes it: `12`, `1_000`, `0x1F`, `1.5`, `2e3`.
struct NumberLiteral {
    private let digits: [Unicode.Scalar]
    private let isFloat: Bool
    let length: Int

    /// What follows a dot is an index, as in `list.0.1`, and never has a fraction.
    init(_ text: ArraySlice<Unicode.Scalar>, isBehindDot: Bool = false) {
        var end = text.startIndex
        func run(_ isPart: (Unicode.Scalar) -> Bool) {
            while end < text.endIndex {
                if isPart(text[end]) {
                    end += 1
                } else if text[end] == "_", end + 1 < text.endIndex, isPart(text[end + 1]) {
                    end += 2
                } else {
                    return
                }
            }
        }
        func at(_ offset: Int) -> Unicode.Scalar? { end + offset < text.endIndex ? text[end + offset] : nil }

        var isFloat = false
        if at(0) == "0", let radix = at(1).flatMap(Self.radix), Self.isDigit(at(at(2) == "_" ? 3 : 2), radix) {
            end += 2
            run { Self.isDigit($0, radix) }
        } else {
            run { $0.isDigit }
            let whole = end
            if !isBehindDot, at(0) == ".", at(1)?.isDigit == true {
                isFloat = true
                end += 1
                run { $0.isDigit }
            }
            let hasSign = at(1) == "+" || at(1) == "-"
            if !isBehindDot, at(0) == "e" || at(0) == "E", at(hasSign ? 2 : 1)?.isDigit == true {
                isFloat = true
                end += hasSign ? 2 : 1
                run { $0.isDigit }
            }
            // A whole number that begins with 0 is 0, and what follows is a word of its own.
            if !isFloat, text.first == "0" {
                end = text.startIndex
                run { $0 == "0" }
                end = min(end, whole)
            }
        }
        self.isFloat = isFloat
        length = end - text.startIndex
        digits = text[..<end].filter { $0 != "_" }
    }

    private static func radix(_ mark: Unicode.Scalar) -> UInt32? {
        switch mark {
        case "x", "X": 16
        case "o", "O": 8
        case "b", "B": 2
        default: nil
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar?, _ radix: UInt32) -> Bool {
        guard let scalar else { return false }
        return radix == 16 ? scalar.isHexadecimal : scalar.isDigit && scalar.value - 48 < radix
    }

    /// The token, or nil for a whole number of too many digits.
    func kind() -> Token.Kind? {
        let text = String(scalars: digits)
        if isFloat { return Double(text).map { .float($0) } }
        let radix = digits.dropFirst().first.flatMap(Self.radix).map { Int($0) } ?? 10
        return BigInteger(radix == 10 ? text : String(text.dropFirst(2)), radix: radix).map { .int($0) }
    }
}

/// A backslash in a string and what it stands for, as in Python; an unknown one stands for itself.
///
/// Python's `\N{NAME}` is not known.
struct StringEscape {
    private(set) var meaning: String?
    private(set) var length = 2
    /// Whether digits that name a character are whole.
    private(set) var isValid = true

    init(_ text: ArraySlice<Unicode.Scalar>) {
        guard let mark = text.dropFirst().first else {
            (meaning, length) = ("\\", 1)
            return
        }
        switch mark {
        case "\n": meaning = nil
        case "\\", "'", "\"": meaning = String(mark)
        case "a": meaning = "\u{7}"
        case "b": meaning = "\u{8}"
        case "f": meaning = "\u{C}"
        case "n": meaning = "\n"
        case "r": meaning = "\r"
        case "t": meaning = "\t"
        case "v": meaning = "\u{B}"
        case "x": readDigits(text.dropFirst(2), width: 2)
        case "u": readDigits(text.dropFirst(2), width: 4)
        case "U": readDigits(text.dropFirst(2), width: 8)
        case "0"..."7":
            let digits = text.dropFirst().prefix(3).prefix { ("0"..."7").contains($0) }
            let value = UInt32(String(scalars: digits), radix: 8) ?? 0
            (meaning, length) = (Unicode.Scalar(value).map { String($0) }, 1 + digits.count)
        case "N": isValid = false
        default: meaning = "\\" + String(mark)
        }
    }

    private mutating func readDigits(_ text: ArraySlice<Unicode.Scalar>, width: Int) {
        let digits = text.prefix(width)
        guard digits.count == width, digits.allSatisfy({ $0.isHexadecimal }),
            let scalar = UInt32(String(scalars: digits), radix: 16).flatMap(Unicode.Scalar.init)
        else {
            isValid = false
            return
        }
        (meaning, length) = (String(scalar), 2 + width)
    }
}
