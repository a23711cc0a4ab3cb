import Facts
import TestSupport
import Testing

@Suite struct AccountTests {
    @Test(arguments: PosixShell.installed)
    func `accounts of this machine are seen`(_ shell: PosixShell) throws {
        let users = ["root", "daemon", "no-such-user", "0", "a:b", "-x"].map { UserState($0) }
        let groups = ["root", "no-such-group", "0", "a:b"].map { GroupState($0) }
        let seen = try look(users + groups, with: shell)
        guard case .present(let root)? = seen[UserState("root")] else {
            throw Unexpected(look: "\(seen[UserState("root")], default: "nothing")")
        }
        #expect(root.uid == 0)
        #expect(root.group == "root")
        #expect(root.home == "/root")
        #expect(seen[UserState("no-such-user")] == .absent)
        #expect(seen[UserState("0")] == .absent, "a number is not a name")
        #expect(seen[UserState("a:b")] == .failed("'a:b' is no name of an account"))
        #expect(seen[GroupState("root")] == .present(.init(gid: 0)))
        #expect(seen[GroupState("no-such-group")] == .absent)
        #expect(seen[GroupState("0")] == .absent)
    }

    @Test(arguments: PosixShell.installed)
    func `memberships are those of the users asked about`(_ shell: PosixShell) throws {
        let getent = """
            #!/bin/sh
            case $1 in
            (passwd) printf '%s\\n' 'pilot:x:1000:1000:A Pilot,,,:/home/pilot:/bin/sh' ;;
            (group) printf '%s\\n' 'root:x:0:' 'adm:x:4:syslog,pilot' 'video:x:44:pilots,pilot2' 'pilot:x:1000:' 'x:y:z' ;;
            esac
            [ "$#" != 4 ] || exit 2
            """
        try withTemporaryFolder { folder in
            try writeTool(getent, to: folder + "/getent")
            let seen = try look([UserState("pilot"), UserState("gone")], with: shell, path: [folder])
            #expect(
                seen[UserState("pilot")]
                    == .present(
                        .init(
                            uid: 1000, gid: 1000, group: "pilot", groups: ["adm"], home: "/home/pilot",
                            shell: "/bin/sh",
                            comment: "A Pilot,,,")))
            #expect(seen[UserState("gone")] == .absent)
        }
    }

    @Test func `a name service that does not answer makes nobody absent`() throws {
        try withTemporaryFolder { folder in
            try writeTool("#!/bin/sh\nexit 1\n", to: folder + "/getent")
            let seen = try look([UserState("root"), GroupState("root")], path: [folder])
            #expect(seen[UserState("root")] == .failed("getent passwd ended with an error"))
            #expect(seen[GroupState("root")] == .failed("getent group ended with an error"))
        }
    }

    @Test func `a node without getent is looked at by its files`() throws {
        let without = "command() { [ \"$2\" != getent ]; }\n"
        let users = try runScript(without + UserState.script([UserState("root")]))
        guard case .present(let root)? = UserState.read(users.output, status: 0, for: [UserState("root")]).first else {
            throw Unexpected(look: users.text)
        }
        #expect(root.uid == 0)
        let groups = try runScript(without + GroupState.script([GroupState("root")]))
        #expect(GroupState.read(groups.output, status: 0, for: [GroupState("root")]) == [.present(.init(gid: 0))])
    }

    @Test(.enabled(if: isRoot, "needs root to read it"), arguments: PosixShell.installed)
    func `only the lines that are asked for leave the node`(_ shell: PosixShell) throws {
        let facts = [ShadowState("daemon"), ShadowState("no-such-user")]
        let seen = try look(facts, with: shell)
        #expect(seen[facts[0]] == .present(.init(password: "*")))
        #expect(seen[facts[1]] == .absent)
        let result = try runScript(ShadowState.script(facts), with: shell)
        #expect(result.text.split(separator: "\n").count == 1)
    }

    @Test(.enabled(if: isRoot, "needs root to become another user"))
    func `who may not read hashes is told so`() throws {
        let fact = ShadowState("root")
        #expect(try look(at: fact, as: 65534) == .failed("/etc/shadow: permission denied"))
    }

    @Test func `a line of shadow tells the hash and the end`() {
        let text = "a:$6$x$y:19000:0:99999:7::21945:\nb:!:19000::::::\n"
        let facts = ["a", "b"].map { ShadowState($0) }
        #expect(
            ShadowState.read(Array(text.utf8), status: 0, for: facts) == [
                .present(.init(password: "$6$x$y", expiry: 21945)), .present(.init(password: "!")),
            ])
    }
}
