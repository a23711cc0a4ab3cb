import Diagnostics
import Model
import Resources
import Testing
import YAML

@Suite struct CronScheduleTests {
    private func schedule(_ text: String) throws -> CronSchedule {
        let position = Position(line: 1, column: 1)
        let span = Span(file: "m.yaml", start: position, end: position)
        return try CronSchedule(Given(field: "schedule", node: Node(.scalar(text, isQuoted: true), at: span)))
    }

    @Test(arguments: [
        "* * * * *", "0 0 1 1 0", "59 23 31 12 7", "*/5 * * * *", "0-30/10 1,2,5-7 * * mon-fri", "0 0 * JAN,dec Sun",
        "@reboot", "@daily", "@midnight",
    ])
    func `what crontab(5) knows is taken as it is`(_ text: String) throws {
        #expect(try schedule(text).text == text)
    }

    @Test func `fields are set one space apart`() throws {
        #expect(try schedule(" 17\t3  * * * ").text == "17 3 * * *")
    }

    @Test(arguments: [
        "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 13 *", "* * * * 8",
        "*/0 * * * *", "*/x * * * *", "5/2 * * * *", "5-1 * * * *", "1,,2 * * * *", "-5 * * * *", "1-2-3 * * * *",
        "a * * * *", "* * * * monday", "+1 * * * *", "@", "@fortnightly", "? * * * *", "1.5 * * * *", "٣ * * * *",
    ])
    func `what it does not know is refused`(_ text: String) {
        #expect(throws: Problems.self) { try schedule(text) }
    }
}
