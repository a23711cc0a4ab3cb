internal import Digests

/// Reads JSON the way Python's `json.loads` does: keys keep their order, the last of two equal ones counts.
struct JSONReader {
    struct Problem: Error { var message: String }

    private static let deepest = 200

    private let text: [Unicode.Scalar]
    private var position = 0
    private var depth = 0

    static func value(of text: String) throws(Problem) -> Value {
        var reader = JSONReader(text: Array(text.unicodeScalars))
        let value = try reader.value()
        reader.skipBlanks()
        guard reader.position == reader.text.count else { throw reader.problem("text is left over") }
        return value
    }

    private init(text: [Unicode.Scalar]) { self.text = text }

    private var current: Unicode.Scalar? { position < text.count ? text[position] : nil }

    private func problem(_ message: String) -> Problem {
        let before = text[..<min(position, text.count)]
        let line = before.count { $0 == "\n" } + 1
        let column = before.count - (before.lastIndex(of: "\n").map { $0 + 1 } ?? 0) + 1
        return Problem(message: "\(message) in line \(line), column \(column)")
    }

    private mutating func skipBlanks() {
        while let scalar = current, " \t\n\r".unicodeScalars.contains(scalar) { position += 1 }
    }

    private mutating func skip(_ word: String) -> Bool {
        guard text[position...].starts(with: word.unicodeScalars) else { return false }
        position += word.unicodeScalars.count
        return true
    }

    private mutating func value() throws(Problem) -> Value {
        skipBlanks()
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw problem("values are nested too deeply") }
        switch current {
        case "{": return try map()
        case "[": return try list()
        case "\"": return .string(try string())
        case nil: throw problem("a value is missing")
        default: break
        }
        let words: [(String, Value)] = [
            ("true", .bool(true)), ("false", .bool(false)), ("null", .null), ("NaN", .float(.nan)),
            ("Infinity", .float(.infinity)), ("-Infinity", .float(-.infinity)),
        ]
        for (word, value) in words where skip(word) { return value }
        return try number()
    }

    private mutating func number() throws(Problem) -> Value {
        let start = position
        while let scalar = current, scalar.isDigit || "+-.eE".unicodeScalars.contains(scalar) { position += 1 }
        let word = String(scalars: text[start..<position])
        let digits = word.hasPrefix("-") ? word.dropFirst() : word[...]
        let hasLeadingZero = digits.hasPrefix("0") && digits.dropFirst().first?.isNumber == true
        if digits.first?.isNumber == true, !hasLeadingZero, !word.hasSuffix(".") {
            if let number = Int(word) { return .int(number) }
            let isWhole = digits.unicodeScalars.allSatisfy(\.isDigit)
            if isWhole, let number = BigInteger(word) { return .integer(number) }
            if !isWhole, let number = Double(word) { return .float(number) }
        }
        position = start
        throw problem("a value was expected")
    }

    private mutating func list() throws(Problem) -> Value {
        position += 1
        var values: [Value] = []
        skipBlanks()
        if skip("]") { return .list([]) }
        while true {
            values.append(try value())
            skipBlanks()
            if skip("]") { return .list(values) }
            guard skip(",") else { throw problem("',' or ']' was expected") }
        }
    }

    private mutating func map() throws(Problem) -> Value {
        position += 1
        var map = ValueMap()
        skipBlanks()
        if skip("}") { return .map(map) }
        while true {
            skipBlanks()
            guard current == "\"" else { throw problem("a key in double quotes was expected") }
            let key = try string()
            skipBlanks()
            guard skip(":") else { throw problem("':' was expected") }
            map[key] = try value()
            skipBlanks()
            if skip("}") { return .map(map) }
            guard skip(",") else { throw problem("',' or '}' was expected") }
        }
    }

    private mutating func string() throws(Problem) -> String {
        position += 1
        var units: [UInt16] = []
        while let scalar = current {
            position += 1
            switch scalar {
            case "\"": return String(decoding: units, as: UTF16.self)
            case "\\": units.append(contentsOf: try escape())
            default:
                guard scalar.value >= 0x20 else { throw problem("a control character stands in a string") }
                units.append(contentsOf: String(scalar).utf16)
            }
        }
        throw problem("a string is never closed")
    }

    private mutating func escape() throws(Problem) -> [UInt16] {
        guard let mark = current else { throw problem("a string is never closed") }
        position += 1
        switch mark {
        case "\"", "\\", "/": return Array(String(mark).utf16)
        case "b": return [8]
        case "f": return [12]
        case "n": return [10]
        case "r": return [13]
        case "t": return [9]
        case "u":
            let digits = String(scalars: text[position...].prefix(4))
            guard digits.unicodeScalars.allSatisfy({ $0.isHexadecimal }), digits.count == 4,
                let unit = UInt16(digits, radix: 16)
            else { throw problem("'\\u' needs four digits") }
            position += 4
            return [unit]
        default: throw problem("'\\\(mark)' means nothing")
        }
    }
}
