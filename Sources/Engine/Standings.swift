import Model

/// How far each manifest is on each host of a run: what barriers between hosts are decided by.
struct Standings: Sendable {
    /// What a barrier says to what waits at it.
    enum Gate: Sendable, Hashable {
        case open
        /// Something is still on its way to be through.
        case waiting
        /// It will not be through in this run; why.
        case closed(String)
    }

    /// How far one host is.
    struct Progress: Sendable, Hashable {
        /// Manifests that are not through, and may yet be.
        var pending: Set<String> = []
        /// What some of these would fail for if nothing more came to pass.
        var lacking: [String: String] = [:]
        /// Manifests that will not be through in this run, and why.
        var failed: [String: String] = [:]
        /// Why none of the host's manifests will be through, where it could not be worked on.
        var failure: String?
    }

    /// Nil while a host was not looked at.
    private var hosts: [String: Progress?]
    /// Whether whatever is still waited for counts as failed, since nothing is on its way any more.
    private(set) var isGivenUp = false

    init(of hosts: [String] = []) {
        self.hosts = Dictionary(hosts.map { ($0, nil) }) { first, _ in first }
    }

    /// Notes how far a host is now.
    mutating func update(_ host: String, _ progress: Progress) { hosts[host] = .some(progress) }

    /// Lets nothing wait any longer: for when every host that is left waits for another one.
    mutating func giveUp() { isGivenUp = true }

    /// Whether what waits at a barrier may go on; a host does not wait for itself, and for none outside of the run.
    ///
    /// The first host that is not through decides: many hosts ask this often.
    func gate(_ barrier: Barrier, on host: String) -> Gate {
        for other in barrier.hosts where other != host {
            guard let known = hosts[other] else { continue }
            switch known.map({ $0.gate(barrier.manifest) }) ?? .waiting {
            case .open: continue
            case .closed(let why): return .closed("manifest \(barrier.manifest) is not through on \(other): \(why)")
            case .waiting where isGivenUp:
                return .closed("manifest \(barrier.manifest) is not through on \(other), which waits too")
            case .waiting: return .waiting
            }
        }
        return .open
    }
}

extension Standings.Progress {
    /// Takes the manifests of which something is not as wanted yet, and why what is left of some is held.
    ///
    /// One that is held is not through even where all of it looks right: it is to be looked at behind what it waits for.
    init(unsettled: Set<String>, holds: [String: Hold]) {
        for manifest in unsettled.union(holds.keys) {
            if let hold = holds[manifest], hold.isFinal {
                failed[manifest] = hold.cause
            } else {
                pending.insert(manifest)
                lacking[manifest] = holds[manifest]?.cause
            }
        }
    }

    /// The same of a host that could not be looked at.
    init(failed plan: HostPlan) {
        let reason = plan.reason.map { ": \($0)" } ?? ""
        failure = (plan.status == .unreachable ? "it is unreachable" : "it failed") + reason
    }

    /// The same of a host that does nothing more: what is not through will not be.
    func ended(because reason: String?) -> Self {
        var copy = self
        for manifest in pending { copy.failed[manifest] = reason ?? lacking[manifest] ?? "not all of it could be done" }
        (copy.pending, copy.lacking) = ([], [:])
        return copy
    }

    fileprivate func gate(_ manifest: String) -> Standings.Gate {
        if let failure { return .closed(failure) }
        if let why = failed[manifest] { return .closed(why) }
        return pending.contains(manifest) ? .waiting : .open
    }
}
