import Diagnostics
import FoundationEssentials
import Schedules
import TestSupport
import Testing

@Suite struct `A time zone` {
    private func clocks(_ zone: Zone, from: String, through: String) throws -> [String] {
        guard case .instant(var at)? = Moment(from), case .instant(let last)? = Moment(through) else { return [] }
        var result: [String] = []
        while true {
            let period = zone.period(at: at)
            let wall = Moment.Wall(of: max(at, period.start), on: period.clock)
            result.append("\(wall.date) \(wall.time) \(period.clock.abbreviation) \(period.clock.offsetText)")
            guard period.end <= last else { return result }
            at = period.end
        }
    }

    @Test(arguments: [
        (
            "CET-1CEST,M3.5.0,M10.5.0/3",
            ["2026-01-01 01:00 CET +01:00", "2026-03-29 03:00 CEST +02:00", "2026-10-25 02:00 CET +01:00"]
        ),
        (
            "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
            ["2026-01-01 11:00 +11 +11:00", "2026-04-05 01:30 +1030 +10:30", "2026-10-04 02:30 +11 +11:00"]
        ),
        (
            "IST-1GMT0,M10.5.0,M3.5.0/1",
            ["2026-01-01 00:00 GMT +00:00", "2026-03-29 02:00 IST +01:00", "2026-10-25 01:00 GMT +00:00"]
        ),
        (
            "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
            ["2025-12-31 22:00 -02 -02:00", "2026-03-29 00:00 -01 -01:00", "2026-10-24 23:00 -02 -02:00"]
        ),
        ("EST5EDT,0/0,J365/25", ["2025-12-31 20:00 EDT -04:00", "2026-01-01 01:00 EDT -04:00"]),
        (
            "AAA0BBB,J60,J300/167:30:30",
            ["2026-01-01 00:00 AAA +00:00", "2026-03-01 03:00 BBB +01:00", "2026-11-02 22:30:30 AAA +00:00"]
        ),
        ("UTC0", ["2026-01-01 00:00 UTC +00:00"]),
    ])
    func `can be described in POSIX's words`(_ text: String, _ expected: [String]) throws {
        let zone = try #require(Zone(posix: text))
        #expect(try clocks(zone, from: "2026-01-01 00:00Z", through: "2026-12-30 00:00Z") == expected)
    }

    @Test(arguments: [
        "", "C", "CE-1", "CET", "CET-25", "CET-1:60", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J366", "CET-1CEST,366,1",
        "CET-1CEST,M3.5.0/168,M10.5.0", "<CET-1", "<>1", "CET-1CEST,M3.5.0,M10.5.0/3 ", "Europe/Berlin",
    ])
    func `described wrongly is none`(_ text: String) { #expect(Zone(posix: text) == nil) }

    @Test(.enabled(if: Zones.folder != nil, "this machine has no time zones"))
    func `whose file is cut or changed is refused or read, and never more`() throws {
        let bytes = Array(try Data(contentsOf: URL(filePath: "\(Zones.folder ?? "")/Europe/Dublin")))
        var generator = SplitMix64(seed: randomSeed)
        for length in stride(from: 0, to: bytes.count, by: 1) {
            #expect(throws: Diagnostic.self) { try Zone(named: "cut", file: Array(bytes.prefix(length))) }
        }
        for _ in 0..<500 * soakFactor {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                damaged[Int.random(in: 0..<damaged.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            guard let zone = try? Zone(named: "damaged", file: damaged) else { continue }
            for instant in [-1 << 40, -1 << 31, 0, 1 << 31, 1 << 40] {
                let period = zone.period(at: instant)
                #expect(period.start <= instant && instant < period.end)
            }
            var runs = try #require(ScheduleRuns(try Schedule(parsing: "0 3 * * *"), in: zone, from: 1_770_000_000))
            #expect(runs.next() != nil)
        }
    }

    @Test func `that a file does not tell is told to be none`() {
        #expect(throws: Diagnostic("zone-file", "the file of the time zone 'x' is no time zone file")) {
            try Zone(named: "x", file: Array("no such thing".utf8))
        }
    }

    @Test(
        .enabled(if: Zones.folder != nil, "this machine has no time zones"),
        arguments: [
            ("2026-03-29 02:30", "2026-03-29 03:00 +02:00"), ("2026-10-25 02:30", "2026-10-25 02:30 +02:00"),
            ("2026-07-01 12:00", "2026-07-01 12:00 +02:00"), ("2090-12-01 12:00", "2090-12-01 12:00 +01:00"),
        ])
    func `has an instant for what its clocks show, or skip`(_ text: String, _ expected: String) throws {
        let zone = try Zones.named("Europe/Berlin")
        guard case .wall(let wall)? = Moment(text) else { return }
        let instant = zone.instant(showing: wall)
        let clock = zone.period(at: instant).clock
        let shown = Moment.Wall(of: instant, on: clock)
        #expect("\(shown.date) \(shown.time) \(clock.offsetText)" == expected)
    }

    @Test(arguments: [
        ("2026-01-02", Moment.wall(1_767_312_000)), ("2026-01-02 03:04", .wall(1_767_323_040)),
        ("2026-01-02T03:04:05", .wall(1_767_323_045)), ("2026-01-02T03:04Z", .instant(1_767_323_040)),
        ("2026-01-02 03:04+02:00", .instant(1_767_315_840)), ("2026-01-02T03:04:05-0130", .instant(1_767_328_445)),
        ("1969-12-31 23:59", .wall(-60)),
    ])
    func `reads times as people write them`(_ text: String, _ moment: Moment) { #expect(Moment(text) == moment) }

    @Test(arguments: [
        "", "now", "2026", "2026-02-29", "2026-13-01", "2026-1-2", "2026-01-02 24:00", "2026-01-02 03",
        "2026-01-02 03:04+",
        "2026-01-02 03:04 +02:00", "2026-01-02Z", "2026-01-02 03:04:05.5", "+026-01-02",
    ])
    func `reads nothing else`(_ text: String) { #expect(Moment(text) == nil) }
}
