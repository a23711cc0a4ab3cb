/// A line of `authorized_keys`; sshd(8) describes it.
struct KeyLine {
    /// As it stands in the file.
    let text: String
    let options: String
    let blob: String
    let comment: String

    init(options: String, type: String, blob: String, comment: String) {
        self.options = options
        self.blob = blob
        self.comment = comment
        text = [options, type, blob, comment].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// Nil for a line that is empty, a comment or no key.
    init?(_ line: String) {
        var rest = Self.trimmed(line.unicodeScalars[...])
        guard let first = rest.first, first != "#" else { return nil }
        var options = ""
        if !Self.isType(Self.word(rest)) {
            options = String(Self.quotedWord(rest))
            rest = Self.trimmed(rest.dropFirst(options.unicodeScalars.count))
        }
        let type = Self.word(rest)
        guard Self.isType(type) else { return nil }
        rest = Self.trimmed(rest.dropFirst(type.unicodeScalars.count))
        blob = Self.word(rest)
        guard !blob.isEmpty else { return nil }
        text = line
        self.options = options
        let end = Self.trimmed(rest.dropFirst(blob.unicodeScalars.count))
        let blanks = end.reversed().prefix(while: Self.isBlank).count
        comment = String(end.dropLast(blanks))
    }

    /// Whether sshd takes it for one option: a word, or a word, `=` and a quoted text.
    static func isOption(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        let name = scalars.prefix { $0 != "=" }
        guard let first = name.first, first.isASCII, first.properties.isAlphabetic,
            name.allSatisfy({
                $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-")
            })
        else { return false }
        guard name.count < scalars.count else { return true }
        let value = scalars.dropFirst(name.count + 1)
        guard value.count > 1, value.first == "\"", value.last == "\"" else { return false }
        var isEscaped = false
        for scalar in value.dropFirst().dropLast() {
            if scalar.properties.generalCategory == .control || scalar == "\"" && !isEscaped { return false }
            isEscaped = scalar == "\\"
        }
        return !isEscaped
    }

    /// Whether it comes out of a line as it went in.
    static func isComment(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        let ends = [scalars.first, scalars.last].compactMap { $0 }
        return !ends.contains { $0.properties.isWhitespace }
            && !scalars.contains { $0.properties.generalCategory == .control }
    }

    private static func isType(_ word: String) -> Bool {
        word.hasPrefix("ssh-") || word.hasPrefix("ecdsa-sha2-") || word.hasPrefix("sk-")
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" || scalar == "\r" }

    private static func trimmed(_ text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
        text.drop(while: isBlank)
    }

    private static func word(_ text: Substring.UnicodeScalarView) -> String { String(text.prefix { !isBlank($0) }) }

    /// Up to the first blank outside of double quotes.
    private static func quotedWord(_ text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
        var isQuoted = false
        var isEscaped = false
        return text.prefix { scalar in
            if scalar == "\"", !isEscaped { isQuoted.toggle() }
            isEscaped = scalar == "\\" && !isEscaped
            return isQuoted || !isBlank(scalar)
        }
    }
}
