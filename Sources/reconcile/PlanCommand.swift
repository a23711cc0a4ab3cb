import Console
import Engine
import Model
import Nodes

/// `reconcile plan`: looks and tells, and changes nothing.
struct PlanCommand: Command {
    static let verb = Verb.plan

    private let access: ProjectAccess
    private let reporter: Reporter

    init(_ arguments: Arguments, _ reporter: Reporter) {
        access = ProjectAccess(arguments, reporter)
        self.reporter = reporter
    }

    func run() async throws -> ExitStatus {
        let arguments = access.arguments
        let scripts = arguments.has(.showScript) ? ScriptRecord() : nil
        let run = try await HostRun(access) { node in scripts.map { RecordedNode(node, in: $0) } ?? node }
        let display = ProgressDisplay(hosts: run.work.count, detail: arguments.has(.verbose) ? .steps : .nothing)
        let (plan, wasInterrupted) = await run.watched(display) { events in
            await run.engine(store: nil).plan(run.work, events: events)
        }
        if let scripts { reporter.print(ScriptRenderer().render(await scripts.requests)) }
        let showsSame = arguments.has(.all)
        if reporter.usesJSON {
            reporter.print(try JSONText.document(showsSame ? plan : plan.withoutSame))
        } else {
            reporter.print(PlanRenderer(style: reporter.style(of: .output), showsSame: showsSame).render(plan))
        }
        return wasInterrupted ? .interrupted : ExitStatus(plan, isDetailed: arguments.has(.detailedExitcode))
    }
}
