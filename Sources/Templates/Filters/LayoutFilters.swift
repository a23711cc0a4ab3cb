internal import Diagnostics

/// Filters that fit text into a width.
enum LayoutFilters {
    static let all: [Filter] = [
        Filter("center", ["width?"]) { call throws(Diagnostic) in
            let width = try call.arguments.int("width", default: 80)
            guard width <= Arithmetic.longest else { throw call.problem("is asked for a width that is too large") }
            return .string(call.input.text.pythonCentered(width, fill: " "))
        },
        Filter("truncate", ["length?", "killwords?", "end?", "leeway?"], body: truncated),
        Filter(
            "wordwrap", ["width?", "break_long_words?", "wrapstring?", "break_on_hyphens?"], body: wrapped),
        Filter("wordcount") { call throws(Diagnostic) in
            let words = try call.evaluator.regex("\\w+", [], at: call.span)
            return .int(try words.matches(in: Array(call.input.text.utf8)).count)
        },
        Filter("filesizeformat", ["binary?"], body: fileSize),
    ]

    private static func truncated(_ call: FilterCall) throws(Diagnostic) -> Value {
        let length = try call.arguments.int("length", default: 255)
        let leeway = try call.arguments.int("leeway", default: 5)
        let mark = call.arguments.text("end", default: "...")
        guard let text = call.input.string.map({ Array($0.unicodeScalars) }) else {
            // What is short enough is left as it is, whatever it is.
            if let count = call.input.list?.count ?? call.input.map?.count, count <= length + leeway {
                return call.input
            }
            throw call.takes("text")
        }
        guard length >= mark.unicodeScalars.count, leeway >= 0 else {
            throw call.problem("needs a length of at least \(mark.unicodeScalars.count), and no negative leeway")
        }
        if text.count <= length + leeway { return .string(call.input.text) }
        let kept = text[..<(length - mark.unicodeScalars.count)]
        if call.arguments.flag("killwords") { return .string(String(scalars: kept) + mark) }
        let end = kept.lastIndex(of: " ") ?? kept.endIndex
        return .string(String(scalars: kept[..<end]) + mark)
    }

    private static func wrapped(_ call: FilterCall) throws(Diagnostic) -> Value {
        guard let text = call.input.string else { throw call.takes("text") }
        let width = try call.arguments.int("width", default: 79)
        guard width > 0 else { throw call.problem("needs a width above 0") }
        let breaksAtHyphens = call.arguments.flag("break_on_hyphens", default: true)
        let wrap = TextWrap(
            width: width, breaksWords: call.arguments.flag("break_long_words", default: true),
            breaksAtHyphens: breaksAtHyphens,
            pieces: try call.evaluator.regex(TextWrap.pattern(breaksAtHyphens: breaksAtHyphens), [], at: call.span))
        let joint = call["wrapstring"]?.string ?? "\n"
        return .string(
            try text.pythonLines.map { line throws(Diagnostic) in
                try wrap.lines(of: line).joined(separator: joint)
            }.joined(separator: joint))
    }

    private static func fileSize(_ call: FilterCall) throws(Diagnostic) -> Value {
        guard let bytes = try call.input.fraction(at: call.span) ?? call.input.string?.pythonFloat else {
            throw call.takes("a number")
        }
        let isBinary = call.arguments.flag("binary")
        let base: Double = isBinary ? 1024 : 1000
        if bytes == 1 { return .string("1 Byte") }
        if bytes < base {
            guard let whole = Value(whole: bytes.rounded(.towardZero)) else { throw call.takes("a finite number") }
            return .string("\(whole.text) Bytes")
        }
        let prefixes =
            isBinary ? ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"] : ["k", "M", "G", "T", "P", "E", "Z", "Y"]
        var unit = base
        for prefix in prefixes {
            unit *= base
            if bytes < unit || prefix == prefixes.last {
                return .string(CFormat.text(base * bytes / unit, "f", precision: 1) + " \(prefix)B")
            }
        }
        return .null
    }
}

extension String {
    /// `str.center`: the odd blank goes left if the width is odd.
    func pythonCentered(_ width: Int, fill: String) -> String {
        let missing = width - unicodeScalars.count
        guard missing > 0 else { return self }
        let left = missing / 2 + (missing & width & 1)
        return String(repeating: fill, count: left) + self + String(repeating: fill, count: missing - left)
    }
}

/// Lines as Python's `textwrap` breaks them.
private struct TextWrap {
    let width: Int
    let breaksWords: Bool
    let breaksAtHyphens: Bool
    /// What finds the pieces between which a line may be broken.
    let pieces: Regex

    static func pattern(breaksAtHyphens: Bool) -> String {
        let (blank, other) = ("[\\t\\n\\x0b\\x0c\\r ]", "[^\\t\\n\\x0b\\x0c\\r ]")
        guard breaksAtHyphens else { return "\(blank)+" }
        let (mark, letter) = ("[\\w!\"'&.,?]", "[^\\d\\W]")
        return "\(blank)+|(?<=\(mark))-{2,}(?=\\w)"
            + "|\(other)+?(?:-(?:(?<=\(letter){2}-)|(?<=\(letter)-\(mark)-))(?=\(letter)-?\(letter))"
            + "|(?=\(blank)|\\Z)|(?<=\(mark))(?=-{2,}\\w))"
    }

    func lines(of text: String) throws(Diagnostic) -> [String] {
        var chunks = Array(try chunks(of: Array(text.utf8)).reversed())
        var lines: [String] = []
        while let next = chunks.last {
            if !lines.isEmpty, next.allSatisfy(\.isPythonSpace) { chunks.removeLast() }
            var line: [[Unicode.Scalar]] = []
            var length = 0
            while let chunk = chunks.last, length + chunk.count <= width {
                line.append(chunk)
                length += chunk.count
                chunks.removeLast()
            }
            if let chunk = chunks.last, chunk.count > width {
                if breaksWords {
                    let end = breakingPoint(of: chunk, space: width - length)
                    line.append(Array(chunk[..<end]))
                    chunks[chunks.count - 1] = Array(chunk[end...])
                } else if line.isEmpty {
                    line.append(chunk)
                    chunks.removeLast()
                }
            }
            if let last = line.last, last.allSatisfy(\.isPythonSpace) { line.removeLast() }
            if !line.isEmpty { lines.append(String(scalars: line.joined())) }
        }
        return lines
    }

    private func chunks(of text: [UInt8]) throws(Diagnostic) -> [[Unicode.Scalar]] {
        var extents: [Range<Int>] = []
        var end = 0
        for match in try pieces.matches(in: text) {
            extents += [end..<match.range.lowerBound, match.range]
            end = match.range.upperBound
        }
        return (extents + [end..<text.count]).filter { !$0.isEmpty }.map {
            Array(String(decoding: text[$0], as: UTF8.self).unicodeScalars)
        }
    }

    private func breakingPoint(of chunk: [Unicode.Scalar], space: Int) -> Int {
        if breaksAtHyphens, chunk.count > space, let hyphen = chunk[..<space].lastIndex(of: "-"), hyphen > 0,
            chunk[..<hyphen].contains(where: { $0 != "-" })
        {
            return hyphen + 1
        }
        return space
    }
}
