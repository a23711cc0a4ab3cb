import Schedules
import TestSupport
import Testing

/// cron's main loop, minute by minute, as `cron.c` has it in Debian's cron 3.0pl1-162.
private struct CronLoop {
    /// Whether the line names a minute of the clock.
    var names: (Int) -> Bool
    /// Whether a `*` is in front of its minute or its hour.
    var isWildcard: Bool
    private(set) var runs: [Int] = []
    private var virtualTime: Int

    init(startingAt minute: Int, isWildcard: Bool, names: @escaping (Int) -> Bool) {
        virtualTime = minute
        self.isWildcard = isWildcard
        self.names = names
    }

    private mutating func findJobs(_ minute: Int, wild: Bool, fixed: Bool, at instant: Int) {
        if names(minute), isWildcard ? wild : fixed { runs.append(instant) }
    }

    /// The clock has come to show another minute.
    mutating func wake(at instant: Int, clock: Int) {
        let difference = clock - virtualTime
        switch difference {
        case 6...180:
            findJobs(clock, wild: true, fixed: false, at: instant)
            while virtualTime < clock {
                virtualTime += 1
                findJobs(virtualTime, wild: false, fixed: true, at: instant)
            }
        case 1...5:
            while virtualTime < clock {
                virtualTime += 1
                findJobs(virtualTime, wild: true, fixed: true, at: instant)
            }
        case -179...0: findJobs(clock, wild: true, fixed: false, at: instant)
        default:
            virtualTime = clock
            findJobs(clock, wild: true, fixed: true, at: instant)
        }
    }
}

@Suite(.enabled(if: Zones.folder != nil, "this machine has no time zones")) struct `Runs around a change of the clock` {
    @Test func `are those of cron's loop`() throws {
        var generator = SplitMix64(seed: randomSeed)
        for _ in 0..<(soakFactor > 1 ? 3000 : 150) {
            let name = Zones.names.randomElement(using: &generator) ?? ""
            let zone = try Zones.named(name)
            let change = zone.period(at: Int.random(in: 315_532_800..<2_840_140_800, using: &generator)).end
            guard change < .max else { continue }
            let text = RandomSchedule.text(using: &generator)
            guard let schedule = try? Schedule(parsing: text) else { continue }
            try compare(schedule, in: zone, around: change)
        }
    }

    private func compare(_ schedule: Schedule, in zone: Zone, around change: Int) throws {
        let first = (change - 2 * 86_400) / 60 * 60
        let minutes = stride(from: first, to: first + 5 * 86_400, by: 60)
        // In UTC nothing changes, so that these are the minutes that the fields name.
        let named = Set(
            try #require(ScheduleRuns(schedule, in: .utc, from: first - 2 * 86_400)).prefix {
                $0.at < first + 7 * 86_400
            }
            .map { $0.at / 60 })
        let isWildcard = schedule.text.split(separator: " ").prefix(2).contains { $0.hasPrefix("*") }
        func clock(_ instant: Int) -> Int { (instant + zone.period(at: instant).clock.offset) / 60 }
        var loop = CronLoop(startingAt: clock(first - 60), isWildcard: isWildcard) { named.contains($0) }
        for instant in minutes { loop.wake(at: instant, clock: clock(instant)) }
        let runs = try #require(ScheduleRuns(schedule, in: zone, from: first)).prefix { $0.at < first + 5 * 86_400 }
        #expect(runs.map(\.at) == loop.runs, "\(schedule.text) in \(zone.name) around \(change), seed \(randomSeed)")
    }
}
