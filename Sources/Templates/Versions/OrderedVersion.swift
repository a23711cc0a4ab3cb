/// A way to read and order versions.
protocol OrderedVersion {
    /// Nil for what is no version of the kind.
    init?(_ text: String)
    /// Negative if this version is the older one; nil if there is no order.
    func order(to other: Self) -> Int?
}

extension OrderedVersion {
    /// The order of the first parts that differ, then of the lengths.
    static func order<Part>(_ left: [Part], _ right: [Part], _ compare: (Part, Part) -> Int?) -> Int? {
        for (one, another) in zip(left, right) {
            guard let order = compare(one, another) else { return nil }
            if order != 0 { return order }
        }
        return left.count - right.count
    }

    static func order<Part: Comparable>(_ left: Part, _ right: Part) -> Int {
        left == right ? 0 : left < right ? -1 : 1
    }

    /// Numbers of any length by what they count.
    static func order(digits left: String, _ right: String) -> Int {
        let (one, another) = (left.drop { $0 == "0" }, right.drop { $0 == "0" })
        return one.count == another.count ? order(one, another) : one.count - another.count
    }
}

/// A part of a version: a number, or a word.
enum VersionPart {
    case number(String)
    case word(String)

    init(_ text: String) {
        self = !text.isEmpty && text.unicodeScalars.allSatisfy(\.isDigit) ? .number(text) : .word(text)
    }
}
