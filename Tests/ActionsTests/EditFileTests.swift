import Actions
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct EditFileTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let before: String
        let edit: TextEdit
        let after: String

        init(_ description: String, _ before: String, _ edit: TextEdit, _ after: String) {
            testDescription = description
            self.before = before
            self.edit = edit
            self.after = after
        }
    }

    private static let odd = #"  50% 'a\b' "$(x)" `y` \n & ; é"# + "\t"
    private static let block = TextEdit(.blocks(opening: ["# <"], closing: ["# >"]), to: ["# <", "new", "# >"])

    static let cases = [
        Case("a line is added at the end", "a\nb\n", TextEdit(.nothing, to: [odd]), "a\nb\n\(odd)\n"),
        Case("to an empty file", "", TextEdit(.nothing, to: ["x"]), "x\n"),
        Case("behind a last line without a newline", "a\nb", TextEdit(.nothing, to: ["x"]), "a\nb\nx\n"),
        Case(
            "at the beginning, and the last line stays", "a\nb", TextEdit(.nothing, to: ["x"], at: .beginning),
            "x\na\nb"),
        Case(
            "behind the last such line", "a\nb\na\nc\n", TextEdit(.nothing, to: ["x"], at: .after("a")),
            "a\nb\na\nx\nc\n"),
        Case(
            "before the last such line", "a\nb\na\nc\n", TextEdit(.nothing, to: ["x"], at: .before("a")),
            "a\nb\nx\na\nc\n"),
        Case("where there is no such line", "a\n", TextEdit(.nothing, to: ["x"], at: .before("z")), "a\nx\n"),
        Case("the last such line is replaced", "a\nb\na\n", TextEdit(.last("a"), to: ["x"]), "a\nb\nx\n"),
        Case("all such lines go", "a\nb\na\nc\n", TextEdit(.every(["a", "c"]), to: []), "b\n"),
        Case("and may leave nothing", "a\n", TextEdit(.every(["a"]), to: []), ""),
        Case(
            "numbers that are equal are not the same line", "10\n1e1\n010\n", TextEdit(.last("1e1"), to: ["x"]),
            "10\nx\n010\n"),
        Case(
            "nor are they to be inserted at", "10\n1e1\n", TextEdit(.nothing, to: ["x"], at: .after("10")),
            "10\nx\n1e1\n"),
        Case(
            "other lines stay byte for byte", "\r\n\n \t\\\\ %s $1 \"\u{1}é\nold\n\n",
            TextEdit(.last("old"), to: ["x"]),
            "\r\n\n \t\\\\ %s $1 \"\u{1}é\nx\n\n"),
        Case("a block is replaced where it is", "a\n# <\nold\n# >\nb\n", block, "a\n# <\nnew\n# >\nb\n"),
        Case("a second block goes", "# <\n# >\nb\n# <\nold\n# >", block, "# <\nnew\n# >\nb\n"),
        Case("a block is added", "b\n", block, "b\n# <\nnew\n# >\n"),
        Case(
            "a marker without its counterpart takes nobody's lines", "# <\na\nb\n", block, "# <\na\nb\n# <\nnew\n# >\n"),
        Case("a block begins at the nearest marker", "# <\na\n# <\nb\n# >\n", block, "# <\na\n# <\nnew\n# >\n"),
        Case("a block that goes", "a\n# <\nold\n# >\nb", TextEdit(block.old, to: []), "a\nb"),
        Case("empty lines are lines", "a\n", TextEdit(.nothing, to: ["", "x", ""]), "a\n\nx\n\n"),
        Case(
            "lines that look like an edit", "x\nnew\n.\n", TextEdit(.every(["."]), to: ["xnew", "."]),
            "x\nnew\nxnew\n.\n"),
    ]

    private static func edit(
        _ path: String, _ edit: TextEdit, creates: Bool = false, _ attributes: Action.Attributes = .init(),
        validate: String? = nil
    ) -> Action {
        .editFile(path: path, edit: edit, creates: creates, attributes: attributes, validate: validate)
    }

    @Test(arguments: cases, PosixShell.installed)
    func `a file is edited`(_ example: Case, _ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let path = folder + "/a=b 'c'"
            try write(Array(example.before.utf8), to: path)
            let result = try act([Self.edit(path, example.edit)], with: shell)
            #expect(result.status == 0, "\(result.text)")
            #expect(String(decoding: try contents(of: path), as: UTF8.self) == example.after)
            #expect(try entries(of: folder) == ["a=b 'c'"])
        }
    }

    @Test(arguments: PosixShell.installed)
    func `bytes that are no text stay, and odd lines come out byte for byte`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let bytes = (1...255).map { UInt8($0) } + [0x0A]
            let lines = oddTexts.filter { !$0.unicodeScalars.contains("\n") }
            try write(bytes, to: folder + "/f")
            let edits = lines.map { Self.edit(folder + "/f", TextEdit(.nothing, to: [$0])) }
            let result = try act(edits, with: shell)
            #expect(result.status == 0, "\(result.text)")
            #expect(try contents(of: folder + "/f") == bytes + lines.flatMap { Array($0.utf8) + [0x0A] })
            #expect(
                try act(lines.map { Self.edit(folder + "/f", TextEdit(.last($0), to: [])) }, with: shell).status == 0)
            #expect(try contents(of: folder + "/f") == bytes)
            #expect(access(OddText.trace, F_OK) != 0)
        }
    }

    @Test(.enabled(if: isRoot, "needs root to give files away"), arguments: PosixShell.installed)
    func `owner and mode are kept, and those given are for a new file`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            try write([], to: folder + "/old")
            chown(folder + "/old", 65534, 4)
            chmod(folder + "/old", 0o640)
            let add = TextEdit(.nothing, to: ["x"])
            let given = Action.Attributes(owner: "0", group: "0", mode: 0o600)
            let result = try act(
                [
                    Self.edit(folder + "/old", add, given), Self.edit(folder + "/new", add, creates: true),
                    Self.edit(folder + "/private", add, creates: true, given),
                ], with: shell)
            #expect(result.status == 0, "\(result.text)")
            #expect(try Status(folder + "/old") == Status(owner: 65534, group: 4, mode: 0o640))
            #expect(try Status(folder + "/new") == Status(owner: 0, group: 0, mode: 0o644))
            #expect(try Status(folder + "/private") == Status(owner: 0, group: 0, mode: 0o600))
        }
    }

    @Test(arguments: PosixShell.installed)
    func `a failure says why and leaves everything as it was`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            try write([9], to: folder + "/file")
            mkdir(folder + "/directory", 0o755)
            symlink("file", folder + "/link")
            mkfifo(folder + "/pipe", 0o644)
            let add = TextEdit(.nothing, to: ["x"])
            let failures: [(Action, String)] = [
                (Self.edit(folder + "/link", add, creates: true), "is a link"),
                (Self.edit(folder + "/directory", add), "is no regular file"),
                (Self.edit(folder + "/pipe", add), "is no regular file"),
                (Self.edit(folder + "/none", add), "is not there"),
                (Self.edit(folder + "/none/file", add, creates: true), "none"),
                (Self.edit(folder + "/file", add, validate: "echo because; false %s"), "because"),
            ]
            for (action, reason) in failures {
                let result = try act([action, Self.edit(folder + "/after", add, creates: true)], with: shell)
                #expect(result.status != 0)
                #expect(result.text.contains(reason), "\(result.text)")
            }
            // An edit that did not arrive, here because it was to lie in the spool, changes nothing.
            let big = TextEdit(.nothing, to: [String(repeating: "x", count: 300_000)])
            #expect(try act([Self.edit(folder + "/file", big)], with: shell).status != 0)
            #expect(try contents(of: folder + "/file") == [9])
            #expect(try entries(of: folder) == ["directory", "file", "link", "pipe"])
        }
    }
}
