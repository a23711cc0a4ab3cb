internal import Diagnostics

/// One line of a YAML file taken apart by eye, for a file that does not parse: `- key: value # comment`.
struct WrittenLine {
    /// The key as it is written, quotes and all; nil for an item of a list.
    let key: String?
    let value: String
    let valueStart: Position

    init?(source: Source, number: Int) {
        guard let text = source.line(number) else { return nil }
        let line = Array(text.unicodeScalars)
        var start = 0
        func skipBlanks() { while start < line.count, line[start] == " " || line[start] == "\t" { start += 1 } }
        skipBlanks()
        while start + 1 < line.count, line[start] == "-", line[start + 1] == " " {
            start += 1
            skipBlanks()
        }
        var key: String?
        if let colon = Self.colon(in: line, from: start) {
            key = Self.text(line[start..<colon])
            start = colon + 1
            skipBlanks()
        }
        guard start < line.count, line[start] != "#" else { return nil }
        self.key = key
        value = Self.text(line[start..<Self.end(of: line, from: start)])
        valueStart = Position(line: number, column: start + 1)
    }

    /// What YAML takes the start of the value for, if that is something else than text.
    var leadingIndicator: String? {
        if value.hasPrefix("{{") || value.hasPrefix("{%") { return "a map" }
        switch value.unicodeScalars.first {
        case "*": return "an alias"
        case "&": return "an anchor"
        case "!": return "a tag"
        case "@", "`": return "reserved"
        case "%": return "a directive"
        default: return nil
        }
    }

    /// The indicator that the value starts with, as a message names it.
    var indicator: String {
        value.hasPrefix("{{") || value.hasPrefix("{%") ? String(value.prefix(2)) : String(value.prefix(1))
    }

    /// The line as it has to be written, in the quotes that need the least escaping.
    var quoted: String {
        let text =
            if !value.contains("\"") && !value.contains("\\") {
                "\"\(value)\""
            } else {
                "'" + value.replacing("'", with: "''") + "'"
            }
        return key.map { "\($0): \(text)" } ?? "- \(text)"
    }

    private static func text(_ characters: ArraySlice<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: characters)
        return String(text)
    }

    /// The colon that ends the key; one in a quoted key, or behind a bracket or an indicator, is none.
    private static func colon(in line: [Unicode.Scalar], from start: Int) -> Int? {
        guard start < line.count, !"{[*&!@`%|>#".unicodeScalars.contains(line[start]) else { return nil }
        var index = start
        if line[start] == "\"" || line[start] == "'" {
            guard let closing = line[(start + 1)...].firstIndex(of: line[start]) else { return nil }
            index = closing
        }
        return line[index...].indices.first { place in
            line[place] == ":" && (place + 1 == line.count || line[place + 1] == " ")
        }
    }

    /// Where the value ends: before a comment and the blanks around it.
    private static func end(of line: [Unicode.Scalar], from start: Int) -> Int {
        var end = line.indices.dropFirst(start + 1).first { line[$0] == "#" && line[$0 - 1] == " " } ?? line.count
        while end > start + 1, line[end - 1] == " " || line[end - 1] == "\t" { end -= 1 }
        return end
    }
}
