import Facts
import Model
import Nodes

/// A host that was connected to and says what it is; what it is to be is not worked out yet.
struct Meeting: Sendable {
    let work: HostWork
    let node: any Node
    let introduction: Introduction

    /// - Throws: `NodeError`, or what reading the connection's variables throws.
    init(_ work: HostWork, project: String, events: @Sendable (RunEvent) -> Void) async throws {
        self.work = work
        events(.connecting(host: work.host))
        node = try await work.connect()
        do {
            introduction = try await Introduction(of: node, project: project)
        } catch {
            await node.close()
            throw error
        }
        events(.connected(host: work.host))
    }
}

/// All hosts of a run, met before it is worked out what any of them is to be, since that may rest on the facts of others.
struct Acquaintance: Sendable {
    let meetings: [String: Result<Meeting, any Error>]
    /// What is known of these hosts, and of others from earlier runs.
    let facts: [String: KnownFacts]

    init(
        with work: [HostWork], project: String, limit: Int, earlier: EarlierVisits,
        events: @escaping @Sendable (RunEvent) -> Void
    ) async {
        let met = await work.concurrentMap(limit: limit) { work -> Result<Meeting, any Error> in
            do {
                return .success(try await Meeting(work, project: project, events: events))
            } catch {
                return .failure(error)
            }
        }
        let pairs = zip(work, met).map { ($0.host, $1) }
        meetings = Dictionary(pairs) { first, _ in first }
        let learnt = meetings.compactMapValues { try? $0.get().introduction.facts }
        await earlier.keep(learnt)
        facts = earlier.facts.merging(meetings.mapValues { KnownFacts($0) }) { $1 }
    }
}

extension KnownFacts {
    fileprivate init(_ meeting: Result<Meeting, any Error>) {
        switch meeting {
        case .success(let meeting): self = .current(meeting.introduction.facts)
        case .failure(let error): self = .unknown(HostFailure(error).inWords)
        }
    }
}
