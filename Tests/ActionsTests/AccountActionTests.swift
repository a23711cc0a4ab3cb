import Actions
import TestSupport
import Testing

@Suite struct AccountActionTests {
    private static let tools = [
        "useradd", "usermod", "userdel", "groupadd", "groupmod", "groupdel", "adduser", "addgroup", "deluser",
        "delgroup",
    ]

    /// What the tools that make accounts are called with.
    private func calls(_ actions: [Action], without missing: String = "none", existing: String = "") throws -> [String]
    {
        try withTemporaryFolder { folder in
            for name in Self.tools {
                let tool = """
                    #!/bin/sh
                    printf \(name) >>\(folder)/calls
                    for word; do printf ' <%s>' "$word" >>\(folder)/calls; done
                    echo >>\(folder)/calls
                    """
                try writeTool(tool, to: "\(folder)/\(name)")
            }
            try writeTool(
                "#!/bin/sh\n{ printf 'chpasswd <%s>\\n' \"$*\"; cat; } >>\(folder)/calls\n", to: folder + "/chpasswd")
            try writeTool("#!/bin/sh\n[ \"$3\" = '\(existing)' ]\n", to: folder + "/getent")
            let script = Compiler(spool: "/no").script(actions)
            let hide = "command() { case $2 in (\(missing)) return 1 ;; esac; }\n"
            let result = try runScript("\(Compiler.prelude)\n\(hide)(\n\(script))", path: [folder])
            #expect(result.status == 0, "\(result.text)\(result.errorText)")
            let text = String(decoding: try contents(of: folder + "/calls"), as: UTF8.self)
            return text.split(separator: "\n").map(String.init)
        }
    }

    private static var operatorAccount: Action.Account {
        var account = Action.Account(name: "op")
        account.uid = 1200
        account.groups = ["adm", "video"]
        account.home = "/srv/op's home"
        account.shell = "/bin/bash"
        account.comment = ""
        account.createsHome = true
        return account
    }

    @Test func `groups are made, renumbered and removed`() throws {
        let actions: [Action] = [
            .addGroup(name: "g", gid: 12, isSystem: true), .changeGroup(name: "g", gid: 13), .removeGroup(name: "g"),
        ]
        #expect(
            try calls(actions) == [
                "groupadd <-g> <12> <-r> <--> <g>", "groupmod <-g> <13> <--> <g>", "groupdel <--> <g>",
            ])
        #expect(
            try calls([actions[0], actions[2]], without: "groupadd|groupdel") == [
                "addgroup <-g> <12> <-S> <g>", "delgroup <g>",
            ])
    }

    @Test func `users are made, changed and removed`() throws {
        var change = Action.Account(name: "op")
        change.groups = []
        change.comment = "An 'Operator'"
        let actions: [Action] = [
            .addUser(Self.operatorAccount), .changeUser(change), .removeUser(name: "op", withHome: true),
        ]
        #expect(
            try calls(actions) == [
                "useradd <-u> <1200> <-G> <adm,video> <-d> </srv/op's home> <-s> </bin/bash> <-c> <> <-m> <--> <op>",
                "usermod <-G> <> <-c> <An 'Operator'> <--> <op>", "userdel <-r> <--> <op>",
            ])
    }

    @Test func `a group of the user's name becomes its own`() throws {
        let calls = try calls([.addUser(Action.Account(name: "op"))], existing: "op")
        #expect(calls == ["useradd <-g> <op> <-M> <--> <op>"])
    }

    @Test func `busybox has tools of its own`() throws {
        let calls = try calls(
            [.addUser(Self.operatorAccount), .removeUser(name: "op", withHome: false)], without: "useradd|userdel")
        #expect(
            calls == [
                "adduser <-D> <-u> <1200> <-h> </srv/op's home> <-s> </bin/bash> <-g> <> <op>", "addgroup <op> <adm>",
                "addgroup <op> <video>", "deluser <op>",
            ])
    }

    @Test func `a password's hash comes by standard input, and only what changes is touched`() throws {
        var new = Action.Account(name: "op")
        (new.password, new.expiry) = ("!$6$s$h", "2030-01-31")
        var password = Action.Account(name: "op")
        password.password = "$6$s$h"
        var locked = Action.Account(name: "op")
        (locked.isLocked, locked.expiry, locked.home, locked.movesHome) = (true, "", "/srv/op", true)
        var unlocked = Action.Account(name: "op")
        unlocked.isLocked = false
        let actions = [.addUser(new)] + [password, locked, unlocked].map { Action.changeUser($0) }
        #expect(
            try calls(actions) == [
                "useradd <-e> <2030-01-31> <-M> <--> <op>", "chpasswd <-e>", "op:!$6$s$h", "chpasswd <-e>",
                "op:$6$s$h", "usermod <-d> </srv/op> <-e> <> <-m> <-L> <--> <op>", "usermod <-U> <--> <op>",
            ])
    }
}
