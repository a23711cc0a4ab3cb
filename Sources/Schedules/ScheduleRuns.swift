/// The times at which Debian's cron runs a line, one after the other, as long as its host does not sleep.
///
/// What `cron.c` does when its clock is put on or back, told in minutes of that clock:
/// - put on by up to three hours: jobs with fixed times that were skipped run right after, one by one; jobs that follow
///   the clock (`ClockTimes.followsClock`) miss what was skipped. Up to four minutes count as having slept: then these
///   run, too.
/// - put back by up to three hours: jobs with fixed times do not run again until the clock is where it was; those that
///   follow the clock do.
/// - anything more is a correction of the clock: what was skipped never runs, what is repeated runs again.
package struct ScheduleRuns: Sequence, IteratorProtocol {
    /// One run of a line.
    package struct Run: Sendable, Hashable {
        /// In seconds since 1970-01-01 00:00 UTC.
        package var at: Int
        /// The time that the line names, where the clock skipped it and the run makes up for it.
        package var skipped: Moment.Wall?
    }

    private let times: ClockTimes
    private let zone: Zone
    /// Nothing earlier counts.
    private let earliest: Int
    private var period: Zone.Period
    /// The minute up to which jobs with fixed times have run.
    private var done: Int
    /// The minute of the period's clock from which to look on.
    private var cursor: Int
    private var pending: [Run] = []

    /// - Parameters:
    ///   - schedule: Nothing comes of one that has no times.
    ///   - zone: That of cron's host.
    ///   - earliest: The first second that counts.
    package init?(_ schedule: Schedule, in zone: Zone, from earliest: Int) {
        guard case .clock(let times) = schedule.times else { return nil }
        self.times = times
        self.zone = zone
        self.earliest = earliest
        // What happened to the clock before shows in what has run already.
        let past = earliest - 2 * 86_400
        period = zone.period(at: past)
        done = period.clock.minute(beginningBefore: past)
        cursor = done + 1
    }

    package mutating func next() -> Run? {
        while true {
            if !pending.isEmpty {
                let run = pending.removeFirst()
                if run.at >= earliest { return run }
                continue
            }
            let first = period.clock.minute(beginningBefore: earliest) + 1
            let start = Swift.max(cursor, first, times.followsClock ? .min : done + 1)
            let last = period.lastMinute
            if start <= last, let minute = times.first(from: start, through: last) {
                cursor = minute + 1
                return Run(at: period.clock.instant(ofMinute: minute))
            }
            guard period.end < .max else { return nil }
            done = Swift.max(done, last)
            enter(zone.period(at: period.end))
        }
    }

    private mutating func enter(_ new: Zone.Period) {
        period = new
        cursor = new.firstMinute
        let difference = cursor - done
        switch difference {
        case 1: break
        case 2...180:
            if difference <= 5 || !times.followsClock {
                let at = new.clock.instant(ofMinute: cursor)
                var minute = done + 1
                while let missed = times.first(from: minute, through: cursor - 1) {
                    pending.append(Run(at: at, skipped: Moment.Wall(minute: missed)))
                    minute = missed + 1
                }
            }
            done = cursor - 1
        case -179...0: break
        default: done = cursor - 1
        }
    }
}
