import Console
import Diagnostics
import FoundationEssentials
import Schedules

/// What `reconcile cron next SCHEDULE` does.
struct CronNextCommand: Command {
    static let verb = Verb.cronNext

    private let arguments: Arguments
    private let reporter: Reporter
    private let zones = ZoneFolder()

    init(_ arguments: Arguments, _ reporter: Reporter) {
        self.arguments = arguments
        self.reporter = reporter
    }

    func run() throws -> ExitStatus {
        let source = Source(name: "SCHEDULE", text: arguments.operands[0])
        let place = Span(
            file: source.name, at: Position(line: 1, column: 1), width: max(1, source.text.unicodeScalars.count))
        let schedule: Schedule
        do throws(Problems) {
            schedule = try Schedule(parsing: source.text, at: place)
        } catch {
            report(error.all, in: source)
            return .error
        }
        if !reporter.usesJSON { report(schedule.warnings, in: source) }
        let given = try arguments.value(.zone).map { try zones.zone(named: $0) }
        let own = try schedule.zone.map { try zones.zone(named: $0.name) }
        // The schedule's own zone says when it is; the other one then says only how that is told.
        let zone = try own ?? given ?? zones.local()
        let shown = given ?? zone
        let runs = ScheduleRuns(schedule, in: zone, from: try start(in: shown))
        guard let runs else {
            throw Diagnostic("cron-no-times", "'\(schedule.text)' has no times: it runs when cron starts")
        }
        let document = ScheduleRunsDocument(
            of: schedule, runs: Array(runs.prefix(arguments.number(.count) ?? 5)), in: zone, shownIn: shown)
        reporter.print(reporter.usesJSON ? try JSONText.document(document) : document.text)
        return .done
    }

    private func start(in zone: Zone) throws -> Int {
        guard let text = arguments.value(.from) else {
            return Int(Date().timeIntervalSince1970.rounded(.up))
        }
        switch Moment(text) {
        case .instant(let instant): return instant
        case .wall(let wall): return zone.instant(showing: wall)
        case nil:
            throw Diagnostic("wrong-value", "option '--from' takes a time, not '\(text)'")
                .helping("write '2026-03-29', '2026-03-29 01:30' or '2026-03-29T01:30+02:00'")
        }
    }

    /// Problems with the schedule, which stands in no file.
    private func report(_ problems: [Diagnostic], in source: Source) {
        guard !reporter.usesJSON else { return reporter.report(problems) }
        let renderer = DiagnosticRenderer(sources: [source], useColor: reporter.style(of: .errors).useColor)
        Stream.errors.write(renderer.render(problems))
    }
}
