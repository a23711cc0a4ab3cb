import Schedules
import Testing

@Suite(.enabled(if: Zones.folder != nil, "this machine has no time zones")) struct `The next runs` {
    /// From a time on in a zone: each as `date time offset`, with `<time` where it makes up for that one.
    private func runs(_ text: String, in zone: String, from: String, _ count: Int) throws -> [String] {
        let zone = try Zones.named(zone)
        guard case .wall(let wall)? = Moment(from) else { return [] }
        let runs = try #require(ScheduleRuns(try Schedule(parsing: text), in: zone, from: zone.instant(showing: wall)))
        return runs.prefix(count).map { run in
            let clock = zone.period(at: run.at).clock
            let wall = Moment.Wall(of: run.at, on: clock)
            return "\(wall.date) \(wall.time) \(clock.offsetText)" + (run.skipped.map { " <\($0.time)" } ?? "")
        }
    }

    @Test func `begin with the first minute that counts`() throws {
        #expect(try runs("30 1 * * *", in: "Etc/UTC", from: "2026-01-01 01:30", 1) == ["2026-01-01 01:30 +00:00"])
        #expect(try runs("30 1 * * *", in: "Etc/UTC", from: "2026-01-01 01:30:01", 1) == ["2026-01-02 01:30 +00:00"])
    }

    @Test func `follow right after the gap for fixed times that the clock skips, one for each`() throws {
        #expect(
            try runs("0,30 2,3 * * *", in: "Europe/Berlin", from: "2026-03-29", 5) == [
                "2026-03-29 03:00 +02:00 <02:00", "2026-03-29 03:00 +02:00 <02:30", "2026-03-29 03:00 +02:00",
                "2026-03-29 03:30 +02:00", "2026-03-30 02:00 +02:00",
            ])
    }

    @Test(arguments: ["0,30 * * * *", "*/30 * * * *"])
    func `of a wildcard job miss what the clock skips`(_ schedule: String) throws {
        #expect(
            try runs(schedule, in: "Europe/Berlin", from: "2026-03-29 01:30", 3) == [
                "2026-03-29 01:30 +01:00", "2026-03-29 03:00 +02:00", "2026-03-29 03:30 +02:00",
            ])
    }

    @Test func `of fixed times come once in the hour that is repeated`() throws {
        #expect(
            try runs("30 2 * * *", in: "Europe/Berlin", from: "2026-10-25", 2) == [
                "2026-10-25 02:30 +02:00", "2026-10-26 02:30 +01:00",
            ])
    }

    @Test func `of a wildcard job come again in the hour that is repeated`() throws {
        #expect(
            try runs("30 * * * *", in: "Europe/Berlin", from: "2026-10-25 01:30", 4) == [
                "2026-10-25 01:30 +02:00", "2026-10-25 02:30 +02:00", "2026-10-25 02:30 +01:00",
                "2026-10-25 03:30 +01:00",
            ])
    }

    @Test func `know half-hour changes`() throws {
        #expect(
            try runs("15 2 * * *", in: "Australia/Lord_Howe", from: "2026-10-03 12:00", 2) == [
                "2026-10-04 02:30 +11:00 <02:15", "2026-10-05 02:15 +11:00",
            ])
    }

    @Test func `take more than three hours for a correction of the clock`() throws {
        // Samoa had no 30 December 2011.
        #expect(
            try runs("0 12 * * *", in: "Pacific/Apia", from: "2011-12-29", 2) == [
                "2011-12-29 12:00 -10:00", "2011-12-31 12:00 +14:00",
            ])
        // Manila had 31 December 1844 not at all; Kwajalein had 21 August 1993 not at all.
        #expect(
            try runs("0 12 * * *", in: "Pacific/Kwajalein", from: "1993-08-20", 2) == [
                "1993-08-20 12:00 -12:00", "1993-08-22 12:00 +12:00",
            ])
    }

    @Test(arguments: [
        ("0 0 1,15 * 5", ["2026-02-01", "2026-02-06", "2026-02-13", "2026-02-15", "2026-02-20"]),
        ("0 0 */2 * 5", ["2026-02-13", "2026-02-27", "2026-03-13", "2026-03-27", "2026-04-03"]),
        ("0 0 1-31/2 * 5", ["2026-02-01", "2026-02-03", "2026-02-05", "2026-02-06", "2026-02-07"]),
        ("0 0 13 * *", ["2026-02-13", "2026-03-13", "2026-04-13", "2026-05-13", "2026-06-13"]),
        ("0 0 13 * */5", ["2026-02-13", "2026-03-13", "2026-09-13", "2026-11-13", "2026-12-13"]),
        ("0 0 1-31,* * 1", ["2026-02-01", "2026-02-02", "2026-02-03", "2026-02-04", "2026-02-05"]),
    ])
    func `need both days as soon as one of their fields begins with a star`(_ text: String, dates: [String]) throws {
        #expect(try runs(text, in: "Etc/UTC", from: "2026-02-01", 5).map { String($0.prefix(10)) } == dates)
    }

    @Test func `find a 29 February on a Sunday`() throws {
        #expect(
            try runs("0 0 29 2 */7", in: "Etc/UTC", from: "2026-01-01", 2).map { $0.prefix(10) } == [
                "2032-02-29", "2060-02-29",
            ])
    }

    @Test(arguments: [
        ("@yearly", "0 0 1 1 *"), ("@annually", "0 0 1 1 *"), ("@monthly", "0 0 1 * *"), ("@weekly", "0 0 * * 0"),
        ("@daily", "0 0 * * *"), ("@midnight", "0 0 * * *"), ("@hourly", "0 * * * *"),
    ])
    func `of a word are those of its fields`(_ word: String, _ fields: String) throws {
        #expect(
            try runs(word, in: "America/Havana", from: "2026-02-27", 50)
                == runs(fields, in: "America/Havana", from: "2026-02-27", 50))
    }

    @Test func `are none for what runs when cron starts`() throws {
        #expect(ScheduleRuns(try Schedule(parsing: "@reboot"), in: .utc, from: 0) == nil)
    }
}
