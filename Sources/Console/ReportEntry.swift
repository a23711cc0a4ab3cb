internal import Diagnostics
internal import Model

/// One thing that a plan or a report says about a host.
enum ReportEntry: Hashable {
    /// Why nothing is known of the host.
    case status(HostPlan.Status, String)
    case problem(Diagnostic)
    case note(String)
    case resource(ResourcePlan)
    case outcome(Outcome)
    case orphan(Orphan)

    /// What of the host it is about; nil where it is about the host as a whole.
    var address: Address? {
        switch self {
        case .status, .problem, .note: nil
        case .resource(let resource): resource.address
        case .outcome(let outcome): outcome.address
        case .orphan(let orphan): orphan.address
        }
    }
}
