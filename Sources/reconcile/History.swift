import Console
import Manifests
import Nodes
import State

/// The record of this run on the operator's machine.
///
/// It can be lost: what goes wrong with it is said, and stops nothing.
struct History: Sendable {
    let store: StateStore?
    private let run: String
    private let reporter: Reporter

    /// Opens the store and notes that the run has begun.
    init(_ run: HostRun, _ access: ProjectAccess) async {
        self.run = run.id
        reporter = access.reporter
        do {
            let store = try StateStore(
                folder: access.path(run.project.settings.state ?? ".reconcile"), hiding: SecretMask.masked)
            if let warning = store.warning { reporter.note(warning) }
            try await store.begin(
                StateStore.Run(
                    id: run.id, verb: access.arguments.verb.name, operatorName: currentUser ?? "unknown",
                    arguments: Self.text(access.arguments)))
            self.store = store
        } catch {
            reporter.note("this run will not be in the history: \(error)")
            store = nil
        }
    }

    func end(_ status: ExitStatus) async {
        do {
            try await store?.end(run, exitStatus: Int(status.rawValue))
        } catch {
            reporter.note("the end of this run is not in the history: \(error)")
        }
    }

    /// What was meant, without variables, which may be secret.
    private static func text(_ arguments: Arguments) -> String {
        let chosen: [Option] = [.limit, .tags, .skipTags]
        let options = chosen.flatMap { option in arguments.values(option).map { "--\(option.name)=\($0)" } }
        return (arguments.operands + options).joined(separator: " ")
    }
}
