import Facts
import Model
import Nodes
import Shell

/// The first request to a node: its standard facts, and what this project's ledger there says.
struct Introduction: Sendable {
    let facts: StandardFacts
    let ledger: Ledger
    let ledgerFolder: String

    /// - Throws: `NodeError`, also when the facts or the ledger cannot be read: a ledger that is there and cannot be read
    ///   is not an empty one.
    init(of node: any Node, project: String) async throws {
        let standard = StandardFactsProbe()
        let text = LedgerText(project: project)
        let probe = Probe([standard, text])
        let seen = probe.read(try await node.run(Request(probe.sections)))
        switch seen[standard] {
        case .present(let facts)?: self.facts = facts
        case .failed(let why)?, .unavailable(let why)?: throw NodeError(.refused, "its facts cannot be learnt: \(why)")
        case .absent?, nil: throw NodeError(.refused, "its facts cannot be learnt")
        }
        switch seen[text] {
        case .present(let file)?:
            ledger = Ledger(text: file.text ?? "")
            ledgerFolder = file.folder
        case .failed(let why)?, .unavailable(let why)?: throw NodeError(.refused, "the ledger cannot be read: \(why)")
        case .absent?, nil: throw NodeError(.refused, "the ledger cannot be read")
        }
    }
}
