/// A host's name with an optional port, told apart as Ansible's `parse_address` does.
struct HostAddress: Equatable {
    var host: String
    var port: Int?

    /// Reads `host`, `host:port` or `[host]:port`, where the host may hold ranges; nil if it is no such thing.
    init?(parsing text: String) {
        var rest = Array(text.unicodeScalars)
        if rest.first == "[", let split = Self.portSplit(rest), rest[split - 1] == "]", split > 2 {
            port = Self.number(rest[(split + 1)...])
            rest = Array(rest[1..<(split - 1)])
        }
        if let split = Self.portSplit(rest), Self.hasNoLooseColon(rest[..<split]) {
            port = Self.number(rest[(split + 1)...])
            rest = Array(rest[..<split])
        }
        host = String(rest)
        guard Self.isIPv6(host) || Self.isName(rest) else { return nil }
    }

    /// The index of the colon before a port at the end.
    private static func portSplit(_ text: [Unicode.Scalar]) -> Int? {
        guard let colon = text.lastIndex(of: ":"), colon + 1 < text.count else { return nil }
        return text[(colon + 1)...].allSatisfy { $0.isDigit } ? colon : nil
    }

    private static func number(_ digits: ArraySlice<Unicode.Scalar>) -> Int? { Int(String(digits)) }

    /// Whether colons and brackets appear only in complete bracketed expressions.
    private static func hasNoLooseColon(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        var isInside = false
        for character in text {
            switch character {
            case "[" where !isInside: isInside = true
            case "]" where isInside: isInside = false
            case "]": return false
            case ":" where !isInside: return false
            default: break
            }
        }
        return !isInside
    }
}

extension HostAddress {
    /// Whether this is a host name of dot-separated labels, each with ranges allowed.
    private static func isName(_ text: [Unicode.Scalar]) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isLabel)
    }

    /// Whether letters, digits, `_`, `-` and ranges follow each other, neither starting with `-` nor ending so or with `_`.
    private static func isLabel(_ label: ArraySlice<Unicode.Scalar>) -> Bool {
        var rest = label
        guard let first = label.first, first != "-", let last = label.last, last != "-", last != "_" else {
            return false
        }
        while let next = rest.first {
            if next == "[" {
                guard let end = rest.firstIndex(of: "]"), isRange(rest[(rest.startIndex + 1)..<end]) else {
                    return false
                }
                rest = rest[(end + 1)...]
            } else if next.isWord || next == "-" {
                rest = rest.dropFirst()
            } else {
                return false
            }
        }
        return true
    }

    private static func isRange(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3 else { return false }
        let areNumbers = parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isDigit } }
        let areLetters = parts.prefix(2).allSatisfy { $0.count == 1 && $0.allSatisfy { $0.isLetter } }
        return areNumbers || (areLetters && (parts.count == 2 || parts[2].allSatisfy { $0.isDigit }))
    }

    /// Whether the text is four numbers up to 255 with dots between.
    static func isIPv4(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.count) && part.unicodeScalars.allSatisfy { $0.isDigit }
                    && (Int(part) ?? 256) < 256
            }
    }

    /// Whether the text begins as an IPv6 address does.
    ///
    /// Ansible's expression is anchored at the end in its last variant alone, so that `a::b` is an address
    /// whatever follows: that decides whether `a::b` is one host pattern or two.
    static func isIPv6(_ text: String) -> Bool {
        var rest = Substring(text)
        if rest.hasPrefix("::") { return true }
        var parts: [Substring] = []
        while let colon = rest.firstIndex(of: ":"), isComponent(rest[..<colon]) {
            parts.append(rest[..<colon])
            rest = rest[rest.index(after: colon)...]
            if rest.hasPrefix(":"), parts.count <= 6 { return true }
            if parts.count == 7 { return rest.unicodeScalars.first?.isHexDigit ?? false }
        }
        let isMapped = parts.count == 6 && parts.prefix(5).allSatisfy { $0 == "0" }
        return isMapped && (parts[5] == "0" || parts[5].lowercased() == "ffff") && isIPv4(String(rest))
    }

    private static func isComponent(_ text: Substring) -> Bool {
        (1...4).contains(text.count) && text.unicodeScalars.allSatisfy { $0.isHexDigit }
    }
}

extension Unicode.Scalar {
    var isDigit: Bool { ("0"..."9").contains(self) }
    var isLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
    var isHexDigit: Bool { isDigit || ("a"..."f").contains(self) || ("A"..."F").contains(self) }
    /// What `\w` matches: letters and digits of any script, and `_`.
    var isWord: Bool { self == "_" || properties.isAlphabetic || properties.numericType != nil }
}

extension String {
    init(_ scalars: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }
}
