import Facts
import Shell
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct ListingTests {
    private func entries(_ observation: Observation<Listing.Seen>?) throws -> [Listing.Entry] {
        guard case .present(let seen)? = observation else {
            throw Unexpected(look: "\(observation, default: "nothing")")
        }
        return seen.entries
    }

    @Test(arguments: PosixShell.installed)
    func `everything is found, whatever it is called, with what it is`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            mkdir(folder + "/d", 0o755)
            for name in oddNames { try write([1, 2], to: "\(folder)/d/\(name)") }
            mkdir(folder + "/d/sub", 0o750)
            try write([3], to: folder + "/d/sub/deep")
            symlink("gone", folder + "/d/sub/link")
            let facts = [Listing(folder + "/d", isDeep: true), Listing(folder + "/d", isDeep: false)]
            let seen = try look(facts, with: shell)
            let deep = try entries(seen[facts[0]])
            let flat = try entries(seen[facts[1]])
            let bytes = { (entries: [Listing.Entry]) in Set(entries.map { Array($0.path.utf8) }) }
            let names = Set((oddNames + ["sub"]).map { Array($0.utf8) })
            #expect(bytes(flat) == names)
            #expect(bytes(deep) == names.union(["sub/deep", "sub/link"].map { Array($0.utf8) }))
            let kinds = Dictionary(deep.map { ($0.path, $0.state) }) { first, _ in first }
            #expect(kinds["sub"]?.kind == .directory && kinds["sub"]?.mode == 0o750)
            #expect(kinds["sub/link"]?.kind == .link)
            #expect(kinds["plain"]?.size == 2)
            #expect(deep.allSatisfy { $0.isExact && $0.modified > 1_700_000_000 })
        }
    }

    @Test func `that time went by is no difference between two looks`() {
        let fact = Listing("/srv", isDeep: false)
        func observations(at now: Int, modified: Int) -> Observations {
            var seen = Observations()
            let state = PathState.Seen(
                kind: .file, mode: 0o644, owner: .init(id: 0, name: "root"), group: .init(id: 0, name: "root"))
            seen[fact] = .present(.init(now: now, entries: [.init(path: "a", state: state, modified: modified)]))
            return seen
        }
        let seen = observations(at: 100, modified: 5)
        #expect(seen.agrees(with: observations(at: 160, modified: 5), on: fact))
        #expect(!seen.agrees(with: observations(at: 100, modified: 6), on: fact))
    }

    @Test(arguments: PosixShell.installed)
    func `what is no directory of its own is absent, and one in another is told by itself`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            mkdir(folder + "/d", 0o755)
            mkdir(folder + "/d/empty", 0o755)
            try write([1], to: folder + "/file")
            symlink("d", folder + "/link")
            let names = ["d", "d/empty", "file", "link", "none", "file/x"]
            let facts = names.map { Listing("\(folder)/\($0)", isDeep: true) }
            let seen = try look(facts, with: shell)
            #expect(try entries(seen[facts[0]]).map(\.path) == ["empty"])
            #expect(try entries(seen[facts[1]]).isEmpty)
            for fact in facts.dropFirst(2) { #expect(seen[fact] == .absent, "\(fact.path)") }
        }
    }

    @Test(.enabled(if: isRoot, "needs root to become another user"))
    func `a directory that cannot be looked into fails, and others do not`() throws {
        try withTemporaryFolder { folder in
            chmod(folder, 0o755)
            for name in ["closed", "open"] { mkdir("\(folder)/\(name)", 0o755) }
            mkdir(folder + "/closed/inner", 0o700)
            let facts = ["closed", "open"].map { Listing("\(folder)/\($0)", isDeep: true) }
            let seen = try look(facts, as: 65534)
            guard case .failed(let why)? = seen[facts[0]] else { throw Unexpected(look: "no failure") }
            #expect(why.contains("inner") && why.hasSuffix("permission denied"))
            #expect(try entries(seen[facts[1]]).isEmpty)
        }
    }

    @Test func `names that are no UTF-8 are told as such`() throws {
        let text = Array("100\n//deep\n//41ed:0:0:0:root:root:1:/d\n//81a4:5:0:0:root:root:7:/d/".utf8)
        let output = text + [0xFF] + Array("\n//.\n".utf8)
        let fact = Listing("/d", isDeep: true)
        let seen = try entries(Listing.read(output, status: 0, for: [fact]).first)
        #expect(seen.map(\.isExact) == [false])
        #expect(seen.first?.modified == 7)
    }

    @Test func `an answer that was cut is none`() {
        let fact = Listing("/d", isDeep: true)
        let whole = "100\n//deep\n//41ed:0:0:0:root:root:1:/d\n//.\n"
        #expect(Listing.read(Array(whole.utf8), status: 0, for: [fact]) == [.present(.init(now: 100, entries: []))])
        for count in 0..<(whole.utf8.count - 4) {
            let seen = Listing.read(Array(whole.utf8.prefix(count)), status: 3, for: [fact])
            #expect(seen == [.failed("the look ended early, with status 3")], "\(count)")
        }
        #expect(Listing.read(Array("!\n".utf8), status: 0, for: [fact]) == [.unavailable("find")])
    }

    @Test func `a walk that was cut spoils what it did not come through`() throws {
        let many = (1..<Listing.limit - 2).map { "//81a4:0:0:0:root:root:1:/b/\($0)\n" }.joined()
        let text =
            "1\n//deep\n//41ed:0:0:0:root:root:1:/a\n//81a4:0:0:0:root:root:1:/a/x\n"
            + "//41ed:0:0:0:root:root:1:/b\n\(many)//.\n"
        let facts = ["/a", "/b", "/c"].map { Listing($0, isDeep: true) }
        let seen = Listing.read(Array(text.utf8), status: 0, for: facts)
        #expect(try entries(seen[0]).map(\.path) == ["x"])
        for place in 1...2 { #expect(seen[place] == .failed("there is more below it than 100000 things")) }
    }

    @Test func `forks do not grow with the directories`() throws {
        try withTemporaryFolder { folder in
            let count = folder + "/count"
            for tool in ["find", "stat", "date", "head"] {
                try writeTool(
                    "#!/bin/sh\necho \(tool) >>\(count)\nexec /usr/bin/\(tool) \"$@\"\n", to: "\(folder)/\(tool)")
            }
            for number in 1...30 { mkdir("\(folder)/\(number)", 0o755) }
            let facts = (1...30).map { Listing("\(folder)/\($0)", isDeep: true) }
            _ = try look(facts, path: [folder])
            #expect(String(decoding: try contents(of: count), as: UTF8.self).split(separator: "\n").count == 4)
        }
    }
}
