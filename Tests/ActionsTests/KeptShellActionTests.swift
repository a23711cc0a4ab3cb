import Actions
import Nodes
import Shell
import TestSupport
import Testing

@Suite struct KeptShellActionTests {
    /// Calls the body with a folder that is removed when it is done.
    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = try withTemporaryFolder { $0 } + "-kept"
        _ = try runScript("mkdir \(folder)")
        do { try await body(folder) } catch {
            _ = try runScript("rm -rf \(folder)")
            throw error
        }
        _ = try runScript("rm -rf \(folder)")
    }

    @Test func `a megabyte that was uploaded and what travels with the request arrive the same`() async throws {
        try await withFolder { folder in
            let node = LocalNode()
            var generator = SplitMix64(seed: 11)
            let big = Payload((0..<1 << 20).map { _ in UInt8.random(in: 0...255, using: &generator) })
            let small = Payload((0..<200_000).map { _ in UInt8.random(in: 0...255, using: &generator) })
            try await node.upload(big.bytes, digest: big.digest, to: "\(folder)/\(big.digest)")
            let compiler = Compiler(spool: folder)
            let sections = [("big", big), ("it's $(small)\n", small)].enumerated().map { index, file in
                Section(
                    "step-\(index)",
                    compiler.script([
                        .writeFile(path: "\(folder)/\(file.0)", content: file.1, attributes: .init(), validate: nil)
                    ]))
            }
            let answers = try await node.run(Request(prelude: Compiler.prelude, sections))
            await node.close()
            #expect(answers == [.ended(status: 0, output: []), .ended(status: 0, output: [])])
            #expect(try contents(of: folder + "/big") == big.bytes)
            #expect(try contents(of: folder + "/it's $(small)\n") == small.bytes)
        }
    }
}
