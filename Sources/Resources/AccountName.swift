internal import Model

/// What Debian's useradd(8) and groupadd(8) take for a name or a number.
enum AccountName {
    /// Of an account that an entry makes.
    static func problems(with name: String, in field: String) -> [FieldProblem] {
        guard isName(name, allowing: "") else { return [noName(name, in: field)] }
        return name.utf8.count > 32 ? [.init(field, "'\(name)' has more than 32 characters")] : []
    }

    /// Of an account that an entry only refers to, by name or number: it may come from a directory service, where
    /// names are longer and hold an '@'.
    static func problems(withReference word: String?, in field: String) -> [FieldProblem] {
        guard let word else { return [] }
        if !word.isEmpty, word.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            return Int(word).map { problems(withNumber: $0, in: field) } ?? [noName(word, in: field)]
        }
        return isName(word, allowing: "@") ? [] : [noName(word, in: field)]
    }

    static func problems(withNumber number: Int?, in field: String) -> [FieldProblem] {
        guard let number, !(0...4_294_967_294).contains(number) else { return [] }
        return [.init(field, "'\(field)' takes a number from 0 to 4294967294, not \(number)")]
    }

    private static func noName(_ word: String, in field: String) -> FieldProblem {
        let help = "a letter or '_' starts it; letters, digits, '_', '-' and '.' follow"
        return .init(field, "'\(word)' is no name of an account", help: help)
    }

    /// The name of a computer's account in a domain ends in a dollar sign.
    private static func isName(_ name: String, allowing more: String) -> Bool {
        let body = name.utf8.last == UInt8(ascii: "$") ? name.utf8.dropLast() : name.utf8[...]
        guard let first = body.first, isLetter(first) || first == UInt8(ascii: "_") else { return false }
        return body.allSatisfy { byte in
            isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "_-.".utf8.contains(byte)
                || more.utf8.contains(byte)
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: false
        }
    }
}
