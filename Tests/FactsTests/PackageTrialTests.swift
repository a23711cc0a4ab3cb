import Facts
import TestSupport
import Testing

@Suite struct PackageTrialTests {
    /// An apt-get that answers for these words, and for all others that it would install them.
    private func look(_ answers: [String: String], _ shell: PosixShell) throws -> [Observation<PackageTrial.Seen>?] {
        try withTemporaryFolder { folder in
            let cases = answers.map { "(*'-- \($0)') \($1) ;;" }.joined(separator: "\n")
            let tool = "#!/bin/sh\necho \"$*\" >>\(folder)/calls\ncase $* in\n\(cases)\n(*) echo Inst it ;;\nesac\n"
            try writeTool(tool, to: folder + "/apt-get")
            let facts = [PackageTrial("a", version: "1"), PackageTrial("b", version: nil)]
            let seen = try FactsTests.look(facts, with: shell, path: [folder])
            return facts.map { seen[$0] }
        }
    }

    private static let unmet = """
        printf '%s\\n' 'The following packages have unmet dependencies:' ' b : Depends: c but it is not installable' \
        'E: Unable to correct problems'; exit 100
        """

    @Test(arguments: PosixShell.installed)
    func `nothing stands against what apt would install`(_ shell: PosixShell) throws {
        #expect(try look([:], shell) == [.present(.init()), .present(.init())])
    }

    @Test(arguments: PosixShell.installed)
    func `who is to blame is found where all together fail`(_ shell: PosixShell) throws {
        let seen = try look(["a=1 b": Self.unmet, "b": Self.unmet], shell)
        #expect(seen == [.present(.init()), .present(.init(obstacle: "b : Depends: c but it is not installable"))])
        let removed = try look(["a=1 b": "echo 'Remv x [1]'", "a=1": "echo 'Remv x [1]'"], shell)
        #expect(removed == [.present(.init(obstacle: "it would remove x")), .present(.init())])
    }

    @Test(arguments: PosixShell.installed)
    func `what conflicts with one another is to blame together`(_ shell: PosixShell) throws {
        let seen = try look(["a=1 b": "echo 'E: they conflict'; exit 100"], shell)
        let both = Observation.present(PackageTrial.Seen(obstacle: "they conflict"))
        #expect(seen == [both, both])
    }

    @Test func `only apt is asked, and half an answer is none`() {
        let facts = [PackageTrial("a", version: nil)]
        #expect(PackageTrial.read(Array("untold\n".utf8), status: 0, for: facts) == [.present(.init())])
        #expect(
            PackageTrial.read(Array("dpkg\n100\0E: no\0".utf8), status: 9, for: facts)
                == [.failed("the look ended early, with status 9")])
    }
}
