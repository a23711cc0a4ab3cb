/// A time zone as the `TZ` variable of POSIX describes it, and the last line of a zone file: `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// Hours of changes may be anything from -167 to 167, as RFC 8536 has it for zone files.
struct PosixZone: Sendable {
    /// The day and the time of the clock at which it is changed.
    struct Change: Sendable, Hashable {
        enum Day: Sendable, Hashable {
            /// Counted from 1, without 29 February.
            case ofYear(Int)
            /// Counted from 0, with it.
            case ofAnyYear(Int)
            /// The fifth is the last.
            case weekday(Int, week: Int, month: Int)
        }

        var day: Day
        /// In seconds.
        var time = 7200

        /// The instant in a year, for a clock that stands at `offset` before.
        func instant(in year: Int, offset: Int) -> Int { date(in: year) * 86_400 + time - offset }

        private func date(in year: Int) -> Int {
            let newYear = CalendarDate(year: year, month: 1, day: 1).days
            switch day {
            case .ofYear(let number): return newYear + number - 1 + (number > 59 && CalendarDate.isLeap(year) ? 1 : 0)
            case .ofAnyYear(let number): return newYear + number
            case .weekday(let weekday, let week, let month):
                let first = CalendarDate(year: year, month: month, day: 1)
                let day = 1 + (weekday - first.weekday).modulo(7) + (week - 1) * 7
                return first.days - 1 + (day > CalendarDate.length(ofMonth: month, in: year) ? day - 7 : day)
            }
        }
    }

    let standard: Zone.Clock
    private let daylight: (clock: Zone.Clock, from: Change, to: Change)?

    init?(_ text: String) {
        var reader = PosixZoneReader(text)
        guard let name = reader.name(), let west = reader.time(hours: 24) else { return nil }
        standard = Zone.Clock(offset: -west, isDaylight: false, abbreviation: name)
        guard !reader.isAtEnd else {
            daylight = nil
            return
        }
        guard let name = reader.name() else { return nil }
        let summer = reader.next(is: ",") ? west - 3600 : reader.time(hours: 24)
        guard let summer, let from = reader.change(), let to = reader.change(), reader.isAtEnd else { return nil }
        daylight = (Zone.Clock(offset: -summer, isDaylight: true, abbreviation: name), from, to)
    }

    func period(at instant: Int) -> Zone.Period {
        guard let daylight else { return Zone.Period(start: .min, end: .max, clock: standard) }
        let year = CalendarDate(days: (instant + standard.offset).floorDivided(by: 86_400)).year
        // Where summer never ends, the end of one and the start of the next are one instant, and the start counts.
        let changes = ((year - 2)...(year + 2)).flatMap { year in
            [
                (at: daylight.to.instant(in: year, offset: daylight.clock.offset), rank: 0, clock: standard),
                (at: daylight.from.instant(in: year, offset: standard.offset), rank: 1, clock: daylight.clock),
            ]
        }.sorted { ($0.at, $0.rank) < ($1.at, $1.rank) }
        let next = changes.firstIndex { $0.at > instant } ?? changes.count - 1
        let last = changes[max(0, next - 1)]
        return Zone.Period(start: last.at, end: changes[next].at, clock: last.clock)
    }
}

/// Goes through the text of a `PosixZone`.
private struct PosixZoneReader {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = Substring(text).utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    func next(is character: Unicode.Scalar) -> Bool { rest.first == UInt8(ascii: character) }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard next(is: character) else { return false }
        rest.removeFirst()
        return true
    }

    /// At least three letters, or anything but `>` in `<…>`.
    mutating func name() -> String? {
        if skip("<") {
            let name = rest.prefix { $0 != UInt8(ascii: ">") }
            rest = rest[name.endIndex...]
            return skip(">") && !name.isEmpty ? String(Substring(name)) : nil
        }
        let name = rest.prefix { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
        rest = rest[name.endIndex...]
        return name.count >= 3 ? String(Substring(name)) : nil
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        rest = rest[digits.endIndex...]
        return Substring(digits).digits.flatMap { range.contains($0) ? $0 : nil }
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func time(hours: Int) -> Int? {
        let isNegative = skip("-")
        if !isNegative { _ = skip("+") }
        guard var seconds = number(0...hours).map({ $0 * 3600 }) else { return nil }
        for unit in [60, 1] where skip(":") {
            guard let number = number(0...59) else { return nil }
            seconds += number * unit
        }
        return isNegative ? -seconds : seconds
    }

    /// `,Mm.w.d/time`, `,Jn/time` or `,n/time`.
    mutating func change() -> PosixZone.Change? {
        guard skip(","), let day = day() else { return nil }
        guard skip("/") else { return .init(day: day) }
        return time(hours: 167).map { .init(day: day, time: $0) }
    }

    private mutating func day() -> PosixZone.Change.Day? {
        if skip("J") { return number(1...365).map { .ofYear($0) } }
        guard skip("M") else { return number(0...365).map { .ofAnyYear($0) } }
        guard let month = number(1...12), skip("."), let week = number(1...5), skip("."), let weekday = number(0...6)
        else { return nil }
        return .weekday(weekday, week: week, month: month)
    }
}
