import Diagnostics
import Model
import Nodes

/// How an error that ended a host's run is told.
struct HostFailure: Sendable {
    let status: HostPlan.Status
    let reason: String
    let problems: [Diagnostic]

    init(_ error: any Error) {
        switch error {
        case let error as NodeError:
            status = error.kind == .unreachable || error.kind == .lost ? .unreachable : .failed
            reason = error.help.map { "\(error.reason); \($0)" } ?? error.reason
            problems = []
        case let error as Problems:
            status = .failed
            reason = "its manifests have \(error.all.count == 1 ? "a problem" : "\(error.all.count) problems")"
            problems = error.all
        case let error as Diagnostic:
            status = .failed
            reason = "its manifests have a problem"
            problems = [error]
        case is CancellationError:
            status = .failed
            reason = "interrupted"
            problems = []
        default:
            status = .failed
            reason = "\(error)"
            problems = []
        }
    }

    /// As a reason for what it keeps others from.
    var inWords: String { (status == .unreachable ? "it is unreachable: " : "it failed: ") + reason }

    func plan(for host: String) -> HostPlan {
        HostPlan(host: host, status: status, reason: reason, problems: problems)
    }
}
