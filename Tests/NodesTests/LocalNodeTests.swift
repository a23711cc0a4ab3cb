import FoundationEssentials
import Nodes
import Shell
import Testing

@Suite struct LocalNodeTests {
    @Test func `uploads bytes as they are`() async throws {
        try await withTemporaryFolder { folder in
            let node = LocalNode()
            var bytes = (0..<1_000_003).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
            let path = "\(folder)/it's a $(file)"
            let digest = try await digest(of: bytes, node, folder)
            try await node.upload(bytes, digest: digest, to: path)
            #expect(try [UInt8](Data(contentsOf: URL(filePath: path))) == bytes)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            bytes[7] ^= 1
            await #expect(throws: NodeError(.refused, "an upload was not taken: it arrived damaged")) {
                try await node.upload(bytes, digest: digest, to: "\(folder)/damaged")
            }
            await #expect(throws: NodeError.self) {
                try await node.upload([1], digest: digest, to: "\(folder)/no/such/folder")
            }
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["bytes", "it's a $(file)"])
            await node.close()
        }
    }

    private func digest(of bytes: [UInt8], _ node: LocalNode, _ folder: String) async throws -> String {
        try Data(bytes).write(to: URL(filePath: "\(folder)/bytes"))
        let answers = try await node.run(Request([Section("digest", "sha256sum <\(folder)/bytes")]))
        return try String(#require(answers[0].text?.prefix(64)))
    }
}
