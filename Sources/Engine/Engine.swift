package import Model
internal import Nodes
package import State

/// Compares hosts with what they are to be, and makes them so.
///
/// Hosts run side by side; what one does or suffers costs the others nothing.
package struct Engine: Sendable {
    /// How changes are agreed to.
    package enum Approval: Sendable {
        /// Every round of every host goes ahead by itself.
        case automatic
        /// Asked before each round that does something new, with what the round would do; hosts wait for one another.
        case ask(@Sendable (Plan, _ round: Int) async -> Bool)
    }

    private let project: String
    private let run: String
    private let forks: Int
    private let store: StateStore?
    private let earlier: EarlierVisits?

    /// - Parameters:
    ///   - project: whose ledger is read and written on the nodes.
    ///   - run: the run's id, which the ledger keeps with what was made.
    ///   - forks: how many hosts are worked on at the same time.
    ///   - earlier: given where one host may rest on another's facts: then all are met before any is worked out.
    ///   - store: where outcomes are remembered, if anywhere.
    package init(project: String, run: String, forks: Int, earlier: EarlierVisits? = nil, store: StateStore?) {
        self.project = project
        self.run = run
        self.forks = forks
        self.store = store
        self.earlier = earlier
    }

    /// Looks at every host and says what applying would do, and changes nothing on any of them.
    package func plan(_ work: [HostWork], events: @escaping @Sendable (RunEvent) -> Void) async -> Plan {
        let known = await meet(work, events)
        let plans = await work.concurrentMap(limit: forks) { work in
            let (session, plan) = await look(at: work, known, events)
            await session?.node.close()
            events(.finished(host: work.host))
            return plan
        }
        return Plan(project: project, hosts: plans)
    }

    /// Looks, agrees, acts and looks again, until nothing is left that can be done.
    package func apply(
        _ work: [HostWork], approval: Approval, events: @escaping @Sendable (RunEvent) -> Void
    ) async -> ApplyReport {
        switch approval {
        case .automatic: await applyAtOnce(work, events)
        case .ask(let agrees): await applyAsking(work, agrees, events)
        }
    }

    private func applyAtOnce(_ work: [HostWork], _ events: @escaping @Sendable (RunEvent) -> Void) async -> ApplyReport
    {
        let known = await meet(work, events)
        var turns = Turns(work, limit: forks)
        await turns.run { work, state, standings in
            switch state {
            case .new:
                let (session, plan) = await look(at: work, known, events)
                guard let session else { return .over(HostReport(failed: plan), plan, .init(failed: plan)) }
                return .begun(Rounds(session, run: run, standings: standings, events: events), plan)
            case .begun(var rounds, let plan):
                rounds.standings = standings
                await rounds.lookPastBarriers()
                await advance(&rounds)
                guard rounds.isOver else { return .begun(rounds, plan) }
                let progress = rounds.progress
                return .over(await rounds.finish(), plan, progress)
            case .over: return state
            }
        }
        let results = turns.results
        return ApplyReport(plan: Plan(project: project, hosts: results.map(\.plan)), hosts: results.map(\.report))
    }

    private func applyAsking(
        _ work: [HostWork], _ agrees: @Sendable (Plan, Int) async -> Bool,
        _ events: @escaping @Sendable (RunEvent) -> Void
    ) async -> ApplyReport {
        let known = await meet(work, events)
        let looks = await work.concurrentMap(limit: forks) { await look(at: $0, known, events) }
        let plan = Plan(project: project, hosts: looks.map(\.plan))
        var standings = Standings(of: work.map(\.host))
        for look in looks where look.session == nil { standings.update(look.plan.host, .init(failed: look.plan)) }
        var hosts = looks.compactMap { look in
            look.session.map { Rounds($0, run: run, standings: standings, events: events) }
        }
        var round = 1
        var agreed = Agreed()
        var wasDeclined = false
        while hosts.contains(where: { !$0.isOver }) {
            standings.tell(&hosts)
            hosts = await hosts.concurrentMap(limit: forks) { host in
                var host = host
                await host.lookPastBarriers()
                return host
            }
            let asked = round == 1 ? plan : await nextPlan(of: hosts)
            if agreed.take(asked), await !agrees(asked, round) {
                wasDeclined = true
                hosts = hosts.map { $0.stopped }
                break
            }
            hosts = await hosts.concurrentMap(limit: forks) { host in
                var host = host
                await advance(&host)
                return host
            }
            round += 1
        }
        let reports = await hosts.concurrentMap(limit: forks) { host in
            var host = host
            return await host.finish()
        }
        let failures = looks.compactMap { $0.session == nil ? HostReport(failed: $0.plan) : nil }
        let byHost = Dictionary((reports + failures).map { ($0.host, $0) }, uniquingKeysWith: { $1 })
        return ApplyReport(plan: plan, hosts: work.compactMap { byHost[$0.host] }, wasDeclined: wasDeclined)
    }

    private func nextPlan(of hosts: [Rounds]) async -> Plan {
        Plan(
            project: project,
            hosts: await hosts.filter { !$0.isOver }.concurrentMap(limit: forks) { await $0.nextPlan() })
    }

    /// One round of one host; what became of it is remembered at once, since the next round may be cut off.
    private func advance(_ rounds: inout Rounds) async {
        let before = rounds.report.outcomes.count
        await rounds.advance()
        let news = Array(rounds.report.outcomes.dropFirst(before))
        guard !news.isEmpty, let store else { return }
        do {
            try await store.record(news, host: rounds.report.host, run: run)
        } catch {
            rounds.note("what was done is not in the history: \(error)")
        }
    }

    private func meet(_ work: [HostWork], _ events: @escaping @Sendable (RunEvent) -> Void) async -> Acquaintance? {
        guard let earlier else { return nil }
        return await Acquaintance(with: work, project: project, limit: forks, earlier: earlier, events: events)
    }

    private func look(
        at work: HostWork, _ known: Acquaintance?, _ events: @escaping @Sendable (RunEvent) -> Void
    ) async -> (session: HostSession?, plan: HostPlan) {
        do {
            let met = try known?.meetings[work.host]?.get()
            let meeting: Meeting
            if let met { meeting = met } else { meeting = try await Meeting(work, project: project, events: events) }
            var session = try await HostSession(meeting, project: project, others: known?.facts)
            do {
                try await session.look()
            } catch {
                await session.node.close()
                throw error
            }
            events(.looked(host: work.host))
            return (session, await session.plan())
        } catch {
            return (nil, HostFailure(error).plan(for: work.host))
        }
    }
}

extension HostReport {
    /// The report of a host that was not looked at.
    fileprivate init(failed plan: HostPlan) {
        self.init(host: plan.host, status: plan.status, reason: plan.reason)
    }
}

extension Standings {
    /// Tells every host how far the others are, and that nobody will get further where all that are left wait.
    fileprivate mutating func tell(_ hosts: inout [Rounds]) {
        for host in hosts { update(host.report.host, host.progress) }
        for index in hosts.indices { hosts[index].standings = self }
        guard hosts.allSatisfy({ $0.isOver || !$0.barriers.isEmpty }) else { return }
        giveUp()
        for index in hosts.indices { hosts[index].standings = self }
    }
}
