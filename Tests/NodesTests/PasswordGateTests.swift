import Nodes
import Synchronization
import Testing

@Suite struct PasswordGateTests {
    private let credential = PasswordGate.Credential(.become, user: "root", password: "x")

    @Test func `lets one host prove a password before the others use it`() async throws {
        let gate = PasswordGate()
        let (running, most) = (Counter(), Counter())
        try await withThrowingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    try await gate.use(credential) {
                        if !running.isProven { most.add(running.add(1)) }
                        try await Task.sleep(for: .milliseconds(50))
                        running.prove()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(most.value == 1)
        #expect(running.value >= 1)
    }

    @Test func `lets the next host try where the first could not be asked`() async throws {
        let gate = PasswordGate()
        let attempts = Counter()
        let results = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let result = try? await gate.use(credential) {
                        let isFirst = attempts.add(1) == 1
                        try await Task.sleep(for: .milliseconds(20))
                        if isFirst { throw NodeError(.lost, "cut") }
                        return true
                    }
                    return result ?? false
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.filter { $0 }.count == 3)
    }

    @Test func `refuses only the password that was refused`() async throws {
        let gate = PasswordGate()
        let refused = NodeError(.becomeRefused, "no")
        await #expect(throws: refused) { try await gate.use(credential) { throw refused } }
        await #expect(throws: NodeError(.becomeRefused, "not tried, since another host answered: no")) {
            try await gate.use(credential) {}
        }
        let another = PasswordGate.Credential(.become, user: "root", password: "y")
        #expect(try await gate.use(another) { true })
    }
}

private final class Counter: Sendable {
    private let count = Atomic(0)
    private let proof = Atomic(false)

    var value: Int { count.load(ordering: .relaxed) }
    var isProven: Bool { proof.load(ordering: .relaxed) }

    @discardableResult
    func add(_ number: Int) -> Int { count.add(number, ordering: .relaxed).newValue }
    func prove() { proof.store(true, ordering: .relaxed) }
}
