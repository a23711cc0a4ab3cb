import CShims
import Console
import Model

/// Shows on standard error how a run comes along: a few lines that are drawn anew on a terminal, a line for each action
/// that ended elsewhere.
actor ProgressDisplay {
    private static let lineLimit = 8
    private static let interval = Duration.milliseconds(50)

    private let isLive: Bool
    private let detail: Detail
    private let start = ContinuousClock.now
    private var board: ProgressBoard
    private var drawn = 0
    private var lastDrawn: ContinuousClock.Instant?
    private var isSuspended = false

    /// What is told line by line.
    enum Detail: Sendable {
        case nothing
        /// Actions that ended, where no terminal shows them live.
        case actions
        /// Everything, on a terminal too.
        case steps
    }

    /// - Parameters:
    ///   - hosts: how many hosts the run is about.
    ///   - detail: what is told line by line.
    init(hosts: Int, detail: Detail) {
        board = ProgressBoard(hosts: hosts)
        isLive = Stream.errors.isTerminal
        self.detail = detail
    }

    func take(_ event: RunEvent) {
        board.take(event, at: .now - start)
        if let line = line(for: event) {
            clear()
            Stream.errors.write(line + "\n")
        }
        if isLive, lastDrawn.map({ .now - $0 > Self.interval }) ?? true { draw() }
    }

    /// Draws anew every now and then until the task is cancelled, so that waiting is seen to be waiting.
    func tick() async {
        while isLive, (try? await Task.sleep(for: .milliseconds(250))) != nil { draw() }
    }

    /// Takes the lines away and draws none until `resume`.
    func suspend() {
        isSuspended = true
        clear()
    }

    /// Says once that the run comes to its end.
    func tellInterruption() {
        clear()
        Stream.errors.write("interrupted: what is in flight is finished; once more stops at once\n")
    }

    func resume() { isSuspended = false }

    private func line(for event: RunEvent) -> String? {
        switch detail {
        case .nothing: nil
        case .actions: isLive ? nil : ProgressBoard.logLine(event)
        case .steps: ProgressBoard.stepLine(event)
        }
    }

    private func draw() {
        guard !isSuspended else { return }
        clear()
        let columns = Int(shims_terminal_columns(Stream.errors.rawValue))
        let lines = board.lines(at: .now - start, width: columns > 0 ? columns : 80, limit: Self.lineLimit)
        Stream.errors.write(lines.map { $0 + "\n" }.joined())
        drawn = lines.count
        lastDrawn = .now
    }

    private func clear() {
        // Up to the first line drawn, and everything from there on away.
        if drawn > 0 { Stream.errors.write("\u{1B}[\(drawn)A\r\u{1B}[J") }
        drawn = 0
    }
}
