import Actions
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct ManyPathsTests {
    @Test(.enabled(if: isRoot, "needs root to give files away"), arguments: PosixShell.installed)
    func `many things get an owner and a mode, and what links lead to does not`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let names = oddTexts.filter { !$0.contains("/") && !$0.utf8.contains(0) && !$0.isEmpty }
            for name in names { try write([1], to: "\(folder)/\(name)") }
            try write([1], to: folder + "/target")
            chmod(folder + "/target", 0o600)
            symlink("target", folder + "/a-link")
            let paths = (names + ["a-link"]).map { "\(folder)/\($0)" }
            let attributes = Action.Attributes(owner: "65534", group: "4", mode: 0o640)
            let result = try act([.setAllAttributes(paths: paths, attributes: attributes)], with: shell)
            #expect(result.status == 0, "\(result.text)")
            for name in names {
                #expect(try Status("\(folder)/\(name)") == Status(owner: 65534, group: 4, mode: 0o640))
            }
            #expect(try Status(folder + "/a-link").owner == 65534)
            #expect(try Status(folder + "/target") == Status(owner: 0, group: 0, mode: 0o600))
        }
    }

    @Test(arguments: PosixShell.installed)
    func `many things are removed, and directories only if that is asked for`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            try write([1], to: folder + "/stays")
            mkdir(folder + "/d", 0o755)
            try write([1], to: folder + "/d/x")
            symlink("stays", folder + "/link")
            symlink("d", folder + "/link-to-d")
            for number in 1...3000 { try write([], to: "\(folder)/a rather long name of a file \(number)") }
            let files = try entries(of: folder).filter { $0.hasPrefix("a ") }
            let paths = (["link", "link-to-d", "gone"] + files).map { "\(folder)/\($0)" }
            #expect(try act([.removeAll(paths: paths, recursive: false)], with: shell).status == 0)
            #expect(try entries(of: folder) == ["d", "stays"])
            #expect(try entries(of: folder + "/d") == ["x"])
            let refused = try act([.removeAll(paths: [folder + "/d"], recursive: false)], with: shell)
            #expect(refused.status != 0 && refused.text.contains("is a directory"))
            #expect(try act([.removeAll(paths: [folder + "/d"], recursive: true)], with: shell).status == 0)
            #expect(try entries(of: folder) == ["stays"])
        }
    }

    @Test func `nothing is removed where one path could mean all of a system`() throws {
        try withTemporaryFolder { folder in
            try write([1], to: folder + "/file")
            for path in ["/", "//", "/a/..", "relative", ""] {
                let result = try act([.removeAll(paths: [folder + "/file", path], recursive: true)])
                #expect(result.status != 0 && result.text.contains("is never removed"))
            }
            #expect(try entries(of: folder) == ["file"])
            #expect(
                try act([.removeAll(paths: [], recursive: true), .setAllAttributes(paths: [], attributes: .init())])
                    .status == 0)
        }
    }
}
