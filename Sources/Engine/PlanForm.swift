import Diagnostics
import Model

/// How a decision about a resource is shown: the only place where one becomes text, and where secrets are left out.
extension ResourcePlan {
    init(_ planned: PlannedResource) {
        let desired = planned.desired
        self.init(
            address: planned.address, claim: planned.resource?.claims ?? [], manifest: desired.manifest,
            verdict: .same, source: Source(desired.span))
        switch planned.verdict {
        case .same: break
        case .unknown(let why):
            verdict = .unknown
            reason = why
        case .error(let why):
            verdict = .error
            reason = why
        case .change(let change):
            verdict = .change
            action = change.kind
            reason = change.reason
            changes = change.fields.map { Field($0, isSensitive: desired.isSensitive) }
            losses = change.losses.isEmpty ? nil : change.losses
        }
    }
}
