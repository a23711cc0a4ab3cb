/// A time as people write it: `2026-03-29 01:30`, with or without an offset from UTC.
package enum Moment: Sendable, Hashable {
    /// What a clock shows, in seconds from its 1970-01-01 00:00.
    case wall(Int)
    /// Seconds since 1970-01-01 00:00 UTC.
    case instant(Int)

    /// A date with or without a time behind a blank or `T`, then nothing, `Z` or an offset such as `+02:00`; nil for
    /// anything else.
    package init?(_ text: String) {
        var reader = MomentReader(text)
        guard let date = reader.date() else { return nil }
        guard !reader.isAtEnd else {
            self = .wall(date * 86_400)
            return
        }
        guard let time = reader.time() else { return nil }
        let wall = date * 86_400 + time
        if reader.isAtEnd {
            self = .wall(wall)
        } else if let offset = reader.offset(), reader.isAtEnd {
            self = .instant(wall - offset)
        } else {
            return nil
        }
    }

    /// What a clock shows.
    package struct Wall: Sendable, Hashable {
        private let seconds: Int

        package init(of instant: Int, on clock: Zone.Clock) { seconds = instant + clock.offset }
        init(minute: Int) { seconds = minute * 60 }

        /// The date: `2026-03-29`.
        package var date: String {
            let date = CalendarDate(days: seconds.floorDivided(by: 86_400))
            return "\(date.year.padded(to: 4))-\(date.month.padded(to: 2))-\(date.day.padded(to: 2))"
        }

        /// `01:30`, with seconds where there are some.
        package var time: String { seconds.modulo(86_400).timeOfDay }

        /// The day of the week: `Sun`.
        package var weekday: String {
            let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
            return names[CalendarDate(days: seconds.floorDivided(by: 86_400)).weekday]
        }
    }
}

extension Zone.Clock {
    /// `+01:00`, with seconds where there are some.
    package var offsetText: String { (offset < 0 ? "-" : "+") + abs(offset).timeOfDay }
}

extension Int {
    fileprivate func padded(to width: Int) -> String {
        String(repeating: "0", count: Swift.max(0, width - description.count)) + description
    }

    fileprivate var timeOfDay: String {
        let text = "\((self / 3600).padded(to: 2)):\((self / 60 % 60).padded(to: 2))"
        return self % 60 == 0 ? text : "\(text):\((self % 60).padded(to: 2))"
    }
}

private struct MomentReader {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = Substring(text).utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    private mutating func skip(_ characters: String) -> UInt8? {
        guard let first = rest.first, characters.utf8.contains(first) else { return nil }
        rest.removeFirst()
        return first
    }

    private mutating func number(digits count: Int, _ range: ClosedRange<Int>) -> Int? {
        let digits = Substring(rest.prefix(count))
        guard digits.utf8.count == count, let number = digits.digits, range.contains(number) else { return nil }
        rest = rest.dropFirst(count)
        return number
    }

    /// In days from 1970-01-01.
    mutating func date() -> Int? {
        guard let year = number(digits: 4, 1...9999), skip("-") != nil, let month = number(digits: 2, 1...12),
            skip("-") != nil,
            let day = number(digits: 2, 1...CalendarDate.length(ofMonth: month, in: year))
        else { return nil }
        return CalendarDate(year: year, month: month, day: day).days
    }

    mutating func time() -> Int? {
        guard skip("T ") != nil, let hour = number(digits: 2, 0...23), skip(":") != nil,
            let minute = number(digits: 2, 0...59)
        else { return nil }
        guard skip(":") != nil else { return hour * 3600 + minute * 60 }
        return number(digits: 2, 0...59).map { hour * 3600 + minute * 60 + $0 }
    }

    mutating func offset() -> Int? {
        if skip("Zz") != nil { return 0 }
        guard let sign = skip("+-"), let hour = number(digits: 2, 0...23) else { return nil }
        _ = skip(":")
        guard let minute = isAtEnd ? 0 : number(digits: 2, 0...59) else { return nil }
        return (hour * 3600 + minute * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
    }
}
