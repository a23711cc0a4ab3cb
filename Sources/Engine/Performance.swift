import Actions
import Facts
import Model
import Nodes
import Shell

/// One batch carried out on its host, and what each of its steps answered.
struct Performance: Sendable {
    enum Result: Sendable, Hashable {
        case done
        /// Why, with the last lines of what was printed.
        case failed(String)
        /// What it rests on was changed by a step before it: to be planned anew.
        case moved
        /// Something before it in its lane failed.
        case notReached
    }

    private var results: [Address: Result] = [:]

    /// - Throws: `NodeError` when the connection is lost on the way; what was done by then, the next look tells.
    init(_ batch: Batch, in session: HostSession, events: @escaping @Sendable (RunEvent) -> Void) async throws {
        let script = BatchScript(batch, ledgerFolder: session.ledgerFolder, users: session.planner.users)
        if !batch.uploads.isEmpty {
            _ = try await session.node.run(Request([script.spoolSection]))
            for payload in batch.uploads {
                let path = script.spool + "/" + payload.digest
                try await session.node.upload(payload.bytes, digest: payload.digest, to: path)
            }
        }
        let host = session.host
        let began = Dictionary(
            batch.steps.map { ($0.name, $0.items.compactMap { item in item.change.map { (item.address, $0.kind) } }) },
            uniquingKeysWith: { $1 })
        let answers = try await session.node.run(script.request) { heard in
            if case .began(let section) = heard {
                for (address, kind) in began[section] ?? [] { events(.began(host: host, address, kind)) }
            }
        }
        for (section, answer) in zip(script.request.sections, answers) {
            guard let step = batch.steps.first(where: { $0.name == section.name }) else {
                try Self.checkLedger(answer)
                continue
            }
            for item in step.items { results[item.address] = Result(answer) }
        }
    }

    func result(of address: Address) -> Result { results[address] ?? .notReached }

    /// Whether the change was attempted, so that trying it for ever can be told.
    func wasTried(_ address: Address) -> Bool {
        switch result(of: address) {
        case .done, .failed: true
        case .moved, .notReached: false
        }
    }

    private static func checkLedger(_ answer: Answer) throws {
        if case .ended(0, _) = answer { return }
        if case .failed(let why) = Result(answer) {
            throw NodeError(.refused, "the ledger on the node cannot be written, so nothing was done: \(why)")
        }
    }
}

extension Performance.Result {
    fileprivate init(_ answer: Answer) {
        switch answer {
        case .ended(0, _): self = .done
        case .ended(Batch.movedStatus, _): self = .moved
        case .ended(let status, let output):
            let text = String(decoding: output, as: UTF8.self)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: true).suffix(20)
            self = .failed("exit status \(status)" + (lines.isEmpty ? "" : "\n" + lines.joined(separator: "\n")))
        case .silent(let patience, _): self = .failed("was silent for \(patience.components.seconds) s, and was ended")
        case .skipped: self = .notReached
        }
    }
}
