import Model

extension Outcome {
    /// What became of a planned change.
    init(_ item: PlannedResource, _ change: Change, _ result: Result, detail: String? = nil) {
        self.init(
            address: item.address, manifest: item.desired.manifest, action: change.kind, result: result,
            detail: detail, source: ResourcePlan.Source(item.desired.span), changes: ResourcePlan(item).changes)
    }
}
