extension Reference {
    /// Whether this names the address: the type to the letter, the identity with the globs `*`, `?` and `[…]`,
    /// where `*` crosses `/` as in a shell's `case`.
    package func matches(_ address: Address) -> Bool {
        let wanted = Address(text: text)
        return wanted.kind == address.kind
            && Glob(wanted.identity).matches(address.identity)
    }
}

/// A shell pattern: `*`, `?`, `[a-z]`, `[!a-z]`; a backslash takes the next character as it is.
package struct Glob: Sendable, Hashable {
    fileprivate enum Part: Sendable, Hashable {
        case any
        case one
        case exactly(Character)
        case oneOf([ClosedRange<Character>], isNegated: Bool)
    }

    private let parts: [Part]

    package init(_ pattern: String) {
        var parts: [Part] = []
        var rest = Substring(pattern)
        while let character = rest.popFirst() {
            switch character {
            case "*": parts.append(.any)
            case "?": parts.append(.one)
            case "\\": parts.append(.exactly(rest.popFirst() ?? "\\"))
            case "[":
                if let (set, remainder) = Self.set(rest) {
                    parts.append(set)
                    rest = remainder
                } else {
                    parts.append(.exactly("["))
                }
            default: parts.append(.exactly(character))
            }
        }
        self.parts = parts
    }

    package func matches(_ text: String) -> Bool { matches(Array(text)) }

    /// Whether it matches a text, taken apart once for many patterns.
    package func matches(_ text: [Character]) -> Bool {
        // The last `*` and where it began: all that has to be remembered to try again further on.
        var (part, place) = (0, 0)
        var retry: (part: Int, place: Int)?
        while place < text.count {
            if part < parts.count, parts[part] == .any {
                retry = (part, place)
                part += 1
            } else if part < parts.count, parts[part].matches(text[place]) {
                part += 1
                place += 1
            } else if let last = retry {
                retry = (last.part, last.place + 1)
                (part, place) = (last.part + 1, last.place + 1)
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { $0 == .any }
    }

    private static func set(_ text: Substring) -> (Part, Substring)? {
        var rest = text
        let isNegated = rest.first == "!" || rest.first == "^"
        if isNegated { rest.removeFirst() }
        var ranges: [ClosedRange<Character>] = []
        while let low = rest.popFirst() {
            if low == "]", !ranges.isEmpty { return (.oneOf(ranges, isNegated: isNegated), rest) }
            if rest.first == "-", let high = rest.dropFirst().first, high != "]", low <= high {
                rest.removeFirst(2)
                ranges.append(low...high)
            } else {
                ranges.append(low...low)
            }
        }
        return nil
    }
}

extension Glob.Part {
    fileprivate func matches(_ character: Character) -> Bool {
        switch self {
        case .any: false
        case .one: true
        case .exactly(let wanted): wanted == character
        case .oneOf(let ranges, let isNegated): ranges.contains { $0.contains(character) } != isNegated
        }
    }
}
