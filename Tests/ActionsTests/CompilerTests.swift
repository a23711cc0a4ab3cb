import Actions
import TestSupport
import Testing

@Suite struct CompilerTests {
    private static let isInstalled = (try? runScript("command -v shellcheck"))?.status == 0

    private static let all =
        ActionSample.all(in: "/a'b c", spooled: Payload([UInt8](repeating: 0, count: Payload.inlineLimit + 1)))
        + ActionSample.engines + [
            .fetch(
                path: "/f", source: .init(urls: ["https://x/y?z", "file:///a b"], headers: ["A": "\"b\\"]),
                attributes: .init(mode: 0o640)),
            .checkOut(.init(path: "/g", repository: "r", wanted: .tag("t"), owner: "op", discardsChanges: true)),
            .buildVenv(.init(path: "/v", python: "python3", owner: "op")),
            .removePython(["p"], venv: "/v", owner: "op"), .addGroup(name: "g", gid: nil, isSystem: false),
            .addUser(.init(name: "u")), .changeUser(.init(name: "u")), .removeUser(name: "u", withHome: true),
        ]

    /// SC2016 would have what a manifest says expanded, which is just what must not be.
    @Test(.enabled(if: isInstalled, "needs shellcheck"))
    func `scripts of all actions are clean`() throws {
        try withTemporaryFolder { folder in
            let script = "\(Compiler.prelude)\n(\n\(Compiler(spool: "/spool").script(Self.all)))\n"
            try write(Array(script.utf8), to: folder + "/script")
            let result = try runScript("shellcheck -s sh -S style -e SC2016 \(folder)/script")
            #expect(result.status == 0, "\(result.text)")
        }
    }

    @Test(arguments: PosixShell.installed)
    func `the functions alone say and change nothing`(_ shell: PosixShell) throws {
        let result = try runScript(Compiler.prelude, with: shell)
        #expect(result.status == 0)
        #expect(result.text.isEmpty)
        #expect(result.errorText.isEmpty)
    }
}
