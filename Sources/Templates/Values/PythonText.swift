/// What Python's strings can do, code point for code point.
enum Side: Sendable { case start, end, both }

extension String {
    /// Without the characters given, or white space, at its ends.
    func stripped(_ side: Side = .both, of characters: String? = nil) -> String {
        let set = characters.map { Set($0.unicodeScalars) }
        func goes(_ scalar: Unicode.Scalar) -> Bool { set?.contains(scalar) ?? scalar.isPythonSpace }
        var rest = unicodeScalars[...]
        if side != .end { rest = rest.drop(while: goes) }
        if side != .start { while let last = rest.last, goes(last) { rest.removeLast() } }
        return String(scalars: rest)
    }

    func replacingScalars(_ old: String, with new: String, count: Int = -1) -> String {
        if old.isEmpty {
            var result = ""
            var left = count
            for scalar in unicodeScalars {
                if left != 0 { result += new }
                left -= 1
                result.unicodeScalars.append(scalar)
            }
            return left != 0 ? result + new : result
        }
        return splitScalars(by: old, limit: count).joined(separator: new)
    }

    /// The parts between separators; with a limit, the rest stays in the last one.
    func splitScalars(by separator: String, limit: Int = -1) -> [String] {
        let mark = Array(separator.unicodeScalars)
        let text = Array(unicodeScalars)
        var parts: [String] = []
        var start = 0
        while limit < 0 || parts.count < limit, let range = text.firstRange(of: mark, from: start) {
            parts.append(String(scalars: text[start..<range.lowerBound]))
            start = range.upperBound
        }
        return parts + [String(scalars: text[start...])]
    }

    /// The words between white space; with a limit, the rest stays in the last one.
    func words(limit: Int = -1) -> [String] {
        var words: [String] = []
        var rest = unicodeScalars[...]
        while true {
            rest = rest.drop { $0.isPythonSpace }
            if rest.isEmpty { return words }
            if limit >= 0, words.count == limit { return words + [String(scalars: rest)] }
            let word = rest.prefix { !$0.isPythonSpace }
            words.append(String(scalars: word))
            rest = rest[word.endIndex...]
        }
    }

    /// The lines without their breaks; a break at the end begins no further line.
    var pythonLines: [String] {
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r": break
            case "\n", "\r", "\u{B}", "\u{C}", "\u{1C}", "\u{1D}", "\u{1E}", "\u{85}", "\u{2028}", "\u{2029}":
                lines.append(String(line))
                line = .init()
            default: line.append(scalar)
            }
            previous = scalar
        }
        return line.isEmpty ? lines : lines + [String(line)]
    }

    var pythonCapitalized: String {
        guard let first = unicodeScalars.first else { return self }
        return first.properties.titlecaseMapping + String(scalars: unicodeScalars.dropFirst()).lowercased()
    }

    /// `str.title`: a letter behind anything but a letter is upper case.
    var pythonTitle: String {
        var result = ""
        var isInWord = false
        for scalar in unicodeScalars {
            result += isInWord ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
            isInWord = scalar.properties.isCased
        }
        return result
    }
}
