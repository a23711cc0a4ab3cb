import Facts
import Nodes
import Shell
import TestSupport
import Testing

@Suite struct KeptShellTests {
    @Test func `a kept shell's answers are read like those of a script`() async throws {
        let node = LocalNode()
        let facts: [any Fact] = [
            StandardFactsProbe(), LedgerText(project: "none of that name"), PathState("/bin"), PathState("/no\nsuch"),
            FileText("/etc/passwd"), UserState("root"), GroupState("root"), CommandSucceeds("exit 3"),
        ]
        let probe = Probe(facts)
        let seen = probe.read(try await node.run(Request(probe.sections)))
        await node.close()
        #expect(seen[PathState("/no\nsuch")] == .absent)
        #expect(seen[CommandSucceeds("exit 3")] == .present(.init(status: 3)))
        #expect(seen[GroupState("root")] == .present(.init(gid: 0)))
        // The standard facts hold the time.
        for fact in facts where !(fact is StandardFactsProbe) {
            #expect(seen.agrees(with: try look([fact]), on: fact))
        }
        guard case .present? = seen[StandardFactsProbe()] else {
            throw Unexpected(look: "\(seen[StandardFactsProbe()], default: "nothing")")
        }
    }
}
