package import Diagnostics

/// Reads JSON as Python's `json` does, into the nodes that YAML gives: with a place for each value.
///
/// JSON is not quite YAML 1.1: `1e3` is a number in it, and `"\ud83d\ude00"` is one character.
struct JSONDocument {
    let source: Source
    private let text: [Unicode.Scalar]
    private var index = 0
    private var place = Position(line: 1, column: 1)
    private var depth = 0
    private(set) var duplicates: [Diagnostic] = []

    init(_ source: Source) {
        self.source = source
        text = Array(source.text.unicodeScalars)
    }

    /// The one value of the source; throws where the syntax breaks.
    mutating func document() throws(Diagnostic) -> Node {
        let node = try value()
        skipBlanks()
        guard index == text.count else { throw problem("something follows the value") }
        return node
    }

    private mutating func value() throws(Diagnostic) -> Node {
        skipBlanks()
        depth += 1
        defer { depth -= 1 }
        guard depth <= Composer.deepest else {
            throw Diagnostic(
                "nested-too-deeply", "lists and maps are nested more than \(Composer.deepest) deep",
                at: Span(file: source.name, at: place))
        }
        switch next {
        case "{": return try mapping()
        case "[": return try sequence()
        case "\"": return try string()
        default: return try word()
        }
    }

    private mutating func mapping() throws(Diagnostic) -> Node {
        let start = place
        var entries: [Node.Entry] = []
        var known: [String: Int] = [:]
        advance()
        skipBlanks()
        while next != "}" || !entries.isEmpty {
            skipBlanks()
            guard next == "\"" else { throw problem("a key in double quotes was expected") }
            let key = try string()
            skipBlanks()
            guard take(":") else { throw problem("':' was expected") }
            let value = try value()
            let name = key.string ?? ""
            if let first = known[name] {
                duplicates.append(
                    Diagnostic(
                        "duplicate-key", "key '\(name)' is given twice", at: key.span,
                        notes: [.note("first given here", at: entries[first].key.span)]))
                entries[first].value = value
            } else {
                known[name] = entries.count
                entries.append(.init(key: key, value: value))
            }
            skipBlanks()
            if next == "}" { break }
            guard take(",") else { throw problem("',' or '}' was expected") }
        }
        advance()
        return Node(.mapping(entries), at: span(from: start))
    }

    private mutating func sequence() throws(Diagnostic) -> Node {
        let start = place
        var items: [Node] = []
        advance()
        skipBlanks()
        while next != "]" || !items.isEmpty {
            items.append(try value())
            skipBlanks()
            if next == "]" { break }
            guard take(",") else { throw problem("',' or ']' was expected") }
        }
        advance()
        return Node(.sequence(items), at: span(from: start))
    }

    private mutating func string() throws(Diagnostic) -> Node {
        let start = place
        advance()
        var units: [UInt16] = []
        while let scalar = next, scalar != "\"" {
            guard scalar.value >= 0x20 else { throw problem("a control character stands in a string") }
            advance()
            if scalar == "\\" { units.append(try escape()) } else { units += Array(String(scalar).utf16) }
        }
        guard take("\"") else { throw problem("a string is never closed") }
        return Node(.scalar(String(decoding: units, as: UTF16.self), isQuoted: true), at: span(from: start))
    }

    private mutating func escape() throws(Diagnostic) -> UInt16 {
        guard let mark = next else { throw problem("a string is never closed") }
        advance()
        switch mark {
        case "\"", "\\", "/": return UInt16(mark.value)
        case "b": return 8
        case "f": return 12
        case "n": return 10
        case "r": return 13
        case "t": return 9
        case "u":
            let digits = String(String.UnicodeScalarView(text[index...].prefix(4)))
            guard digits.utf8.count == 4, digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }),
                let unit = UInt16(digits, radix: 16)
            else { throw problem("'\\u' needs four digits") }
            for _ in 0..<4 { advance() }
            return unit
        default: throw problem("'\\\(mark)' means nothing")
        }
    }

    /// A number, or one of the words that Python knows, as the plain scalar of the same meaning.
    private mutating func word() throws(Diagnostic) -> Node {
        let start = place
        let begin = index
        while let scalar = next, !" \t\n\r,]}:\"[{".unicodeScalars.contains(scalar) { advance() }
        let word = String(String.UnicodeScalarView(text[begin..<index]))
        guard let plain = Self.plain(word) else {
            place = start
            index = begin
            throw problem("a value was expected")
        }
        return Node(.scalar(plain, isQuoted: false), at: span(from: start))
    }

    private static func plain(_ word: String) -> String? {
        switch word {
        case "true", "false", "null": return word
        case "NaN": return ".nan"
        case "Infinity": return ".inf"
        case "-Infinity": return "-.inf"
        default: break
        }
        let digits = word.hasPrefix("-") ? word.dropFirst() : word[...]
        guard let first = digits.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return nil }
        if digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            return first == UInt8(ascii: "0") && digits.utf8.count > 1 ? nil : word
        }
        guard digits.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), !word.hasSuffix("."),
            let number = Double(word)
        else { return nil }
        if number.isInfinite { return number < 0 ? "-.inf" : ".inf" }
        // YAML 1.1 wants a point before an exponent, and a sign in it, which `description` has.
        let text = "\(number)"
        guard let exponent = text.firstIndex(of: "e"), !text.contains(".") else { return text }
        return text[..<exponent] + ".0" + text[exponent...]
    }

    // MARK: The text

    private var next: Unicode.Scalar? { index < text.count ? text[index] : nil }

    private mutating func advance() {
        guard let scalar = next else { return }
        index += 1
        if scalar == "\n" {
            place = Position(line: place.line + 1, column: 1)
        } else {
            place.column += 1
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        advance()
        return true
    }

    private mutating func skipBlanks() {
        while let scalar = next, " \t\n\r".unicodeScalars.contains(scalar) { advance() }
    }

    private func span(from start: Position) -> Span { Span(file: source.name, start: start, end: place) }

    private func problem(_ message: String) -> Diagnostic {
        Diagnostic("json-syntax", message, at: Span(file: source.name, at: place))
    }
}

extension Node {
    /// Reads a source that has to be JSON; of a key given twice the last one counts.
    package init(parsingJSON source: Source) throws(Diagnostic) {
        var document = JSONDocument(source)
        self = try document.document()
    }

    /// Reads a source that is JSON from its first sign to its last; nil where it is anything else.
    ///
    /// - Parameters:
    ///   - source: What may be JSON.
    ///   - duplicates: Gets a problem for each key that is given twice.
    package init?(ifJSON source: Source, duplicates: inout [Diagnostic]) {
        guard let first = source.text.unicodeScalars.first(where: { !" \t\n\r".unicodeScalars.contains($0) }),
            first == "{" || first == "["
        else { return nil }
        var document = JSONDocument(source)
        guard let node = try? document.document() else { return nil }
        duplicates += document.duplicates
        self = node
    }
}
