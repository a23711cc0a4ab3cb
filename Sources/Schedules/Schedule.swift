package import Diagnostics

/// When cron runs a line: crontab(5) as Debian's cron reads it, `man cron` and its `entry.c`.
///
/// Five fields or a word such as `@daily`, with `CRON_TZ=ZONE` or `TZ=ZONE` in front where a time zone is meant. What
/// Debian's cron takes without a word and then never runs, or runs otherwise than it reads, is an error here: `5-1`, `1-5-7`.
package struct Schedule: Sendable {
    /// A time zone that a schedule names.
    package struct NamedZone: Sendable, Hashable {
        package var name: String
        /// `CRON_TZ` or `TZ`.
        package var variable: String
        package var span: Span?
    }

    enum Times: Sendable, Hashable {
        /// When cron starts, whatever the time is.
        case start
        case clock(ClockTimes)
    }

    /// The fields with one space between them, without the zone.
    package let text: String
    package let zone: NamedZone?
    let times: Times
    /// What is odd but runs.
    package let warnings: [Diagnostic]

    /// - Parameters:
    ///   - text: The schedule.
    ///   - span: The place of the text, its quotes included if it has some.
    /// - Throws: Everything that is wrong with it.
    package init(parsing text: String, at span: Span? = nil) throws(Problems) {
        var reader = ScheduleReader(text: text, span: span)
        let read = reader.read()
        guard let read, reader.problems.isEmpty else { throw Problems(reader.problems) }
        (self.text, zone, times) = read
        warnings = reader.warnings
    }

    /// Whether it has times at all: `@reboot` has none.
    package var hasTimes: Bool { times != .start }

    static let words = [
        "@reboot", "@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly",
    ]

    /// What a word stands for; nil for `@reboot`.
    static func fields(of word: String) -> String? {
        switch word {
        case "@yearly", "@annually": "0 0 1 1 *"
        case "@monthly": "0 0 1 * *"
        case "@weekly": "0 0 * * 0"
        case "@daily", "@midnight": "0 0 * * *"
        case "@hourly": "0 * * * *"
        default: nil
        }
    }
}
