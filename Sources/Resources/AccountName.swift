internal import Model

/// What Debian's useradd(8) and groupadd(8) take for a name or a number.
enum AccountName {
    static func problems(with name: String, in field: String) -> [FieldProblem] {
        let isName = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            case UInt8(ascii: "$"): name.hasSuffix("$")
            default: false
            }
        }
        guard isName, let first = name.first, first.isLetter || first == "_" else {
            let help = "a letter or '_' starts it; letters, digits, '_', '-' and '.' follow"
            return [.init(field, "'\(name)' is no name of an account", help: help)]
        }
        return name.utf8.count > 32 ? [.init(field, "'\(name)' has more than 32 characters")] : []
    }

    static func problems(withNumber number: Int?, in field: String) -> [FieldProblem] {
        guard let number, !(0...4_294_967_294).contains(number) else { return [] }
        return [.init(field, "'\(field)' takes a number from 0 to 4294967294, not \(number)")]
    }
}
