/// A line cut into words as Python's `shlex.split(line, comments=True)` does.
struct ShellWords {
    struct Word {
        var text: String
        /// Where it was written in the line, quotes included, as indices of scalars.
        var range: Range<Int>
    }

    /// What keeps a line from being cut, and the index of the scalar that does.
    struct Problem: Error {
        var message: String
        var index: Int
    }

    private(set) var words: [Word] = []
    /// The `#` that began a comment, if one did, when it stood in the middle of a word.
    private(set) var commentInsideWord: Int?

    private let line: [Unicode.Scalar]
    private var index = 0
    private var text = String.UnicodeScalarView()

    init(_ line: [Unicode.Scalar]) throws(Problem) {
        self.line = line
        while index < line.count, line[index] != "#" {
            if line[index].isBlank { index += 1 } else { try word() }
        }
    }

    private mutating func word() throws(Problem) {
        let start = index
        text = String.UnicodeScalarView()
        while index < line.count, !line[index].isBlank {
            let character = line[index]
            if character == "#" {
                commentInsideWord = index
                break
            }
            index += 1
            switch character {
            case "\\": text.append(try escaped())
            case "'", "\"": try quoted(by: character)
            default: text.append(character)
            }
        }
        words.append(Word(text: String(text), range: start..<index))
    }

    private mutating func escaped() throws(Problem) -> Unicode.Scalar {
        guard index < line.count else { throw Problem(message: "a backslash ends the line", index: index - 1) }
        defer { index += 1 }
        return line[index]
    }

    /// Takes the text up to the closing quote; in double quotes a backslash protects `"` and itself alone.
    private mutating func quoted(by quote: Unicode.Scalar) throws(Problem) {
        let start = index - 1
        while index < line.count, line[index] != quote {
            let character = line[index]
            index += 1
            guard character == "\\", quote == "\"" else {
                text.append(character)
                continue
            }
            let next = try escaped()
            if next != quote, next != "\\" { text.append("\\") }
            text.append(next)
        }
        guard index < line.count else { throw Problem(message: "the quote \(quote) is never closed", index: start) }
        index += 1
    }
}

extension Unicode.Scalar {
    /// Blanks within a line.
    var isBlank: Bool { self == " " || self == "\t" }
}
