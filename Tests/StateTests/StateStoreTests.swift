import Diagnostics
import Facts
import FoundationEssentials
import Model
import State
import Testing

@Suite struct StateStoreTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "state-\(UUID())").path

    private static let outcome = Outcome(
        address: Address(text: "file:/etc/x"), manifest: "base", action: .update, result: .done,
        source: ResourcePlan.Source(
            .init(file: "m.yaml", start: .init(line: 1, column: 1), end: .init(line: 1, column: 2))),
        changes: [.init(field: "mode", before: "0644", after: "0600", sensitive: false)])

    @Test func `a run and what it changed are there when the store is opened again`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do {
            let store = try StateStore(folder: folder)
            try await store.begin(.init(id: "r1", verb: "apply", operatorName: "ann", arguments: "--limit n1"))
            try await store.record([Self.outcome, Self.outcome], host: "n1", run: "r1")
            try await store.end("r1", exitStatus: 3)
        }
        let store = try StateStore(folder: folder)
        let run = try #require(try await store.runs().first)
        #expect(run.verb == "apply" && run.operatorName == "ann" && run.exitStatus == 3 && run.ended != nil)
        let outcomes = try await store.outcomes(of: "r1")
        #expect(outcomes.map(\.address) == ["file:/etc/x", "file:/etc/x"])
    }

    @Test func `the facts of a host are those of its last visit`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try StateStore(folder: folder)
        var (first, second) = (StandardFacts(), StandardFacts())
        (first.hostname, second.hostname) = ("one", "two")
        try await store.remember(["n1": first, "n2": first])
        try await store.remember(["n2": second])
        let known = try await StateStore(folder: folder).rememberedFacts()
        guard case .remembered(let facts, let visited)? = known["n2"] else {
            Issue.record("nothing is known of n2")
            return
        }
        #expect(facts == second)
        #expect(visited.hasPrefix("20") && visited.hasSuffix("Z"))
        #expect(known.count == 2)
    }

    @Test func `the database is for the operator's eyes only`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try StateStore(folder: folder)
        try await store.begin(.init(id: "r1", verb: "plan", operatorName: "ann", arguments: ""))
        for name in ["state.db", "state.db-wal", "state.db-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
    }

    @Test func `outcomes of an unknown run are refused as a whole`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try StateStore(folder: folder)
        await #expect(throws: StateFailure.self) {
            try await store.record([Self.outcome], host: "n1", run: "nobody")
        }
        #expect(try await store.outcomes(of: "nobody").isEmpty)
    }

    @Test func `a damaged database is put aside and the work goes on`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("this is not a database, whatever its name says".utf8).write(to: URL(filePath: folder + "/state.db"))
        let store = try StateStore(folder: folder)
        #expect(store.warning?.contains("put aside") == true)
        #expect(try await store.runs().isEmpty)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(files.contains { $0.hasPrefix("state.db.damaged-") })
    }

    @Test func `a folder that cannot be made is said by its path`() {
        #expect(throws: StateFailure.self) { try StateStore(folder: "/proc/nowhere") }
    }
}
