import Shell
import Testing

@testable import Nodes
@testable import SSH

/// The scripts of their own that the ways to a node need.
@Suite struct ShellcheckTests {
    private static let scripts = [
        "the end of a hung shell": ProcessTree.ending(42), "a program that ssh asks": Array(AskPass.script.utf8),
        "an upload": {
            var exchange = Exchange(Upload.request(digest: "d", path: "/it is here"), readsInput: true)
            return exchange.script()
        }(),
    ]

    @Test(.enabled(if: isInstalled("shellcheck"), "shellcheck is not installed"), arguments: scripts.keys.sorted())
    func `shellcheck has nothing against`(_ name: String) async throws {
        let child = try ChildProcess(["shellcheck", "--shell=sh", "-"])
        try await child.write(Self.scripts[name] ?? [])
        await child.endInput()
        var said: [UInt8] = []
        while case .output(let bytes) = try await child.read(within: .seconds(30)) { said += bytes }
        #expect(String(decoding: said, as: UTF8.self) == "")
        await child.close()
    }
}
