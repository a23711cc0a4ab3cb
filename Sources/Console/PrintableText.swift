extension String {
    /// This text, fit for a terminal whatever it holds: what would move the cursor, change colours, break the line or
    /// turn the direction of writing is written as an escape.
    package var printable: String {
        guard unicodeScalars.contains(where: \.isUnprintable) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            guard scalar.isUnprintable else { return text.unicodeScalars.append(scalar) }
            switch scalar {
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            default: text += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
    }

    /// The first `limit` characters, with a word about how many were left out.
    func bounded(to limit: Int) -> String {
        guard let end = index(startIndex, offsetBy: limit, limitedBy: endIndex), end < endIndex else { return self }
        return "\(self[..<end])… (\(distance(from: end, to: endIndex)) more characters)"
    }

    /// This text with spaces behind it up to a width in characters, at least two of them.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(2, width - count))
    }

    /// The lines of the text, parted at line feeds and nowhere else.
    var lines: [String] {
        utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { String(Substring($0)) }
    }
}

extension Unicode.Scalar {
    /// Whether a terminal would act on it rather than show it; all such scalars are below U+10000.
    var isUnprintable: Bool {
        switch properties.generalCategory {
        case .control: self != "\t"
        case .lineSeparator, .paragraphSeparator: true
        case .format: isDirectional
        default: false
        }
    }

    /// Marks that turn or isolate the direction of writing, so that text reads otherwise than it is.
    private var isDirectional: Bool {
        switch value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
