/// A pattern of Python's `re` in PCRE2's words; where both write the same and mean the same, it stays as it is.
struct PythonPattern {
    struct Problem: Error { var message: String }

    /// Whether `\w`, `\d` and `\s` know more than ASCII.
    private(set) var isUnicode = true
    /// The pattern for PCRE2.
    private(set) var text = "(*LF)"

    private let scalars: [Unicode.Scalar]
    private var position = 0

    init(_ pattern: String) throws(Problem) {
        scalars = Array(pattern.unicodeScalars)
        while let scalar = current {
            position += 1
            switch scalar {
            case "\\": try escape(isInSet: false)
            case "[": try set()
            case "(": try group()
            // Python's `{,2}` is `{0,2}`; PCRE2 takes it for text.
            case "{" where current == ",": text += isRepetition ? "{0" : "{"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private var isRepetition: Bool {
        let digits = scalars[(position + 1)...].prefix { $0.isDigit }
        return !digits.isEmpty && digits.endIndex < scalars.count && scalars[digits.endIndex] == "}"
    }

    private mutating func escape(isInSet: Bool) throws(Problem) {
        guard let mark = current else { throw Problem(message: "it ends with a '\\'") }
        position += 1
        switch mark {
        case "Z" where !isInSet: text += "\\z"
        case "v": text += "\\x0b"
        case "u", "U", "x":
            let count = mark == "x" ? 2 : mark == "u" ? 4 : 8
            let digits = String(scalars: scalars[position...].prefix(count).prefix { $0.isHexadecimal })
            guard digits.utf8.count == count else { throw Problem(message: "'\\\(mark)' needs \(count) digits") }
            position += count
            text += "\\x{\(digits)}"
        case "A" where isInSet, "B" where isInSet, "Z" where isInSet:
            throw Problem(message: "'\\\(mark)' means nothing in brackets")
        default:
            let isLetter = mark.isASCII && mark.properties.isAlphabetic
            guard !isLetter || "AbBdDsSwWafnrt".unicodeScalars.contains(mark) else {
                throw Problem(message: "'\\\(mark)' means nothing")
            }
            text += "\\"
            text.unicodeScalars.append(mark)
        }
    }

    /// `[…]`, in which PCRE2 reads `[:alpha:]` and the like, and Python nothing but characters.
    private mutating func set() throws(Problem) {
        text += "["
        if current == "^" {
            text += "^"
            position += 1
        }
        var isFirst = true
        while let scalar = current {
            position += 1
            if scalar == "]", !isFirst {
                text += "]"
                return
            }
            switch scalar {
            case "\\": try escape(isInSet: true)
            case "[", "]": text += "\\\(scalar)"
            default: text.unicodeScalars.append(scalar)
            }
            isFirst = false
        }
        throw Problem(message: "a '[' is never closed")
    }

    private mutating func group() throws(Problem) {
        text += "("
        guard current == "*" || current == "?" else { return }
        guard current == "?" else { throw Problem(message: "there is nothing to repeat before '*'") }
        let next = position + 1 < scalars.count ? scalars[position + 1] : " "
        let isLookBehind = position + 2 < scalars.count && "=!".unicodeScalars.contains(scalars[position + 2])
        switch next {
        case "P", ":", "=", "!", ">", "(", "#": return
        case "<" where isLookBehind: return
        default: break
        }
        let flags = scalars[(position + 1)...].prefix { "aiLmsux-".unicodeScalars.contains($0) }
        guard !flags.isEmpty, flags.endIndex < scalars.count, ":)".unicodeScalars.contains(scalars[flags.endIndex])
        else { throw Problem(message: "'(?\(next)' means nothing") }
        if flags.contains("a") { isUnicode = false }
        text += "?" + String(scalars: flags.filter { $0 != "a" && $0 != "u" && $0 != "L" })
        position = flags.endIndex
    }
}
