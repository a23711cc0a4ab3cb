import FoundationEssentials
import Nodes
import SSH
import Shell
import Testing

@Suite(.serialized, .enabled(if: SSHServer.isThere, SSHServer.reason))
struct RoundTripTests {
    @Test func `cross the line ten times for two requests`() async throws {
        try await SSHServer.with { server in
            let relay = try CountingRelay(to: server.port)
            let node = try await connect(server, by: relay.port)
            let connected = relay.flights
            _ = try await node.run(Request([Section("a", "echo a")]))
            let first = relay.flights
            _ = try await node.run(Request([Section("a", "echo a")]))
            let second = relay.flights
            await node.close()
            print("round trips: \(connected) to connect, \(first) with a request, \(second) with two")
            #expect(second <= 10)
            #expect(second - first == 1)
        }
    }

    /// The slope of the time over an added delay is the number of round trips, whatever else takes time.
    @Test(
        .enabled(if: isSoak, "needs a quiet machine (make soak)"),
        .enabled(if: isInstalled("python3"), "python3 is not installed"))
    func `take ten delays for two requests`() async throws {
        try await SSHServer.with { server in
            var times: [Double] = []
            for delay in [0, 200] {
                let fastest = try await (0..<5).asyncMap { _ in try await time(server, delay: delay) }.min()
                times.append(try #require(fastest))
            }
            let slope = (times[1] - times[0]) / 0.2
            print("round trips, as the slope over added delay: \(slope)")
            #expect(slope <= 10.2)
        }
    }

    private func connect(_ server: SSHServer, by port: Int) async throws -> any Node {
        let settings = server.settings {
            $0.port = port
            $0.hostKeyCheck = .acceptNew
        }
        return try await Connector(prompts: Prompts()).connect(settings)
    }

    private func time(_ server: SSHServer, delay: Int) async throws -> Double {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fleet/delayline.py").path
        let relay = try ChildProcess(["python3", script, "127.0.0.1", "\(server.port)", "\(delay)"])
        guard case .output(let bytes) = try await relay.read(within: .seconds(20)),
            let port = Int(String(decoding: bytes, as: UTF8.self).filter { !$0.isNewline })
        else { throw NodeError(.unreachable, "the delay line does not start") }
        let start = ContinuousClock.now
        let node = try await connect(server, by: port)
        for _ in 0..<2 { _ = try await node.run(Request([Section("a", "echo a")])) }
        let elapsed = ContinuousClock.now - start
        await node.close()
        _ = await relay.exitStatus(within: .zero)
        return elapsed / .seconds(1)
    }
}

extension Sequence {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async throws -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
