import Facts
import TestSupport
import Testing

@Suite struct CommandSucceedsTests {
    @Test(arguments: PosixShell.installed)
    func `each command is by itself`(_ shell: PosixShell) throws {
        let cases: [(CommandSucceeds, Int32)] = [
            (CommandSucceeds("true"), 0), (CommandSucceeds("exit 3"), 3), (CommandSucceeds("( unfinished"), 2),
            (CommandSucceeds("x=1; echo noise; echo noise >&2; cat"), 0),
            (CommandSucceeds("[ -z \"$x\" ]"), 0), (CommandSucceeds("no-such-program"), 127),
            (CommandSucceeds("[ \"$(pwd)\" = / ]", directory: "/"), 0),
            (CommandSucceeds("test \"it's\" = \"it's\""), 0),
        ]
        let seen = try look(cases.map(\.0), with: shell)
        for (fact, status) in cases {
            guard case .present(let answer)? = seen[fact] else {
                Issue.record(Unexpected(look: "\(fact.script): \(seen[fact], default: "nothing")"))
                continue
            }
            // A mistake in the syntax has another status in each shell.
            #expect(answer.isSuccess == (status == 0), "\(fact.script)")
            if status != 2 { #expect(answer.status == status, "\(fact.script)") }
        }
    }

    @Test(arguments: PosixShell.installed)
    func `what cannot be run says so`(_ shell: PosixShell) throws {
        let there = CommandSucceeds("true", directory: "/no/such/directory")
        let stranger = CommandSucceeds("true", user: "no-such-user")
        let seen = try look([there, stranger], with: shell)
        #expect(seen[there] == .failed("the directory to run it in is not there"))
        #expect(seen[stranger] == .failed("the user to run it as is not there"))
    }

    @Test(.enabled(if: isRoot, "needs root to become another user"), arguments: PosixShell.installed)
    func `another user runs it`(_ shell: PosixShell) throws {
        let fact = CommandSucceeds("[ \"$(id -un)\" = nobody ] && exit 7", user: "nobody", directory: "/")
        #expect(try look(at: fact, with: shell) == .present(.init(status: 7)))
    }

    @Test(.enabled(if: isRoot, "needs root to become another user"), arguments: PosixShell.installed)
    func `without root's rights only oneself runs it`(_ shell: PosixShell) throws {
        let own = CommandSucceeds("[ \"$(id -un)\" = nobody ]", user: "nobody")
        let root = CommandSucceeds("true", user: "root")
        let seen = try look([own, root], with: shell, as: 65534)
        #expect(seen[own] == .present(.init(status: 0)))
        #expect(seen[root] == .failed("only root runs it as another user"))
    }

    @Test func `only the command that runs is suspected`() {
        let facts = ["a", "b", "c"].map { CommandSucceeds($0) }
        #expect(CommandSucceeds.suspects(facts, after: Array("0\n1\n".utf8)) == [facts[2]])
    }
}
