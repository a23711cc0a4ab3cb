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
}
