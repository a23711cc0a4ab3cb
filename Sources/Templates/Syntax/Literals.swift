/// A number as an expression writes it: `12`, `1_000`, `0x1F`, `1.5`, `2e3`.
struct NumberLiteral {
    private let digits: [Unicode.Scalar]
    private let isFloat: Bool
    let length: Int

    init(_ text: ArraySlice<Unicode.Scalar>) {
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
        if at(0) == "0", let mark = at(1), "bBoOxX".unicodeScalars.contains(mark), at(2)?.isHexadecimal == true {
            end += 2
            run { $0.isHexadecimal }
        } else {
            run { $0.isDigit }
            if at(0) == ".", at(1)?.isDigit == true {
                isFloat = true
                end += 1
                run { $0.isDigit }
            }
            let hasSign = at(1) == "+" || at(1) == "-"
            if at(0) == "e" || at(0) == "E", at(hasSign ? 2 : 1)?.isDigit == true {
                isFloat = true
                end += hasSign ? 2 : 1
                run { $0.isDigit }
            }
        }
        self.isFloat = isFloat
        length = end - text.startIndex
        digits = text[..<end].filter { $0 != "_" }
    }

    /// The token, or nil for a whole number of more than 64 bits.
    func kind() -> Token.Kind? {
        let text = String(scalars: digits)
        if isFloat { return Double(text).map { .float($0) } }
        let radix =
            switch digits.dropFirst().first {
            case "x", "X": 16
            case "o", "O": 8
            case "b", "B": 2
            default: 10
            }
        return Int(radix == 10 ? text : String(text.dropFirst(2)), radix: radix).map { .int($0) }
    }
}

/// A backslash in a string and what it stands for, as in Python; an unknown one stands for itself.
struct StringEscape {
    private(set) var meaning: String?
    private(set) var length = 2

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
        default: meaning = "\\" + String(mark)
        }
    }

    private mutating func readDigits(_ text: ArraySlice<Unicode.Scalar>, width: Int) {
        let digits = text.prefix(width)
        guard digits.count == width, digits.allSatisfy({ $0.isHexadecimal }),
            let scalar = UInt32(String(scalars: digits), radix: 16).flatMap(Unicode.Scalar.init)
        else {
            (meaning, length) = ("\\", 1)
            return
        }
        (meaning, length) = (String(scalar), 2 + width)
    }
}
