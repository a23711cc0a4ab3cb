import Nodes
import SSH
import Shell
import Synchronization
import Testing

/// What becomes of a request whose task is cancelled.
@Suite struct CancellingTests {
    @Test func `a request that only asks is given up at once`() async throws {
        let node = KeptShell(.sh)
        let wasCancelled = await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                do {
                    _ = try await node.run(Request([Section("long", "sleep 300", patience: .seconds(600))]))
                    return false
                } catch { return error is CancellationError }
            }
            try? await Task.sleep(for: .milliseconds(300))
            group.cancelAll()
            return await group.next()
        }
        #expect(wasCancelled == true)
        await node.close()
    }

    @Test(arguments: PosixShell.here)
    func `a request that acts finishes the section that runs, skips the rest and cleans up`(
        shell: PosixShell
    ) async throws {
        try await withTemporaryFolder { folder in
            let node = KeptShell(
                name: "here", line: ReleasingLine(shell: shell, file: folder + "/stopped"),
                escalation: Escalation(nil, loginUser: nil, gate: PasswordGate()))
            var sections = [
                Section("first", "echo first"),
                Section("running", "while [ ! -e \(folder)/stopped ]; do sleep 0.05; done; echo running"),
                Section("next", "echo next"), Section("other lane", "echo other"), Section("clean up", "echo clean"),
            ]
            for (index, lane) in [1, 1, 1, 2].enumerated() { sections[index].lane = lane }
            let request = Request(sections, onSilence: .stop)
            let answers = try await answersWhenCancelled(request, on: node)
            #expect(answers.map(\.text) == ["first\n", "running\n", nil, nil, "clean\n"])
            #expect(answers[2] == .skipped && answers[3] == .skipped)
            // The shell is as good as before.
            let again = try await node.run(request)
            #expect(again.map(\.text) == ["first\n", "running\n", "next\n", "other\n", "clean\n"])
            await node.close()
        }
    }

    /// The server logs the end of the channel that brought the request to stop.
    @Test(
        .enabled(if: SSHServer.isThere, SSHServer.reason),
        arguments: [ConnectionSettings.Transport.libssh2, .openssh])
    func `a request that acts is stopped over SSH too`(transport: ConnectionSettings.Transport) async throws {
        try await SSHServer.with { server in
            let node = try await Connector(prompts: Prompts()).connect(server.settings { $0.transport = transport })
            let wait = "while ! grep -q '^Close session' \(server.folder)/log; do sleep 0.05; done; echo running"
            var sections = [Section("running", wait, patience: .seconds(60)), Section("next", "echo next")]
            for index in sections.indices { sections[index].lane = 1 }
            let answers = try await answersWhenCancelled(Request(sections, onSilence: .stop), on: node)
            #expect(answers.map(\.text) == ["running\n", nil])
            await node.close()
        }
    }

    @Test func `a request that acts is not sent by a task that is cancelled already`() async throws {
        let node = KeptShell(.sh)
        let work = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await node.run(Request([Section("never", "echo never")], onSilence: .stop))
        }
        await #expect(throws: CancellationError.self) { try await work.value }
        await node.close()
    }
}

/// Runs a request, and cancels it once its section `running` has begun.
private func answersWhenCancelled(_ request: Request, on node: any Node) async throws -> [Answer] {
    let (begun, news) = AsyncStream.makeStream(of: Void.self)
    let work = Task {
        try await node.run(request) { heard in if heard == .began(section: "running") { news.yield() } }
    }
    for await _ in begun { break }
    work.cancel()
    return try await work.value
}

/// A line that makes a file once its second program, the one that brings the request to stop, is let go of.
private final class ReleasingLine: Line {
    private let shell: PosixShell
    private let file: String
    private let count = Atomic(0)

    init(shell: PosixShell, file: String) { (self.shell, self.file) = (shell, file) }

    func open(_ command: String) throws -> any ByteChannel {
        let channel = try ChildProcess(shell.words + ["-s"])
        return count.add(1, ordering: .relaxed).newValue == 2 ? ReleasingChannel(channel, file) : channel
    }

    func close() {}
}

private struct ReleasingChannel: ByteChannel {
    private let channel: ChildProcess
    private let file: String

    init(_ channel: ChildProcess, _ file: String) { (self.channel, self.file) = (channel, file) }

    func write(_ bytes: [UInt8]) async throws { try await channel.write(bytes) }
    func endInput() async throws { await channel.endInput() }
    func read(within patience: Duration) async throws -> Arrival { try await channel.read(within: patience) }

    func close() async {
        await channel.close()
        _ = try? await ChildProcess.result(of: ["touch", file], within: .seconds(10))
    }
}
