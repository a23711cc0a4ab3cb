package import Model

/// One line of the stream that `apply --json` prints.
///
/// Keys that do not concern an event are left out.
package struct EventForm: Sendable, Encodable {
    package var event: String
    /// ISO 8601 with milliseconds, UTC.
    package var time: String
    private var formatVersion: String?
    private var project: String?
    private var run: String?
    private var host: String?
    private var round: Int?
    private var plan: Plan?
    private var address: Address?
    private var action: Change.Kind?
    private var outcome: Outcome?
    private var hosts: [HostReport]?
    private var declined: Bool?
    private var status: Int32?

    private init(_ event: String, at time: String) {
        self.event = event
        self.time = time
    }

    /// The first line: which run this is.
    package static func start(project: String, run: String, at time: String) -> Self {
        var form = Self("start", at: time)
        form.formatVersion = Plan.formatVersion
        form.project = project
        form.run = run
        return form
    }

    /// What is going to be done in a round.
    package static func plan(_ plan: Plan, round: Int, at time: String) -> Self {
        var form = Self("plan", at: time)
        form.plan = plan.withoutSame
        form.round = round
        return form
    }

    /// The last line: what became of it, and the status that the program exits with.
    package static func summary(_ report: ApplyReport, status: ExitStatus, at time: String) -> Self {
        var form = Self("summary", at: time)
        form.formatVersion = Plan.formatVersion
        form.plan = report.plan.withoutSame
        form.hosts = report.hosts
        form.declined = report.wasDeclined
        form.status = status.rawValue
        return form
    }

    package init(_ event: RunEvent, at time: String) {
        switch event {
        case .connecting(let host): self.init("connecting", host, time)
        case .connected(let host): self.init("connected", host, time)
        case .looked(let host): self.init("looked", host, time)
        case .planned(let host, let round):
            self.init("planned", host, time)
            self.round = round
        case .began(let host, let address, let action):
            self.init("began", host, time)
            (self.address, self.action) = (address, action)
        case .ended(let host, let outcome):
            self.init("ended", host, time)
            self.outcome = outcome
        case .finished(let host): self.init("finished", host, time)
        }
    }

    private init(_ event: String, _ host: String, _ time: String) {
        self.init(event, at: time)
        self.host = host
    }
}
