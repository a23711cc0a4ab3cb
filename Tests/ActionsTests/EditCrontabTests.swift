import Actions
import TestSupport
import Testing

@Suite struct EditCrontabTests {
    /// A crontab tool over a file beside it, with the ways of Debian's.
    static let tool = #"""
        #!/bin/sh
        here=${0%/*}
        [ "$1" != -u ] || shift 2
        printf '%s\n' "$1" >>"$here/calls"
        [ ! -e "$here/broken" ] || { echo 'crontab: Permission denied' >&2; exit 1; }
        case $1 in
        (-l) [ -e "$here/table" ] || { echo 'no crontab for someone' >&2; exit 1; }; cat "$here/table" ;;
        (-r) rm "$here/table" ;;
        (-) cat >"$here/table" ;;
        esac
        """#

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Nil for no crontab.
        let before: String?
        let lines: [String]
        let after: String?
        init(_ description: String, _ before: String?, _ lines: [String], _ after: String?) {
            testDescription = description
            self.before = before
            self.lines = lines
            self.after = after
        }
    }

    private static let line = #"17 3 * * * echo "50%" 'a\b' $(x) `y`"#

    static let cases = [
        Case("a first entry makes the crontab", nil, [line], "# reconcile: a b\n\(line)\n"),
        Case("an empty crontab takes an entry", "", [line], "# reconcile: a b\n\(line)\n"),
        Case(
            "other lines stay byte for byte", "\n\n# x\t \r\n\\ %\n  @daily z", [line],
            "\n\n# x\t \r\n\\ %\n  @daily z\n# reconcile: a b\n\(line)\n"),
        Case(
            "an entry is replaced where it is", "A=1\n# reconcile: a b\n1 1 * * * old\n2 2 * * * other\n", [line],
            "A=1\n# reconcile: a b\n\(line)\n2 2 * * * other\n"),
        Case(
            "what is as wanted is left", "x\n# reconcile: a b\n\(line)\ny\n", [line],
            "x\n# reconcile: a b\n\(line)\ny\n"),
        Case(
            "another tool's marker is known and made ours", "x\n#Ansible: a b\n1 1 * * * old\ny\n", [line],
            "x\n# reconcile: a b\n\(line)\ny\n"),
        Case(
            "a marker of which the line is gone takes nobody else's",
            "# reconcile: a b\n#Ansible: other\n1 * * * * o\n",
            [line], "# reconcile: a b\n\(line)\n#Ansible: other\n1 * * * * o\n"),
        Case(
            "a second entry of the name is dropped",
            "# reconcile: a b\n1 * * * * o\nx\n#Ansible: a b\n2 * * * * p\ny\n",
            [line], "# reconcile: a b\n\(line)\nx\ny\n"),
        Case("an entry is taken out", "x\n# reconcile: a b\n1 * * * * o\n\ny\n", [], "x\n\ny\n"),
        Case("the last entry takes the crontab with it", "# reconcile: a b\n1 * * * * o\n", [], nil),
        Case("taking out what is not there changes nothing", "x\ny\n", [], "x\ny\n"),
        Case("taking out of no crontab makes none", nil, [], nil),
        Case(
            "a longer name is another entry", "# reconcile: a b c\n1 * * * * o\n", [],
            "# reconcile: a b c\n1 * * * * o\n"),
        Case(
            "line ends of another system are no obstacle", "# reconcile: a b\r\n1 * * * * o\r\nx\r\n", [line],
            "# reconcile: a b\n\(line)\nx\r\n"),
        Case("an entry without a last newline is found", "x\n# reconcile: a b\n1 * * * * o", [], "x\n"),
    ]

    private static func edit(_ lines: [String]) -> Action {
        .editCrontab(user: "someone", marker: "# reconcile: a b", aliases: ["#Ansible: a b"], lines: lines)
    }

    @Test(arguments: cases, PosixShell.installed)
    func `a crontab is edited`(_ example: Case, _ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            try writeTool(Self.tool, to: folder + "/crontab")
            if let before = example.before { try write(Array(before.utf8), to: folder + "/table") }
            let result = try act([Self.edit(example.lines)], with: shell, path: [folder])
            #expect(result.status == 0, "\(result.text)")
            let table = (try? contents(of: folder + "/table")).map { String(decoding: $0, as: UTF8.self) }
            #expect(table == example.after)
            if example.before == example.after {
                #expect(
                    try contents(of: folder + "/calls").filter { $0 != UInt8(ascii: "\n") }.allSatisfy(
                        "-l".utf8.contains))
            }
            try write([], to: folder + "/calls")
            #expect(try act([Self.edit(example.lines)], with: shell, path: [folder]).status == 0)
            let calls = String(decoding: try contents(of: folder + "/calls"), as: UTF8.self)
            #expect(!calls.split(separator: "\n").contains { $0 != "-l" }, "the second time nothing is to be done")
        }
    }

    @Test(arguments: PosixShell.installed)
    func `a crontab that cannot be read stays as it is`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            try writeTool(Self.tool, to: folder + "/crontab")
            try write([1], to: folder + "/table")
            try write([], to: folder + "/broken")
            let result = try act([Self.edit([Self.line])], with: shell, path: [folder])
            #expect(result.status != 0)
            #expect(result.text == "the crontab of 'someone' cannot be read: crontab: Permission denied\n")
            #expect(try contents(of: folder + "/table") == [1])
        }
    }
}
