import Actions
import Facts
import Model

extension HostSession {
    /// What a new look says of a change whose actions all ended well.
    ///
    /// The resource is judged by itself: what else is still to be done on the host does not excuse it.
    /// - Returns: the stamp that it earned, and in which way it is still not as wanted, if it is.
    func judge(_ item: PlannedResource, _ change: Change) -> (stamp: LedgerLine?, difference: String?) {
        guard let now = planned.first(where: { $0.address == item.address }) else { return (nil, nil) }
        var ledger = ledger
        let line = stamp(now, change).map { LedgerLine.stamp(item.address, $0) }
        if let line { ledger.apply(line) }
        if change.isRepeated { return (line, nil) }
        let alone = Planner(state: planner.state, facts: facts, ledger: ledger, login: planner.users.login)
        switch alone.verdict(of: now.desired, seen) {
        case .same: return (line, nil)
        case .change(let rest):
            let fields = rest.fields.map(\.field)
            let what = fields.isEmpty ? rest.reason ?? "it would be done again" : fields.joined(separator: ", ")
            return (nil, "done, but a new look still sees a difference: \(what)")
        case .unknown(let why), .error(let why): return (nil, "done, but a new look says: \(why)")
        }
    }

    /// The stamp after these actions: what a restart or a run has read is what is seen now.
    private func stamp(_ now: PlannedResource, _ change: Change) -> Stamp? {
        guard !now.signatures.isEmpty else { return nil }
        var answered: Set<Owed.Kind> = change.kind == .run ? [.run] : []
        for action in change.actions {
            switch action {
            case .unit(.start, _), .unit(.restart, _): answered.formUnion([.restart, .reload])
            case .container(.start), .container(.restart), .container(.create): answered.formUnion([.restart, .reload])
            case .unit(.reload, _), .container(.reload): answered.insert(.reload)
            default: break
            }
        }
        guard !answered.isEmpty else { return nil }
        var stamp = ledger.stamps[now.address] ?? Stamp(signatures: [:])
        for kind in answered { stamp.signatures.merge(now.signatures[kind] ?? [:]) { $1 } }
        stamp.invocation = now.desired.runOn.isEmpty ? now.signature : nil
        stamp.boot = facts.bootID
        return stamp
    }
}
