import Facts
import TestSupport
import Testing

@Suite struct NpmTests {
    private func look(npm: String, _ shell: PosixShell = .dash) throws -> [Observation<NpmPackage.Seen>?] {
        try withTemporaryFolder { folder in
            try writeTool("#!/bin/sh\n\(npm)\n", to: folder + "/npm")
            let facts = ["@devcontainers/cli", "npm", "left-pad"].map { NpmPackage($0) }
            let seen = try FactsTests.look(facts, with: shell, path: [folder])
            return facts.map { seen[$0] }
        }
    }

    /// As npm prints it, with what it was asked for as by some versions.
    private static let list = """
        /usr/local/lib
        /usr/local/lib/node_modules/@devcontainers/cli:@devcontainers/cli@0.80.3
        /usr/local/lib/node_modules/npm:npm@9.2.0:undefined
        """

    @Test(arguments: PosixShell.installed, [0, 1])
    func `what npm lists is installed, also where something is lacking`(_ shell: PosixShell, _ status: Int) throws {
        let seen = try look(npm: "cat <<'END'\n\(Self.list)\nEND\nexit \(status)", shell)
        #expect(
            seen == [.present(.init(version: "0.80.3")), .present(.init(version: "9.2.0")), .absent])
    }

    @Test(arguments: PosixShell.installed)
    func `what was being installed when that was cut off is told apart`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let modules = folder + "/node_modules"
            #expect(
                try runScript("mkdir \(modules)\nprintf 'npm\\nleft-pad\\n' >\(modules)/.reconcile-installing").status
                    == 0)
            let seen = try look(npm: "echo '\(folder):lib@'; echo '\(modules)/npm:npm@9.2.0:'", shell)
            #expect(
                seen == [
                    .absent, .present(.init(version: "9.2.0", isCutOff: true)),
                    .present(.init(version: nil, isCutOff: true)),
                ])
        }
    }

    @Test func `an npm that fails makes no package absent`() throws {
        let seen = try look(npm: "exit 1")
        #expect(seen == Array(repeating: .failed("npm cannot list what is installed"), count: 3))
        #expect(NpmPackage.read(Array("none\n".utf8), status: 0, for: [.init("a")]) == [.unavailable("npm")])
        #expect(
            NpmPackage.read(Array("npm\n/usr\n".utf8), status: 9, for: [.init("a")])
                == [.failed("the look ended early, with status 9")])
    }
}
