@testable import Nodes
import Testing

@Suite struct ProcessTreeTests {
    @Test(.enabled(if: isInstalled("shellcheck"), "shellcheck is not installed"))
    func `is a script that shellcheck has nothing against`() async throws {
        let child = try ChildProcess(["shellcheck", "--shell=sh", "-"])
        try await child.write(ProcessTree.ending(42))
        await child.endInput()
        var said: [UInt8] = []
        while case .output(let bytes) = try await child.read(within: .seconds(30)) { said += bytes }
        #expect(String(decoding: said, as: UTF8.self) == "")
        await child.close()
    }
}
