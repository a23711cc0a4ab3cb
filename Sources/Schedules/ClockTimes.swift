/// The minutes of the calendar that five fields match, whatever the clock does.
struct ClockTimes: Sendable, Hashable {
    var minutes: ClockNumbers
    var hours: ClockNumbers
    var days: ClockNumbers
    var months: ClockNumbers
    /// 0 to 6.
    var weekdays: ClockNumbers

    /// A job with a `*` in front of its minute or its hour follows the clock through its changes; any other has fixed
    /// times, which cron runs once each.
    var followsClock: Bool { minutes.beginsWithStar || hours.beginsWithStar }

    /// Both days have to match as soon as one of their fields begins with a `*`; otherwise either will do.
    var needsBothDays: Bool { days.beginsWithStar || weekdays.beginsWithStar }

    func matches(_ date: CalendarDate) -> Bool {
        guard months.contains(date.month) else { return false }
        let (day, weekday) = (days.contains(date.day), weekdays.contains(date.weekday))
        return needsBothDays ? day && weekday : day || weekday
    }

    /// The first match from a minute on, both counted from 1970-01-01 00:00 of the same clock.
    func first(from minute: Int, through last: Int) -> Int? {
        var day = minute.floorDivided(by: 1440)
        var time = minute.modulo(1440)
        // What does not come in a cycle of the calendar never comes.
        let end = min(last.floorDivided(by: 1440), day + CalendarDate.daysOfCycle)
        while day <= end {
            let date = CalendarDate(days: day)
            guard months.contains(date.month) else {
                (day, time) = (date.firstOfNextMonth.days, 0)
                continue
            }
            if matches(date), let found = firstTime(from: time) {
                let match = day * 1440 + found
                return match <= last ? match : nil
            }
            (day, time) = (day + 1, 0)
        }
        return nil
    }

    /// The first matching minute of a day.
    private func firstTime(from time: Int) -> Int? {
        guard let hour = hours.first(from: time / 60), let first = minutes.first(from: 0) else { return nil }
        if hour > time / 60 { return hour * 60 + first }
        if let minute = minutes.first(from: time % 60) { return hour * 60 + minute }
        return hours.first(from: hour + 1).map { $0 * 60 + first }
    }
}

extension ClockTimes {
    /// What becomes of the days of the month that the schedule names.
    enum DayOfMonth: Sendable, Hashable {
        case comes
        /// Only 29 February is left of them.
        case onlyInLeapYears
        case never
    }

    var dayOfMonth: DayOfMonth {
        let dates = months.all.flatMap { month in
            days.all.filter { $0 <= CalendarDate.longestMonths[month - 1] }.map { (month, $0) }
        }
        if dates.isEmpty { return .never }
        return dates.allSatisfy { $0 == (2, 29) } ? .onlyInLeapYears : .comes
    }
}
