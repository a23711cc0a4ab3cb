import Console
import Diagnostics
import Engine
import FoundationEssentials
import Manifests
import Model
import State

/// `reconcile apply`: shows what differs, asks, makes it so and looks again.
struct ApplyCommand: Command {
    static let verb = Verb.apply
    private static let question = "Apply these changes? Only 'yes' is accepted: "

    private let access: ProjectAccess
    private let reporter: Reporter

    init(_ arguments: Arguments, _ reporter: Reporter) {
        access = ProjectAccess(arguments, reporter)
        self.reporter = reporter
    }

    func run() async throws -> ExitStatus {
        let asks = !access.arguments.has(.autoApprove)
        if asks, !Stream.inputIsTerminal {
            reporter.report([
                Diagnostic("consent", "nobody can be asked whether to apply: standard input is no terminal")
                    .helping("--auto-approve applies without asking; 'reconcile plan' only looks")
            ])
            return .refused
        }
        let run = try await HostRun(access)
        let history = await History(run, access)
        try tell(.start(project: run.project.name, run: run.id, at: Self.now))
        let display = ProgressDisplay(hosts: run.work.count, showsActions: !reporter.usesJSON)
        let approval: Engine.Approval =
            asks ? .ask { plan, round in await agree(to: plan, round, run.prompt, display) } : .automatic
        let (report, wasInterrupted) = await run.watched(
            display, telling: { event in try? tell(EventForm(event, at: Self.now)) }
        ) { events in await run.engine(store: history.store).apply(run.work, approval: approval, events: events) }
        let status = wasInterrupted ? .interrupted : ExitStatus(report)
        if reporter.usesJSON {
            try tell(.summary(report, status: status, at: Self.now))
        } else {
            reporter.print(
                ReportRenderer(style: reporter.style(of: .output), showsFields: !asks).render(report))
        }
        await history.end(status)
        return status
    }

    /// Shows what a round would do and asks for it.
    private func agree(to plan: Plan, _ round: Int, _ prompt: Prompt, _ display: ProgressDisplay) async -> Bool {
        await display.suspend()
        let stream: Stream = reporter.usesJSON ? .errors : .output
        stream.write(PlanRenderer(style: reporter.style(of: stream)).render(plan) + "\n")
        do {
            try tell(.plan(plan, round: round, at: Self.now))
            let question = round == 1 ? Self.question : "Round \(round). " + Self.question
            let answer = try await prompt.answer(to: question, isSecret: false)
            await display.resume()
            return answer == "yes"
        } catch {
            if !(error is Interrupted) { reporter.warn(Reporter.diagnostics(of: error)) }
            return false
        }
    }

    /// A line of the stream of events, where that was asked for.
    private func tell(_ event: EventForm) throws {
        if reporter.usesJSON { reporter.print(try JSONText.line(event)) }
    }

    private static var now: String { Date().ISO8601Format(.init(includingFractionalSeconds: true)) }
}
