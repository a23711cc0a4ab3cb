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
        let detail: ProgressDisplay.Detail =
            access.arguments.has(.verbose) ? .steps : reporter.usesJSON ? .nothing : .actions
        let display = ProgressDisplay(hosts: run.work.count, detail: detail)
        let consent = Consent(run.prompt, display, reporter)
        let approval: Engine.Approval =
            asks
            ? .ask { plan, round in
                try? tell(.plan(plan, round: round, at: Self.now))
                return await consent.isGiven(to: plan, round: round)
            } : .automatic
        let (report, wasInterrupted) = await run.watched(
            display, telling: { event in try? tell(EventForm(event, at: Self.now)) }
        ) { events in await run.engine(store: history.store).apply(run.work, approval: approval, events: events) }
        let stoppedAtPrompt = await consent.wasInterrupted
        let status = wasInterrupted || stoppedAtPrompt ? .interrupted : ExitStatus(report)
        if reporter.usesJSON {
            try tell(.summary(report, status: status, at: Self.now))
        } else {
            reporter.print(
                ReportRenderer(style: reporter.style(of: .output), showsFields: !asks).render(report))
        }
        await history.end(status)
        return status
    }

    /// A line of the stream of events, where that was asked for.
    private func tell(_ event: EventForm) throws {
        if reporter.usesJSON { reporter.print(try JSONText.line(event)) }
    }

    private static var now: String { Date().ISO8601Format(.init(includingFractionalSeconds: true)) }
}
