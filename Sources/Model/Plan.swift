package import Diagnostics

/// What `plan` shows: for every host the resources that are not as wanted.
///
/// The whole of the JSON format.
package struct Plan: Sendable, Hashable, Codable {
    /// Grows in its second part when a field is added, in its first when one changes its meaning.
    package static let formatVersion = "1.1"

    package var formatVersion = Plan.formatVersion
    package var project: String
    package var summary: Summary
    package var hosts: [HostPlan]

    package init(project: String, hosts: [HostPlan]) {
        self.project = project
        self.hosts = hosts
        summary = Summary(hosts)
    }

    private enum CodingKeys: String, CodingKey {
        case formatVersion = "format_version"
        case project, summary, hosts
    }
}

/// One host of a plan.
package struct HostPlan: Sendable, Hashable, Codable {
    package enum Status: String, Sendable, Hashable, Codable { case ok, unreachable, failed }

    package var host: String
    package var status: Status
    /// Why the host is unreachable or failed.
    package var reason: String?
    /// In the order in which they are made true; those with verdict `same` too.
    package var resources: [ResourcePlan]
    package var orphans: [Orphan]
    /// What the operator should know about the host, such as which transport was chosen and why.
    package var notes: [String]
    /// Failed assertions.
    package var problems: [Diagnostic]

    package init(
        host: String, status: Status = .ok, reason: String? = nil, resources: [ResourcePlan] = [],
        orphans: [Orphan] = [], notes: [String] = [], problems: [Diagnostic] = []
    ) {
        self.host = host
        self.status = status
        self.reason = reason
        self.resources = resources
        self.orphans = orphans
        self.notes = notes
        self.problems = problems
    }
}

/// One resource of a plan.
package struct ResourcePlan: Sendable, Hashable, Codable {
    package enum Verdict: String, Sendable, Hashable, Codable { case same, change, unknown, error }

    package struct Source: Sendable, Hashable, Codable {
        package var file: String
        package var line: Int
        package var column: Int

        package init(_ span: Span) {
            file = span.file
            line = span.start.line
            column = span.start.column
        }
    }

    package struct Field: Sendable, Hashable, Codable {
        package var field: String
        /// Nil where there is none, and where it is sensitive.
        package var before: String?
        package var after: String?
        package var sensitive: Bool
        /// A unified diff of texts of several lines; then before and after are left out.
        package var diff: String?

        package init(field: String, before: String?, after: String?, sensitive: Bool, diff: String? = nil) {
            self.field = field
            self.before = before
            self.after = after
            self.sensitive = sensitive
            self.diff = diff
        }

        /// What may be shown of a change: nothing of a sensitive one, a diff of texts of several lines.
        /// - Parameters:
        ///   - change: what differs.
        ///   - isSensitive: whether the entry as a whole is.
        package init(_ change: FieldChange, isSensitive: Bool = false) {
            self.init(field: change.field, before: nil, after: nil, sensitive: isSensitive || change.isSensitive)
            guard !sensitive else { return }
            if change.isText {
                diff = UnifiedDiff(from: change.before ?? "", to: change.after ?? "").text
            } else {
                (before, after) = (change.before, change.after)
            }
        }
    }

    package var address: Address
    package var claim: [Claim]
    package var manifest: String
    package var verdict: Verdict
    package var action: Change.Kind?
    package var reason: String?
    package var source: Source
    package var changes: [Field]
    /// What would be lost for good, in words; nil where nothing is.
    package var losses: [String]?

    package init(
        address: Address, claim: [Claim], manifest: String, verdict: Verdict, action: Change.Kind? = nil,
        reason: String? = nil, source: Source, changes: [Field] = [], losses: [String]? = nil
    ) {
        self.address = address
        self.claim = claim
        self.manifest = manifest
        self.verdict = verdict
        self.action = action
        self.reason = reason
        self.source = source
        self.changes = changes
        self.losses = losses
    }
}

/// What the ledger says is managed on a host and no entry claims any more.
package struct Orphan: Sendable, Hashable, Codable {
    package var address: Address
    package var claim: Claim
    package var manifest: String
    package var origin: Ledger.Origin

    package init(address: Address, claim: Claim, manifest: String, origin: Ledger.Origin) {
        self.address = address
        self.claim = claim
        self.manifest = manifest
        self.origin = origin
    }
}

/// How many resources of a plan want what, over all hosts.
package struct Summary: Sendable, Hashable, Codable {
    package var create = 0
    package var update = 0
    package var remove = 0
    package var restart = 0
    package var reload = 0
    package var run = 0
    package var unknown = 0
    package var error = 0
    package var same = 0
    package var unreachable = 0
    package var failed = 0

    package init(_ hosts: [HostPlan]) {
        for host in hosts {
            switch host.status {
            case .ok: break
            case .unreachable: unreachable += 1
            case .failed: failed += 1
            }
            for resource in host.resources { count(resource) }
        }
    }

    private mutating func count(_ resource: ResourcePlan) {
        switch (resource.verdict, resource.action) {
        case (.same, _): same += 1
        case (.unknown, _): unknown += 1
        case (.error, _): error += 1
        case (.change, .create): create += 1
        case (.change, .update), (.change, nil): update += 1
        case (.change, .remove): remove += 1
        case (.change, .restart): restart += 1
        case (.change, .reload): reload += 1
        case (.change, .run): run += 1
        }
    }

    /// Whether applying would do anything.
    package var hasChanges: Bool { create + update + remove + restart + reload + run > 0 }
}
