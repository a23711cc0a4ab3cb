import Facts
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct FileTextTests {
    @Test(.enabled(if: isRoot, "needs root to become another user"), arguments: PosixShell.installed)
    func `what may not be looked at is a failure and no absence`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            chmod(folder, 0o755)
            mkdir(folder + "/closed", 0o700)
            let closed = FileText(folder + "/closed/none")
            let none = FileText("/dev/null/none")
            let seen = try look([closed, none], with: shell, as: 65534)
            #expect(seen[closed] == .failed("Permission denied"))
            #expect(seen[none] == .absent)
        }
    }

    @Test(arguments: PosixShell.installed)
    func `text, binary and long content are told apart`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let contents: [String: [UInt8]] = [
                "text": Array("größe\nno newline at the end".utf8), "empty": [], "nul": [1, 0, 2],
                "latin": [0x67, 0xF6, 0xDF], "long": Array(String(repeating: "é", count: 40).utf8),
                "full": Array(String(repeating: "x", count: 41).utf8), "a \"'\n$(b)": Array("odd\r\n".utf8),
            ]
            for (name, bytes) in contents { try write(bytes, to: "\(folder)/\(name)") }
            let facts = contents.keys.sorted().map { FileText("\(folder)/\($0)", limit: 41) }
            let seen = try look(facts + [FileText(folder + "/none"), FileText(folder)], with: shell)
            func text(_ name: String) -> Observation<FileText.Seen>? { seen[FileText("\(folder)/\(name)", limit: 41)] }
            #expect(text("text") == .present(.init(text: "größe\nno newline at the end")))
            #expect(text("empty") == .present(.init(text: "")))
            #expect(text("nul") == .present(.init(text: "", isBinary: true)))
            #expect(text("latin") == .present(.init(text: "", isBinary: true)))
            #expect(text("long") == .present(.init(text: String(repeating: "é", count: 20), isTruncated: true)))
            #expect(text("full") == .present(.init(text: String(repeating: "x", count: 41))))
            #expect(text("a \"'\n$(b)") == .present(.init(text: "odd\r\n")))
            #expect(seen[FileText(folder + "/none")] == .absent)
            #expect(seen[FileText(folder)] == .failed("is no regular file"))
        }
    }
}
