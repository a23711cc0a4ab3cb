import Model

/// Hosts that are applied side by side, a turn at a time: the look, or one round.
///
/// One that waits for another host gives up its place until that one is further, so that few places are enough for
/// hosts that wait for one another. When all that are left wait, none of them ever would go on: they are told so.
struct Turns: Sendable {
    /// What a host has come to.
    enum State: Sendable {
        case new
        case begun(Rounds, HostPlan)
        case over(HostReport, HostPlan, Standings.Progress)
    }

    let work: [HostWork]
    let limit: Int
    private(set) var states: [State]
    private var standings: Standings
    /// Those that can go on, the next one last.
    private var ready: [Int]
    /// Those that cannot, and what each waits for.
    private var waiting: [Int: [Barrier]] = [:]

    init(_ work: [HostWork], limit: Int) {
        self.work = work
        self.limit = max(limit, 1)
        states = work.map { _ in .new }
        standings = Standings(of: work.map(\.host))
        ready = work.indices.reversed()
    }

    /// Gives every host its turns until all are over.
    ///
    /// - Parameter turn: takes a host one step on, given how far the others are.
    mutating func run(_ turn: @escaping @Sendable (HostWork, State, Standings) async -> State) async {
        var turns = self
        await withTaskGroup(of: (Int, State).self) { group in
            var running = 0
            while true {
                while running < turns.limit, let index = turns.ready.popLast() {
                    let (work, state, standings) = (turns.work[index], turns.states[index], turns.standings)
                    group.addTask { (index, await turn(work, state, standings)) }
                    running += 1
                }
                guard let (index, state) = await group.next() else {
                    if turns.waiting.isEmpty { break }
                    turns.resumeAll(givingUp: !Task.isCancelled)
                    continue
                }
                running -= 1
                turns.take(state, of: index)
            }
        }
        self = turns
    }

    /// What each host has come to, in the order of the work.
    var results: [(plan: HostPlan, report: HostReport)] {
        states.compactMap { state in
            if case .over(let report, let plan, _) = state { (plan, report) } else { nil }
        }
    }

    private mutating func take(_ state: State, of index: Int) {
        states[index] = state
        standings.update(work[index].host, state.progress)
        switch state {
        case .new, .over: break
        case .begun(var rounds, _):
            rounds.standings = standings
            let barriers = rounds.barriers
            if barriers.isEmpty { ready.append(index) } else { waiting[index] = barriers }
        }
        wake()
    }

    /// Puts back among the others those that wait no longer.
    private mutating func wake() {
        let woken = waiting.filter { index, barriers in
            barriers.contains { standings.gate($0, on: work[index].host) != .waiting }
        }
        for index in woken.keys.sorted(by: >) {
            waiting[index] = nil
            ready.append(index)
        }
    }

    /// Gives those that wait another turn, to end it: for want of what they wait for, or because the run was stopped.
    private mutating func resumeAll(givingUp: Bool) {
        if givingUp { standings.giveUp() }
        ready = waiting.keys.sorted(by: >)
        waiting = [:]
    }
}

extension Turns.State {
    fileprivate var progress: Standings.Progress {
        switch self {
        case .new: Standings.Progress()
        case .begun(let rounds, _): rounds.progress
        case .over(_, _, let progress): progress
        }
    }
}
