import Facts
import TestSupport
import Testing

@Suite struct PythonTests {
    @Test(arguments: PosixShell.installed)
    func `environments tell how they were built and what they hold`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let made = try runScript(
                """
                cd \(folder)
                mkdir -p 'a b/bin' 'a b/lib/python3.11/site-packages/Some.Name-1.0.dist-info' other bare building
                mkdir -p 'a b/lib/python3.11/site-packages/foo_bar-2.dev1+x-y.dist-info'
                ln -s /bin/sh 'a b/bin/python'
                printf 'home = /usr/bin\\nversion = 3.11.2' >'a b/pyvenv.cfg'
                printf 'requirements abc\\nhave gone-3.dist-info\\n' >'a b/.reconcile'
                echo 'version_info = 3.9.2.final.0' >bare/pyvenv.cfg
                : >building/.reconcile-building
                """)
            #expect(made.status == 0, "\(made.errorText)")
            let facts = ["a b", "other", "none", "bare", "building"].map { VenvState("\(folder)/\($0)") }
            let seen = try look(facts, with: shell)
            var full = VenvState.Seen()
            (full.python, full.requirements, full.built) = ("3.11", "abc", ["gone": "3"])
            full.packages = ["some-name": "1.0", "foo-bar": "2.dev1+x-y"]
            #expect(seen[facts[0]] == .present(full))
            #expect(seen[facts[1]] == .absent)
            #expect(seen[facts[2]] == .absent)
            var bare = VenvState.Seen()
            (bare.python, bare.isBroken) = ("3.9", true)
            #expect(seen[facts[3]] == .present(bare))
            var building = VenvState.Seen()
            (building.isBroken, building.isHalfBuilt) = (true, true)
            #expect(seen[facts[4]] == .present(building))
        }
    }

    @Test func `an answer that was cut off tells nothing`() {
        let facts = [VenvState("/a"), VenvState("/b")]
        #expect(
            VenvState.read(Array("none\nvenv\nhave x-1.dist-info\n".utf8), status: 1, for: facts)
                == [.absent, .failed("the look ended early, with status 1")])
    }

    @Test(arguments: PosixShell.installed)
    func `a Python tells its version, or why it has none`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            try writeTool("#!/bin/sh\necho 3.12\n", to: folder + "/python3.12")
            try writeTool("#!/bin/sh\necho first >&2\necho 'it is broken' >&2\nexit 1\n", to: folder + "/python3.9")
            let facts = ["python3.12", "python3.9", "python0"].map { PythonVersion($0) }
            let seen = try look(facts, with: shell, path: [folder])
            #expect(seen[facts[0]] == .present(.init(version: "3.12")))
            #expect(seen[facts[1]] == .failed("it is broken"))
            #expect(seen[facts[2]] == .absent)
        }
    }

    @Test(arguments: [("Some.Name", "some-name"), ("a__.-b", "a-b"), ("A", "a"), ("zope.interface", "zope-interface")])
    func `names that mean the same package are one`(_ name: String, _ normal: String) {
        #expect(VenvState.normalized(name) == normal)
    }
}
