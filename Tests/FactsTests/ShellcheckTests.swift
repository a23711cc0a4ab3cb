import Facts
import Shell
import TestSupport
import Testing

@Suite struct ShellcheckTests {
    private static let isInstalled = (try? runScript("command -v shellcheck"))?.status == 0

    private static let all: [any Fact] = [
        StandardFactsProbe(), LedgerText(project: "p"), PathState("/a b", digest: true), PathState("/c"),
        FileText("/a'b"), Listing("/a b", isDeep: true), Listing("/c", isDeep: false), FileLines("/a b"),
        PackageState("nginx"), PackageCandidate("nginx"), PackageIndex(),
        UnitState("nginx.service"),
        UserState("op"), ShadowState("op"), GroupState("ops"), Crontab(user: "op"), AuthorizedKeys(user: "op"),
        CommandSucceeds("true"),
        VenvState("/v"), NpmPackage("p"), PythonVersion("python3"), GitCheckout("/g", owner: "op", tag: "t"),
        GitBranch("r", "b", owner: "op"),
        ContainerState("c"), ImageState("i:1"), ImageArchive("/a b"), NetworkState("n"), VolumeState("v"),
        CommandSucceeds("true", user: "op", directory: "/"),
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
