internal import Model
package import Schedules

/// What `cron next` prints.
package struct ScheduleRunsDocument: Sendable, Encodable {
    private struct Run: Sendable, Encodable {
        /// With the offset: `2026-03-29T03:00:00+02:00`.
        var time: String
        /// What the schedule says, where the clock skips that.
        var inPlaceOf: String?
    }

    private let formatVersion = Plan.formatVersion
    private let schedule: String
    private let timeZone: String
    private let runs: [Run]
    private let lines: [String]

    private enum CodingKeys: CodingKey { case formatVersion, schedule, timeZone, runs }

    /// - Parameters:
    ///   - schedule: The one whose runs they are.
    ///   - runs: In order.
    ///   - zone: The one that cron runs by.
    ///   - shown: The one whose clock tells the times.
    package init(of schedule: Schedule, runs: [ScheduleRuns.Run], in zone: Zone, shownIn shown: Zone) {
        self.schedule = schedule.text
        timeZone = zone.name
        let clocks = runs.map { shown.period(at: $0.at).clock }
        self.runs = zip(runs, clocks).map { run, clock in
            let wall = Moment.Wall(of: run.at, on: clock)
            let time = wall.time.utf8.count == 5 ? wall.time + ":00" : wall.time
            return Run(
                time: "\(wall.date)T\(time)\(clock.offsetText)",
                inPlaceOf: run.skipped.map { "\($0.date)T\($0.time):00" })
        }
        let width = clocks.map(\.abbreviation.count).max() ?? 0
        lines = zip(runs, clocks).map { run, clock in
            let wall = Moment.Wall(of: run.at, on: clock)
            let gap = String(repeating: " ", count: width - clock.abbreviation.count)
            let line = "\(wall.weekday) \(wall.date) \(wall.time) \(clock.abbreviation)\(gap) \(clock.offsetText)"
            return line + (run.skipped.map { "  in place of \($0.time), which the clock skips" } ?? "")
        }
    }

    /// One line each, as people read it.
    package var text: String { lines.map { $0 + "\n" }.joined() }
}
