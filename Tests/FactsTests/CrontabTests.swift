import Facts
import TestSupport
import Testing

@Suite struct CrontabTests {
    /// Answers like Debian's `crontab`.
    private static let tool = #"""
        #!/bin/sh
        user=$(id -un)
        [ "$1" != -u ] || { user=$2; shift 2; }
        case $user in
        (none) echo "no crontab for $user" >&2; exit 1 ;;
        (refused) echo "/var/spool/cron/crontabs/$user/: fopen: Permission denied" >&2; exit 1 ;;
        (stranger) echo "crontab:  user \`$user' unknown" >&2; exit 1 ;;
        (empty) ;;
        (*) printf '%s\n\n  # kept as it is\r\n* * * * * echo "%%" \\\n\nno newline' "$user" ;;
        esac
        """#

    @Test(arguments: PosixShell.installed)
    func `a crontab comes byte for byte, and none is not a failure`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            try writeTool(Self.tool, to: folder + "/crontab")
            let users = ["root", "none", "refused", "stranger", "empty", "other", "-u"]
            let seen = try look(users.map { Crontab(user: $0) }, with: shell, path: [folder])
            let text = "\n\n  # kept as it is\r\n* * * * * echo \"%\" \\\n\nno newline"
            #expect(seen[Crontab(user: "root")] == .present(.init(text: "root" + text)))
            #expect(seen[Crontab(user: "other")] == .present(.init(text: "other" + text)))
            #expect(seen[Crontab(user: "none")] == .absent)
            #expect(seen[Crontab(user: "empty")] == .present(.init(text: "")))
            #expect(
                seen[Crontab(user: "refused")]
                    == .failed("/var/spool/cron/crontabs/refused/: fopen: Permission denied"))
            #expect(seen[Crontab(user: "stranger")] == .failed("crontab:  user `stranger' unknown"))
            #expect(seen[Crontab(user: "-u")] == .failed("'-u' is no name of a user"))
        }
    }

    @Test func `lines are taken apart at newlines alone`() {
        #expect(Crontab.Seen(text: "a\r\n\nb").lines == ["a\r", "", "b"])
        #expect(Crontab.Seen(text: "a\n").lines == ["a"])
        #expect(Crontab.Seen(text: "").lines == [])
    }

    @Test func `only the user whose crontab did not come is suspected`() {
        let facts = ["a", "b", "c"].map { Crontab(user: $0) }
        #expect(Crontab.suspects(facts, after: Array("=x\u{0}".utf8)) == [facts[1]])
    }

    @Test func `a node without crontab makes it unavailable`() throws {
        let script = "command() { return 1; }\n" + Crontab.script([Crontab(user: "root")])
        let output = try runScript(script).output
        #expect(Crontab.read(output, status: 0, for: [Crontab(user: "root")]) == [.unavailable("crontab")])
    }
}
