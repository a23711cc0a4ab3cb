import Digests
import Facts
import Shell
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct PathStateTests {
    @Test(arguments: PosixShell.installed)
    func `odd names come out as what they are`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            var facts: [PathState] = []
            for name in oddNames {
                try write(Array(name.utf8), to: "\(folder)/\(name)")
                let link = name.utf8.count < 250 ? "link \(name)" : "long"
                symlink(name, "\(folder)/\(link)")
                facts.append(PathState("\(folder)/\(name)", digest: true))
                facts.append(PathState("\(folder)/\(link)"))
                facts.append(PathState("\(folder)/no \(name.prefix(100))"))
            }
            let seen = try look(facts, with: shell)
            for (index, name) in oddNames.enumerated() {
                guard case .present(let file)? = seen[facts[3 * index]],
                    case .present(let link)? = seen[facts[3 * index + 1]]
                else {
                    Issue.record("'\(name)' is not seen: \(seen[facts[3 * index]]), \(seen[facts[3 * index + 1]])")
                    continue
                }
                #expect(file.kind == .file)
                #expect(file.size == name.utf8.count)
                #expect(file.digest == .present(SHA256.hex(name)), "\(name)")
                #expect(link.kind == .link)
                #expect(Array((link.target ?? "").utf8) == Array(name.utf8))
                #expect(link.leadsTo == .file)
                #expect(seen[facts[3 * index + 2]] == .absent)
            }
        }
        #expect(access("reconcile-was-executed", F_OK) != 0)
    }

    @Test(arguments: PosixShell.installed)
    func `kinds, modes and what links lead to are told apart`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            mkdir(folder + "/directory", 0o755)
            chmod(folder + "/directory", 0o2750)
            mkfifo(folder + "/fifo", 0o600)
            try write([], to: folder + "/file")
            chmod(folder + "/file", 0o4711)
            symlink("directory", folder + "/to-directory")
            symlink("nothing", folder + "/to-nothing")
            symlink("fifo", folder + "/to-fifo")
            symlink("to-loop", folder + "/to-loop")
            func state(_ name: String) throws -> PathState.Seen {
                let look = try look(at: PathState("\(folder)/\(name)", digest: true), with: shell)
                guard case .present(let seen)? = look else { throw Unexpected(look: "\(look, default: "nothing")") }
                return seen
            }
            #expect(try state("directory").kind == .directory)
            #expect(try state("directory").mode == 0o2750)
            #expect(try state("directory").digest == .absent)
            #expect(try state("fifo").kind == .fifo)
            #expect(try state("file").mode == 0o4711)
            #expect(try state("file").owner.matches(String(geteuid())))
            #expect(try state("to-directory").leadsTo == .directory)
            #expect(try state("to-nothing").leadsTo == .nothing)
            #expect(try state("to-fifo").leadsTo == .other)
            #expect(try state("to-loop").leadsTo == .nothing)
            #expect(try look(at: PathState(folder + "/file/below"), with: shell) == .absent)
            let device = try look(at: PathState("/dev/null", digest: true), with: shell)
            guard case .present(let null)? = device else { throw Unexpected(look: "\(device, default: "nothing")") }
            #expect(null.kind == .character)
            #expect(null.owner.name == "root")
        }
    }

    @Test(.enabled(if: isRoot, "needs root to become another user"), arguments: PosixShell.installed)
    func `what may not be looked at is a failure and no absence`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            chmod(folder, 0o755)
            mkdir(folder + "/closed", 0o700)
            try write([1], to: folder + "/closed/file")
            symlink("closed/file", folder + "/link")
            try write([1], to: folder + "/secret")
            chmod(folder + "/secret", 0o600)
            let facts = ["closed/file", "closed/none", "closed/a/b\nc", "secret", "none", "link"].map {
                PathState("\(folder)/\($0)", digest: true)
            }
            let seen = try look(facts, with: shell, as: 65534)
            #expect(seen[facts[0]] == .failed("permission denied"))
            #expect(seen[facts[1]] == .failed("permission denied"))
            #expect(seen[facts[2]] == .failed("permission denied"))
            guard case .present(let secret)? = seen[facts[3]] else {
                throw Unexpected(look: "\(seen[facts[3]], default: "nothing")")
            }
            #expect(secret.digest == .failed("permission denied"))
            #expect(seen[facts[4]] == .absent)
            let asRoot = try look(facts, with: shell)
            guard case .present(let file)? = asRoot[facts[0]] else {
                throw Unexpected(look: "\(asRoot[facts[0]], default: "nothing")")
            }
            #expect(file.digest == .present(SHA256.hex([1])))
        }
    }

    @Test func `more paths than fit into one command are looked at all the same`() throws {
        try withTemporaryFolder { folder in
            let facts = (0..<3000).map { PathState("\(folder)/\($0)-\(String(repeating: "x", count: 90))") }
            try write([], to: facts[1500].path)
            try write([], to: facts[2999].path)
            let seen = try look(facts)
            for (index, fact) in facts.enumerated() {
                #expect((seen[fact] == .absent) == (index != 1500 && index != 2999))
            }
        }
    }

    @Test func `only the path that hangs is suspected, and those beside it`() {
        let many = (0..<40).map { PathState("/m/\($0)") }
        #expect(PathState.suspects(many, after: Array("eeeee".utf8)) == Array(many[5..<21]))
        let facts = ["a/a", "b/b", "c/c"].map { PathState("/\($0)", digest: true) }
        #expect(PathState.suspects(facts, after: Array("e".utf8)) == [facts[1]])
        #expect(PathState.suspects(facts, after: []) == [facts[0]])
        let reading = "ses\n81a4:1:0:0:root:root\u{0}41ed:1:0:0:root:root\u{0}81a4:1:0:0:root:root\u{0}"
        #expect(PathState.suspects(facts, after: Array(reading.utf8)) == [facts[0], facts[2]])
    }

    @Test func `a node without stat makes it unavailable`() throws {
        let script = "command() { return 1; }\n" + PathState.script([PathState("/")])
        let result = try runScript(script)
        #expect(PathState.read(result.output, status: 0, for: [PathState("/")]) == [.unavailable("stat")])
    }

    @Test func `signs of work on a long digest are no part of it`() {
        let sum = SHA256.hex("x")
        let output = "es\n41ed:1:0:0:root:root\u{0}81a4:9:0:0:root:root\u{0}.\n.\n\(sum)\u{0}"
        let facts = [PathState("/a", digest: true), PathState("/b", digest: true)]
        let read = PathState.read(Array(output.utf8), status: 0, for: facts)
        guard read.count == 2, case .present(let file) = read[1] else {
            Issue.record(Unexpected(look: "\(read)"))
            return
        }
        #expect(file.digest == .present(sum))
    }

    @Test func `output that ends too early is a failure`() {
        let read = PathState.read(Array("m".utf8), status: 137, for: [PathState("/a")])
        #expect(read == [.failed("the look ended early, with status 137")])
    }
}

struct Unexpected: Error { let look: String }
