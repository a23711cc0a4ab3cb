package import Model

/// What the program tells its caller by the number it ends with.
package enum ExitStatus: Int32, Sendable, Hashable, CaseIterable {
    /// As wanted, or done.
    case done = 0
    /// An error, or a resource that could not be made as wanted.
    case error = 1
    /// There is something to change; told only where it was asked for.
    case changes = 2
    /// Some hosts could not be reached; the rest is done.
    case unreachable = 3
    /// A node changed between plan and action, or the operator did not agree.
    case refused = 4
    /// Unknowns are left.
    case incomplete = 6
    case interrupted = 130

    /// Of several the first of these counts.
    private static let rank: [ExitStatus] = [
        .interrupted, .error, .refused, .unreachable, .incomplete, .changes, .done,
    ]

    package init(worst: some Sequence<ExitStatus>) {
        let all = Set(worst)
        self = Self.rank.first(where: all.contains) ?? .done
    }

    /// - Parameters:
    ///   - plan: with all its resources.
    ///   - isDetailed: whether changes to make are told by a status of their own.
    package init(_ plan: Plan, isDetailed: Bool) {
        let summary = plan.summary
        var all: [ExitStatus] = []
        if summary.error > 0 || summary.failed > 0 { all.append(.error) }
        if summary.unreachable > 0 { all.append(.unreachable) }
        if summary.unknown > 0 { all.append(.incomplete) }
        if summary.hasChanges, isDetailed { all.append(.changes) }
        self.init(worst: all)
    }

    package init(_ report: ApplyReport) {
        self.init(worst: report.hosts.flatMap(Self.all) + (report.wasDeclined ? [.refused] : []))
    }

    private static func all(of host: HostReport) -> [ExitStatus] {
        let status: [ExitStatus] =
            switch host.status {
            case .ok: []
            case .unreachable: [.unreachable]
            case .failed: [.error]
            }
        let outcomes = host.outcomes.compactMap { outcome -> ExitStatus? in
            switch outcome.result {
            case .done, .already: nil
            case .failed, .notConverged: .error
            case .stale: .refused
            // What kept it from its turn has a status of its own.
            case .skipped: .incomplete
            }
        }
        let remaining = host.unanswered.compactMap { resource -> ExitStatus? in
            switch resource.verdict {
            case .same: nil
            case .error: .error
            case .change, .unknown: .incomplete
            }
        }
        return status + outcomes + remaining + (host.isIncomplete ? [.incomplete] : [])
    }
}
