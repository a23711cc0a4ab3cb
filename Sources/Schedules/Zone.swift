/// How a time zone's clocks stand at any time: the content of a file of the zone database.
package struct Zone: Sendable {
    /// A stretch of time in which a zone's clocks go evenly.
    ///
    /// Times are seconds since 1970-01-01 00:00 UTC.
    package struct Period: Sendable, Hashable {
        package var start: Int
        /// Behind the last second; `Int.max` where nothing follows.
        package var end: Int
        package var clock: Clock

        /// The last minute of the clock that begins in the period.
        var lastMinute: Int { end == .max ? .max : clock.minute(beginningBefore: end) }
        /// The first minute of the clock that begins in the period.
        var firstMinute: Int { start == .min ? .min : clock.minute(beginningBefore: start) + 1 }
    }

    /// How a clock stands beside UTC.
    package struct Clock: Sendable, Hashable {
        /// In seconds, east of Greenwich.
        package var offset: Int
        package var isDaylight: Bool
        package var abbreviation: String

        package static let utc = Clock(offset: 0, isDaylight: false, abbreviation: "UTC")

        /// When a minute of this clock, counted from its 1970-01-01 00:00, begins.
        func instant(ofMinute minute: Int) -> Int { minute * 60 - offset }
        /// The last minute that begins before an instant.
        func minute(beginningBefore instant: Int) -> Int { (instant + offset - 1).floorDivided(by: 60) }
    }

    package let name: String
    /// By their start; the first one's clock counts before it, too.
    private let changes: [(at: Int, clock: Clock)]
    private let first: Clock
    /// What comes after the last of the changes.
    private let rule: PosixZone?

    package static let utc = Zone(name: "UTC", first: .utc, changes: [], rule: nil)

    init(name: String, first: Clock, changes: [(at: Int, clock: Clock)], rule: PosixZone?) {
        self.name = name
        self.first = first
        self.changes = changes
        self.rule = rule
    }

    /// The zone that a text such as `CET-1CEST,M3.5.0,M10.5.0/3` describes; nil where it is none.
    package init?(posix text: String) {
        guard let rule = PosixZone(text) else { return nil }
        self.init(name: text, first: rule.standard, changes: [], rule: rule)
    }

    package func period(at instant: Int) -> Period {
        // The number of changes up to the instant.
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].at <= instant { low = middle + 1 } else { high = middle }
        }
        guard low == changes.count else {
            return Period(
                start: low == 0 ? .min : changes[low - 1].at, end: changes[low].at,
                clock: low == 0 ? first : changes[low - 1].clock)
        }
        guard let rule else {
            return Period(start: changes.last?.at ?? .min, end: .max, clock: changes.last?.clock ?? first)
        }
        var period = rule.period(at: instant)
        period.start = max(period.start, changes.last?.at ?? .min)
        return period
    }

    /// The first instant at which the zone's clocks show this, in seconds from their 1970-01-01 00:00; where they never
    /// do, the instant at which they were put forward over it.
    package func instant(showing wall: Int) -> Int {
        let day = 86_400
        let offsets = [period(at: wall - day), period(at: wall + day)].map(\.clock.offset)
        let candidates = offsets.map { wall - $0 }
        let shown = candidates.filter { period(at: $0).clock.offset + $0 == wall }.min()
        return shown ?? period(at: candidates.max() ?? wall).start
    }
}
