import Actions
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct PathTests {
    @Test(arguments: PosixShell.installed)
    func `directories and links of odd names are made, and made again without harm`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let actions = oddTexts.flatMap { text -> [Action] in
                let short = String(text.prefix(100))
                return [
                    .makeDirectory(path: "\(folder)/\(text)", attributes: .init(mode: 0o1770), withParents: false),
                    .makeDirectory(path: "\(folder)/\(text)/a/b", attributes: .init(), withParents: true),
                    .makeLink(path: "\(folder)/\(text)/\(short)", target: text),
                ]
            }
            for _ in 1...2 {
                let result = try act(actions, with: shell)
                #expect(result.status == 0, "\(result.text)")
                for text in oddTexts {
                    #expect(try Status("\(folder)/\(text)").mode == 0o1770)
                    #expect(try Status("\(folder)/\(text)/a").mode == 0o755)
                    #expect(try Status("\(folder)/\(text)/a/b").mode == 0o755)
                    let link = try #require(target(of: "\(folder)/\(text)/\(text.prefix(100))"))
                    #expect(Array(link.utf8) == Array(text.utf8))
                    #expect(try entries(of: "\(folder)/\(text)").count == 2)
                }
            }
            #expect(access(OddText.trace, F_OK) != 0)
        }
    }

    @Test(arguments: PosixShell.installed)
    func `a link takes the place of a file and of a link to a directory, never of a directory`(
        _ shell: PosixShell
    ) throws {
        try withTemporaryFolder { folder in
            mkdir(folder + "/directory", 0o755)
            symlink("directory", folder + "/link")
            try write([1], to: folder + "/file")
            let links = ["link", "file"].map { Action.makeLink(path: "\(folder)/\($0)", target: "new target") }
            #expect(try act(links, with: shell).status == 0)
            #expect(target(of: folder + "/link") == "new target")
            #expect(target(of: folder + "/file") == "new target")
            #expect(try entries(of: folder + "/directory") == [])
            let refused = try act([.makeLink(path: folder + "/directory", target: "x")], with: shell)
            #expect(refused.status != 0)
            #expect(refused.text.contains("is a directory"))
        }
    }

    @Test(.enabled(if: isRoot, "needs root to give files away"), arguments: PosixShell.installed)
    func `attributes are those of a link itself`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            try write([1], to: folder + "/file")
            chmod(folder + "/file", 0o600)
            symlink("file", folder + "/link")
            let all = Action.Attributes(owner: "nobody", group: "4", mode: 0o4755)
            #expect(try act([.setAttributes(path: folder + "/link", attributes: all)], with: shell).status == 0)
            #expect(try Status(folder + "/file") == Status(owner: 0, group: 0, mode: 0o600))
            #expect(try Status(folder + "/link").owner == 65534)
            #expect(try act([.setAttributes(path: folder + "/file", attributes: all)], with: shell).status == 0)
            #expect(try Status(folder + "/file") == Status(owner: 65534, group: 4, mode: 0o4755))
            let group = Action.Attributes(group: "0")
            #expect(try act([.setAttributes(path: folder + "/file", attributes: group)], with: shell).status == 0)
            #expect(try Status(folder + "/file").group == 0)
            let missing = try act([.setAttributes(path: folder + "/none", attributes: all)], with: shell)
            #expect(missing.status != 0)
        }
    }

    @Test(arguments: PosixShell.installed)
    func `a tree is removed only where that is asked for, and not what its links lead to`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            for text in oddTexts {
                mkdir("\(folder)/\(text)", 0o755)
                try write([1], to: "\(folder)/\(text)/\(text)")
            }
            mkdir(folder + "/kept", 0o755)
            try write([1], to: folder + "/kept/file")
            symlink("kept", folder + "/to-kept")
            symlink("../kept", folder + "/plain/to-kept")
            let refused = try act([.remove(path: folder + "/plain", recursive: false)], with: shell)
            #expect(refused.status != 0)
            let all = (oddTexts + ["to-kept", "none"]).map { Action.remove(path: "\(folder)/\($0)", recursive: true) }
            let result = try act(all, with: shell)
            #expect(result.status == 0, "\(result.text)")
            #expect(try entries(of: folder) == ["kept"])
            #expect(try entries(of: folder + "/kept") == ["file"])
            let single = ["kept/file", "kept"].map { Action.remove(path: "\(folder)/\($0)", recursive: false) }
            #expect(try act(single, with: shell).status == 0)
            #expect(try entries(of: folder) == [])
        }
    }

    @Test(arguments: ["", "/", "//", "///", ".", "..", "/.", "/..", "/a/..", "/a/.", "/a/../b", "relative"])
    func `what could be all of a system is never removed`(_ path: String) throws {
        let script = Compiler(spool: "/no").script([.remove(path: path, recursive: true)])
        #expect(!script.contains("reconcile_remove"))
        let result = try act([.remove(path: path, recursive: true)])
        #expect(result.status == 1)
        #expect(result.text == "'\(path)' is never removed\n")
    }
}
