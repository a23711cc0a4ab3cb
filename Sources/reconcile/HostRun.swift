import Console
import Engine
import FoundationEssentials
import Inventory
import Manifests
import Model
import Nodes
import SSH
import State

/// A run of `plan` or `apply` over a project: which hosts, how they are reached, and what they are to be.
struct HostRun: Sendable {
    let project: Project
    let work: [HostWork]
    let prompt: Prompt
    let id: String
    private let access: ProjectAccess
    private let forks: Int
    private let otherFacts = OtherFacts()
    /// Nil where no host rests on the facts of another.
    private let earlier: EarlierVisits?

    /// Reads the project, asks for passwords where that is wanted and works out the hosts; touches none.
    /// - Parameters:
    ///   - access: where the project is and what of it is meant.
    ///   - recording: wraps every connection, to see what is run over it.
    /// - Throws: what is wrong with the project or the command line, and `Interrupted`.
    init(
        _ access: ProjectAccess, recording: @escaping @Sendable (any Node) -> any Node = { $0 }
    ) async throws {
        let project = try access.project()
        let selection = try access.selection()
        access.reporter.warn(project.warnings(about: selection.tags))
        let hosts = try project.hosts(limit: access.arguments.value(.limit), manifests: selection.manifests)
        if hosts.isEmpty { access.reporter.note("no host takes part: no manifest is about a host that was asked for") }
        let prompt = Prompt()
        let fleet = try await Fleet(access, prompt: prompt)
        self.access = access
        self.project = project
        self.prompt = prompt
        forks = access.arguments.number(.forks) ?? project.settings.forks ?? Fleet.defaultForks
        id = Self.newID()
        earlier = project.mayUseFactsOfOthers ? await .of(project, access) : nil
        let form = otherFacts
        work = hosts.map { host in
            HostWork(
                host: host,
                connect: {
                    let user = try project.becomeUser(on: host, selection: selection)
                    let values = HostValues(
                        of: try project.inventory.host(called: host), in: project.inventory, extra: selection.extraVars)
                    let settings = try fleet.choices.settings(
                        for: host, becoming: .user(user), place: values.scope.span, variable: values.text)
                    return recording(try await fleet.connector.connect(settings))
                },
                desired: { facts, others in
                    try project.desiredState(
                        of: host, facts: facts, selection: selection, others: others.map { ($0, form) })
                })
        }
    }

    func engine(store: StateStore?) -> Engine {
        Engine(project: project.name, run: id, forks: forks, earlier: earlier, store: store)
    }

    /// Runs something over the hosts while progress is shown, until it is done or the operator stops it.
    func watched<Result: Sendable>(
        _ display: ProgressDisplay, telling listener: @escaping @Sendable (RunEvent) async -> Void = { _ in },
        _ body: @escaping @Sendable (@escaping @Sendable (RunEvent) -> Void) async -> Result
    ) async -> (result: Result, wasInterrupted: Bool) {
        async let _ = display.tick()
        let outcome = await withEvents(to: { event in
            await listener(event)
            await display.take(event)
        }) { events in
            await Interruption.watching(onInterrupt: { await display.tellInterruption() }) { await body(events) }
        }
        await display.suspend()
        tellOfVisits()
        return outcome
    }

    /// Says of whose facts an earlier visit was taken, and from when they are.
    private func tellOfVisits() {
        let visits = otherFacts.visits.sorted { $0.key < $1.key }
        if visits.count > 3, let oldest = visits.map(\.value).min() {
            access.reporter.note(
                "the facts of \(visits.count) hosts that take no part in this run are those of earlier visits, "
                    + "since \(oldest)")
        } else {
            for (host, time) in visits {
                access.reporter.note("the facts of '\(host)', which takes no part in this run, are those of \(time)")
            }
        }
    }

    /// When it started, and something that tells two runs of one second apart: `20260102T030405Z-7f3a`.
    private static func newID() -> String {
        let time = Date().ISO8601Format().filter { $0 != "-" && $0 != ":" }
        let random = String(UInt16.random(in: 0x1000...0xFFFF), radix: 16)
        return "\(time)-\(random)"
    }
}

extension EarlierVisits {
    /// What the operator's machine remembers of hosts; where it cannot, nothing is known of those that are not visited.
    fileprivate static func of(_ project: Project, _ access: ProjectAccess) async -> EarlierVisits {
        let folder = access.path(project.settings.state ?? ".reconcile")
        let facts = try? await StateStore(folder: folder).rememberedFacts()
        return EarlierVisits(facts: facts ?? [:]) { learnt in
            do {
                try await StateStore(folder: folder).remember(learnt)
            } catch {
                access.reporter.note("the facts of this run's hosts are not kept for later ones: \(error)")
            }
        }
    }
}
