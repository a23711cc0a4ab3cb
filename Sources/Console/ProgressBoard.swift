package import Model

/// What every host is doing, as its events tell, and how that looks on a few lines of a terminal.
package struct ProgressBoard: Sendable {
    private struct Doing {
        var words: String
        var since: Duration
    }

    private let hosts: Int
    private var finished = 0
    private var doing: [String: Doing] = [:]

    /// - Parameter hosts: how many hosts the run is about.
    package init(hosts: Int) { self.hosts = hosts }

    /// - Parameters:
    ///   - event: what happened.
    ///   - now: the time since the run started.
    package mutating func take(_ event: RunEvent, at now: Duration) {
        switch event {
        case .connecting(let host): doing[host] = Doing(words: "connecting", since: now)
        case .connected(let host): doing[host] = Doing(words: "looking", since: now)
        case .looked(let host): doing[host] = Doing(words: "comparing", since: now)
        case .planned(let host, _): doing[host] = nil
        case .began(let host, let address, let action):
            doing[host] = Doing(words: "\(action.rawValue) \(address.description.printable)", since: now)
        case .ended(let host, _): doing[host] = Doing(words: "working", since: now)
        case .finished(let host):
            doing[host] = nil
            finished += 1
        }
    }

    /// The lines for a terminal: a count, then the hosts that have been at one thing for longest.
    package func lines(at now: Duration, width: Int, limit: Int) -> [String] {
        let busy = doing.sorted { ($0.value.since, $0.key) < ($1.value.since, $1.key) }
        let shown = busy.prefix(busy.count > limit - 1 ? limit - 2 : limit - 1)
        let rest = busy.count - shown.count
        let lines =
            ["\(finished) of \(PlanSummary.count(hosts, "host")) done"]
            + shown.map { host, doing in
                let seconds = (now - doing.since).components.seconds
                return "  \(host.printable): \(doing.words)" + (seconds > 0 ? " (\(seconds) s)" : "")
            }
            + (rest > 0 ? ["  and \(PlanSummary.count(rest, "more host"))"] : [])
        return lines.map { String($0.prefix(max(1, width - 1))) }
    }

    /// What is told of a step, where every step is told.
    package static func stepLine(_ event: RunEvent) -> String? {
        let (host, words) =
            switch event {
            case .connecting(let host): (host, "connecting")
            case .connected(let host): (host, "connected")
            case .looked(let host): (host, "looked at")
            case .planned(let host, let round): (host, "round \(round)")
            case .began(let host, let address, let action):
                (host, "\(address.description.printable): \(action.rawValue)")
            case .finished(let host): (host, "through")
            case .ended: ("", "")
            }
        return words.isEmpty ? logLine(event) : "\(host.printable): \(words)"
    }

    /// What a log says of an event: a line for each action that ended.
    package static func logLine(_ event: RunEvent) -> String? {
        guard case .ended(let host, let outcome) = event else { return nil }
        let what = outcome.action.map { "\($0.rawValue): " } ?? ""
        let word = outcome.result.rawValue.replacing("_", with: " ")
        let why = outcome.detail.flatMap { $0.lines.first { !$0.isEmpty } }.map { ": \($0.printable)" } ?? ""
        return "\(host.printable): \(outcome.address.description.printable): \(what)\(word)\(why)"
    }
}
