import Actions
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct WriteFileTests {
    private static func write(
        _ path: String, _ bytes: [UInt8], _ attributes: Action.Attributes = .init(), validate: String? = nil
    ) -> Action {
        .writeFile(path: path, content: Payload(bytes), attributes: attributes, validate: validate)
    }

    @Test(arguments: PosixShell.installed)
    func `odd names and contents come out byte for byte`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let names = oddTexts.map { "\(folder)/\($0)" }
            let result = try act(zip(names, oddTexts).map { Self.write($0, Array($1.utf8)) }, with: shell)
            #expect(result.status == 0, "\(result.text)\(result.errorText)")
            for (name, text) in zip(names, oddTexts) { #expect(try contents(of: name) == Array(text.utf8)) }
            #expect(try entries(of: folder).count == oddTexts.count)
            #expect(access(OddText.trace, F_OK) != 0)
        }
    }

    @Test(arguments: PosixShell.installed)
    func `bytes of every kind come out the same, in a request and from the spool`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            var generator = SplitMix64(seed: 7)
            let every = (0..<256).map { UInt8($0) }
            let some = every + (0..<30_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let big = (0..<1 << 20).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let text = Array(String(repeating: "It's 100 % \\n größe\n", count: 9000).utf8)
            try TestSupport.write(big, to: "\(folder)/\(Payload(big).digest)")
            let wanted = ["every": every, "some": some, "big": big, "text": text, "empty": [], "dash": [0x2D, 0x6E]]
            let result = try act(wanted.map { Self.write("\(folder)/\($0)", $1) }, with: shell, spool: folder)
            #expect(result.status == 0, "\(result.text)\(result.errorText)")
            for (name, bytes) in wanted { #expect(try contents(of: "\(folder)/\(name)") == bytes, "\(name)") }
        }
    }

    @Test(.enabled(if: isRoot, "needs root to give files away"), arguments: PosixShell.installed)
    func `what is not given is kept, and a new file is root's`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            try TestSupport.write([], to: folder + "/old")
            chown(folder + "/old", 65534, 4)
            chmod(folder + "/old", 0o640)
            let actions = [
                Self.write(folder + "/old", [1]), Self.write(folder + "/new", [1]),
                Self.write(folder + "/given", [1], .init(owner: "nobody", group: "4", mode: 0o4750)),
                Self.write(folder + "/given", [2], .init(group: "0")),
            ]
            let result = try act(actions, with: shell)
            #expect(result.status == 0, "\(result.text)")
            #expect(try Status(folder + "/old") == Status(owner: 65534, group: 4, mode: 0o640))
            #expect(try Status(folder + "/new") == Status(owner: 0, group: 0, mode: 0o644))
            #expect(try Status(folder + "/given") == Status(owner: 65534, group: 0, mode: 0o4750))
            #expect(try contents(of: folder + "/given") == [2])
        }
    }

    @Test(arguments: PosixShell.installed)
    func `a link is replaced, what it leads to is left`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            try TestSupport.write([9], to: folder + "/target")
            mkdir(folder + "/directory", 0o755)
            symlink("target", folder + "/to-file")
            symlink("directory", folder + "/to-directory")
            let names = ["to-file", "to-directory"]
            let result = try act(names.map { Self.write("\(folder)/\($0)", [1]) }, with: shell)
            #expect(result.status == 0, "\(result.text)")
            for name in names { #expect(try contents(of: "\(folder)/\(name)") == [1]) }
            #expect(try contents(of: folder + "/target") == [9])
            #expect(try entries(of: folder + "/directory") == [])
            #expect(try entries(of: folder) == ["directory", "target", "to-directory", "to-file"])
        }
    }

    @Test(arguments: PosixShell.installed)
    func `a failure says why and leaves everything as it was`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            mkdir(folder + "/directory", 0o755)
            try TestSupport.write([9], to: folder + "/file")
            let failures: [(Action, String)] = [
                (Self.write(folder + "/directory", [1]), "is a directory"),
                (Self.write(folder + "/none/file", [1]), "none"),
                (Self.write(folder + "/file", [1], .init(owner: "no-such-user")), "no-such-user"),
                (Self.write(folder + "/file", [1], validate: "echo because; false %s"), "because"),
                (Self.write(folder + "/file", [1], validate: "( %s"), "refused by"),
            ]
            for (action, reason) in failures {
                let result = try act([action, Self.write(folder + "/after", [1])], with: shell)
                #expect(result.status != 0)
                #expect(result.text.contains(reason), "\(result.text)")
            }
            let missing = try act([Self.write(folder + "/file", [UInt8](repeating: 1, count: 300_000))], with: shell)
            #expect(missing.status != 0)
            #expect(try contents(of: folder + "/file") == [9])
            #expect(try entries(of: folder) == ["directory", "file"])
        }
    }

    @Test(arguments: PosixShell.installed)
    func `a check sees the new content under a name of one word`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let path = folder + "/a 'b' $(c)"
            for check in ["grep -q '^new$' %s", "grep -q '^new$' '%s'", "grep -q '^new$' \"%s\" && [ -O %s ]"] {
                let good = try act([Self.write(path, Array("new\n".utf8), validate: check)], with: shell)
                #expect(good.status == 0, "\(good.text)")
                let bad = try act([Self.write(path, Array("old\n".utf8), validate: check)], with: shell)
                #expect(bad.status != 0)
                #expect(try contents(of: path) == Array("new\n".utf8))
            }
        }
    }

    @Test func `what a killed run left beside the file is removed`() throws {
        try withTemporaryFolder { folder in
            try TestSupport.write([1], to: folder + "/.file.reconcile-123")
            try TestSupport.write([1], to: folder + "/.other.reconcile-123")
            #expect(try act([Self.write(folder + "/file", [2])]).status == 0)
            #expect(try entries(of: folder) == [".other.reconcile-123", "file"])
        }
    }

    @Test func `contents never stand on a command line`() throws {
        try withTemporaryFolder { folder in
            let secret = "the-secret-word"
            let result = try runScript(
                """
                \(Compiler.prelude)
                trace() { :; }
                (\(Compiler(spool: "/no").script([Self.write(folder + "/file", Array(secret.utf8))])))
                """)
            #expect(result.status == 0)
            let traced = try runScript(
                """
                cat >\(folder)/script <<'END'
                \(Compiler.prelude)
                (\(Compiler(spool: "/no").script([Self.write(folder + "/file", Array(secret.utf8))])))
                END
                command -v strace >/dev/null || exit 77
                strace -f -qq -s 4096 -e trace=execve -o \(folder)/trace sh \(folder)/script
                """)
            if traced.status == 77 { return }
            let programs = String(decoding: try contents(of: folder + "/trace"), as: UTF8.self)
            #expect(programs.contains("sha256sum"))
            #expect(!programs.contains(secret))
        }
    }
}
