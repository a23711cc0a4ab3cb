import Facts
import Shell
import TestSupport
import Testing

@Suite struct ShellcheckTests {
    private static let isInstalled = (try? runScript("command -v shellcheck"))?.status == 0

    /// One of every kind, and others that are asked about in another way.
    private static let all: [any Fact] =
        FactSample.all.map { $0.fact("/a'b c", 1) } + [
            UserState("op"), PackageState("nginx"), GitCheckout("/g", owner: "op", tag: "t"),
            GitBranch("r", "b", owner: "op"), CommandSucceeds("true", user: "op", directory: "/"),
        ]

    @Test(.enabled(if: isInstalled, "needs shellcheck"))
    func `scripts of all facts are clean`() throws {
        for section in Probe(Self.all).sections {
            try withTemporaryFolder { folder in
                try write(Array((section.body + "\n").utf8), to: folder + "/script")
                let result = try runScript("shellcheck -s sh -S style \(folder)/script")
                #expect(result.status == 0, "\(section.name)\n\(result.text)")
            }
        }
    }

    /// Without its lesser remarks: it loses its way among functions of one name in several subshells.
    @Test(.enabled(if: isInstalled, "needs shellcheck"))
    func `a guard is clean`() throws {
        let text = Guard.capture("a", Self.all) + Guard.check("a", movedStatus: 91)
        try withTemporaryFolder { folder in
            try write(Array((text + "\n").utf8), to: folder + "/script")
            let result = try runScript("shellcheck -s sh -S warning \(folder)/script")
            #expect(result.status == 0, "\(result.text)")
        }
    }
}
