/// One of the five fields of a schedule.
struct ClockField: Sendable {
    let name: String
    let range: ClosedRange<Int>
    /// Words for the numbers from the range's first on.
    var words: [String] = []

    static let minute = ClockField(name: "minute", range: 0...59)
    static let hour = ClockField(name: "hour", range: 0...23)
    static let dayOfMonth = ClockField(name: "day of the month", range: 1...31)
    static let month = ClockField(
        name: "month", range: 1...12,
        words: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
    /// 0 and 7 are both Sunday; a range reckons them as two.
    static let dayOfWeek = ClockField(
        name: "day of the week", range: 0...7, words: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"])
    static let all = [minute, hour, dayOfMonth, month, dayOfWeek]

    /// The number that a word or digits name; cron takes words in any case.
    func number(_ text: some StringProtocol) -> Int? {
        if let index = words.firstIndex(of: text.lowercased()) { return range.lowerBound + index }
        guard let number = text.digits else { return nil }
        return range.contains(number) ? number : nil
    }
}

/// The numbers that a field names.
struct ClockNumbers: Sendable, Hashable {
    private(set) var bits: UInt64 = 0
    /// Whether the field is written with a `*` in front, be it `*/2`: cron decides by that, not by what it comes to.
    var beginsWithStar = false

    init(_ numbers: some Sequence<Int> = []) { for number in numbers { insert(number) } }

    mutating func insert(_ number: Int) { bits |= 1 << UInt64(number) }
    mutating func remove(_ number: Int) { bits &= ~(1 << UInt64(number)) }
    func contains(_ number: Int) -> Bool { bits & (1 << UInt64(number)) != 0 }

    /// The least of them that is no less than this.
    func first(from number: Int) -> Int? {
        guard number < 64 else { return nil }
        let rest = bits & (UInt64.max << UInt64(max(0, number)))
        return rest == 0 ? nil : rest.trailingZeroBitCount
    }

    var all: [Int] { (0..<64).filter(contains) }
}

extension StringProtocol {
    /// The number that ASCII digits alone write.
    var digits: Int? {
        guard !isEmpty, utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(self)
    }
}
