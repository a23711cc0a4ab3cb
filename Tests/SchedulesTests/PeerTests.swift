import FoundationEssentials
import Schedules
import TestSupport
import Testing

/// The Python that has cronsim and croniter, or why there is none.
private enum Peers {
    static let found: Result<String, MissingPeers> = {
        do {
            let result = try runScript("'\(root)/Scripts/python-peers'")
            let path = result.text.split(separator: "\n").last.map { String($0) } ?? ""
            return result.status == 0 ? .success(path) : .failure(MissingPeers(reason: result.errorText))
        } catch {
            return .failure(MissingPeers(reason: "\(error)"))
        }
    }()

    struct MissingPeers: Error { var reason: String }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        .path

    static var isMissing: Bool { (try? found.get()) == nil || Zones.folder == nil }
    static var reason: String {
        if case .failure(let missing) = found { missing.reason } else { "this machine has no time zones" }
    }

    static func answers<Answer: Decodable>(to requests: some Encodable, as: Answer.Type) throws -> [Answer] {
        try withTemporaryFolder { folder in
            try write(Array(try JSONEncoder().encode(requests)), to: folder + "/requests")
            let script = "\(root)/Tests/TestSupport/python/cron-times.py"
            let result = try runScript("'\(try found.get())' '\(script)' '\(folder)/requests'")
            #expect(result.status == 0, "\(result.errorText)")
            return try JSONDecoder().decode([Answer].self, from: Data(result.output))
        }
    }
}

@Suite(.disabled(if: Peers.isMissing, "no Python with cronsim, croniter and time zones: \(Peers.reason)"))
struct `Times are those of` {
    struct Request: Encodable {
        var schedule: String
        var zone: String
        var start: Int
        var count = 12
    }

    struct Answer: Decodable {
        var start: Int
        var cronsim: [Int]?
        var croniter: [Int]?
    }

    /// Zones whose clocks are never put on by more than three hours in the years that are tried.
    private static let zones = Zones.names.filter { name in
        !["Pacific/Apia", "Pacific/Kwajalein", "Pacific/Kiritimati", "Asia/Manila"].contains(name)
    }

    @Test func `cronsim, which does as Debian's cron does, and croniter`() throws {
        var generator = SplitMix64(seed: randomSeed)
        var requests: [Request] = []
        // For each of them croniter takes a tenth of a second and more.
        for index in 0..<(soakFactor > 1 ? 3000 : 400) {
            let zone = index % 4 == 0 ? "Etc/UTC" : Self.zones.randomElement(using: &generator) ?? "Etc/UTC"
            requests.append(
                Request(
                    schedule: RandomSchedule.text(using: &generator), zone: zone,
                    start: try RandomSchedule.start(in: zone, using: &generator)))
        }
        var compared = (cronsim: 0, croniter: 0)
        let zones = try Dictionary(uniqueKeysWithValues: Set(requests.map(\.zone)).map { ($0, try Zones.named($0)) })
        for (request, answer) in zip(requests, try Peers.answers(to: requests, as: Answer.self)) {
            let zone = try #require(zones[request.zone])
            guard let schedule = try? Schedule(parsing: request.schedule) else {
                #expect(answer.cronsim == nil, "\(request)")
                continue
            }
            let runs = try #require(ScheduleRuns(schedule, in: zone, from: answer.start))
            var ours: [Int] = []
            for run in runs where ours.last != run.at {
                ours.append(run.at)
                if ours.count == request.count { break }
            }
            if let theirs = answer.cronsim, !Self.isBeyondCronsim(request, in: zone, through: ours.last ?? answer.start)
            {
                compared.cronsim += 1
                #expect(ours.prefix(theirs.count) == theirs[...], "\(request) seed \(randomSeed)")
            }
            // It takes a list that holds a '*' for that '*' alone.
            if let theirs = answer.croniter, !request.schedule.contains(",*"), !request.schedule.contains("*,") {
                compared.croniter += 1
                #expect(ours == theirs, "\(request) seed \(randomSeed)")
            }
        }
        #expect(compared.cronsim > requests.count * 8 / 10)
        #expect(compared.croniter > requests.count / 8)
    }

    /// Whether cronsim 2.8 is wrong there.
    ///
    /// It is for jobs that follow the clock around changes that are not of whole hours at a whole
    /// hour, or that skip midnight: it steps by hours from the last whole one. `CronLoopTests` has them.
    private static func isBeyondCronsim(_ request: Request, in zone: Zone, through last: Int) -> Bool {
        guard request.schedule.split(separator: " ").prefix(2).contains(where: { $0.hasPrefix("*") }) else {
            return false
        }
        var period = zone.period(at: request.start - 86_400)
        while period.end <= last + 86_400 {
            let next = zone.period(at: period.end)
            let (before, after) = (period.end + period.clock.offset, period.end + next.clock.offset)
            if before % 3600 != 0 || after % 3600 != 0 || before % 86_400 == 0 { return true }
            period = next
        }
        return false
    }

    struct ClockRequest: Encodable {
        var zone: String
        var instants: [Int]
    }

    struct ClockAnswer: Decodable {
        struct Clock: Decodable {
            var offset: Int
            var isDaylight: Bool
            var name: String

            init(from decoder: any Decoder) throws {
                var values = try decoder.unkeyedContainer()
                offset = try values.decode(Int.self)
                isDaylight = try values.decode(Bool.self)
                name = try values.decode(String.self)
            }
        }
        var clocks: [Clock]
    }

    @Test func `Python's zoneinfo, from 1850 to 2500 and right beside each change`() throws {
        var generator = SplitMix64(seed: randomSeed)
        let names = soakFactor > 1 ? try Self.allZones() : Zones.names
        let requests = try names.map { name in
            let zone = try Zones.named(name)
            var instants = (0..<60).map { _ in Int.random(in: -3_786_825_600...16_725_225_600, using: &generator) }
            var at = -3_786_825_600
            while at < 4_102_444_800, zone.period(at: at).end < .max {
                at = zone.period(at: at).end
                instants += [at - 1, at]
            }
            return ClockRequest(zone: name, instants: instants)
        }
        for (request, answer) in zip(requests, try Peers.answers(to: requests, as: ClockAnswer.self)) {
            let zone = try Zones.named(request.zone)
            for (instant, theirs) in zip(request.instants, answer.clocks) {
                let ours = zone.period(at: instant).clock
                #expect(ours.offset == theirs.offset, "\(request.zone) at \(instant)")
                #expect(ours.abbreviation == theirs.name, "\(request.zone) at \(instant)")
            }
        }
    }

    /// All the zones of this machine's database, but those whose clocks count leap seconds.
    private static func allZones() throws -> [String] {
        let folder = Zones.folder ?? ""
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { name in
            let data = FileManager.default.contents(atPath: "\(folder)/\(name)")
            return !name.hasPrefix("right/") && data?.prefix(4) == Data("TZif".utf8)
        }
        return names.sorted()
    }
}
