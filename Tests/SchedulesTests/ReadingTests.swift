import Diagnostics
import Schedules
import TestSupport
import Testing

@Suite struct `A schedule` {
    @Test(arguments: [
        "* * * * *", "0 0 1 1 0", "59 23 31 12 7", "*/5 * * * *", "0-30/10 1,2,5-7 * * mon-fri", "0 0 * JAN,dec Sun",
        "05 4 * * *", "*,5 * * * *", "@reboot", "@daily", "@midnight", "0 0 29,30 2,3 *", "0 0 1-31 2 *",
    ])
    func `that Debian's cron runs as it reads is taken as it is`(_ text: String) throws {
        let schedule = try Schedule(parsing: text)
        #expect(schedule.text == text)
        #expect(schedule.warnings.isEmpty)
    }

    @Test func `has its fields one space apart`() throws {
        #expect(try Schedule(parsing: " 17\t3  * * * ").text == "17 3 * * *")
    }

    @Test(arguments: ["CRON_TZ", "TZ"])
    func `may name its time zone`(_ variable: String) throws {
        let schedule = try Schedule(parsing: "\(variable)=Europe/Berlin  0 3 * * *")
        #expect(schedule.text == "0 3 * * *")
        #expect(schedule.zone?.name == "Europe/Berlin")
        #expect(schedule.zone?.variable == variable)
    }

    /// One line each: the place, the code, the message and what helps.
    @Test func `that is wrong or odd says where and how to mend it`() throws {
        let texts = [
            "", "* * * *", "* * * * * *", "0 0 * * * root", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *",
            "* * * 13 *", "* * * * 8", "*/0 * * * *", "*/x * * * *", "*/ * * * *", "5-9/ * * * *", "5/2 * * * *",
            "x/2 * * * *",
            "5-1 * * * *", "0 22-2 * * *", "0 0 * * fri-mon", "0 0 * * sat-sun", "0 0 * nov-feb *", "1,,2 * * * *",
            "-5 * * * *", "1-2-3 * * * *", "a * * * *", "* * * * monday", "* * * * mno", "+1 * * * *", "@", "@Daily",
            "@dayly", "@fortnightly", "@daily 3", "? * * * *", "0~59 * * * *", "0 0 L * *", "0 0 15W * *",
            "0 0 * * 1#2", "H * * * *", "**/5 * * * *", "1.5 * * * *", "٣ * * * *", "99999999999999999999 * * * *",
            "*/99999999999999999999 * * * *", "61 24 0 13 8", "0 0 31 2 *", "0 0 30,31 feb *", "0 0 31 4,6,9,11 *",
            "0 0 31 2 */2", "CRON_TZ=UTC 0 0 31 */2,2 *", "0 0 31 2 1", "0 0 29 2 *", "0 0 29-31 2 */2", "0 0 29 2 1",
            "*/90 * * * *", "*/60 */24 * * *", "*/59 * * * *", "TZ= 60 * * * *",
        ]
        try expectGolden(texts.map(Self.told).joined(separator: "\n"), "problems.txt")
    }

    private static func told(_ text: String) -> String {
        let written = "\"\(text)\""
        let span = Span(file: "m.yaml", at: Position(line: 1, column: 1), width: written.unicodeScalars.count)
        let renderer = DiagnosticRenderer(sources: [Source(name: "m.yaml", text: written)])
        do throws(Problems) {
            return renderer.render(try Schedule(parsing: text, at: span).warnings)
        } catch {
            return renderer.render(error.all)
        }
    }

    @Test func `of random characters is read or refused, and what is read has times`() throws {
        var generator = SplitMix64(seed: randomSeed)
        let pieces = "0123456789*/,-~ @jfmasondJANsunMON?LW#CRON_TZ=\t\u{301}é".unicodeScalars.map { String($0) }
        for _ in 0..<2000 * soakFactor {
            let fields = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
                (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                    pieces[Int.random(in: 0..<pieces.count, using: &generator)]
                }.joined()
            }
            guard let schedule = try? Schedule(parsing: fields.joined(separator: " ")), schedule.hasTimes else {
                continue
            }
            var runs = try #require(ScheduleRuns(schedule, in: .utc, from: 0))
            #expect(runs.next() != nil, "\(schedule.text)")
        }
    }
}
