import Facts
import Shell
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct FileLinesTests {
    @Test(arguments: PosixShell.installed)
    func `texts come byte for byte, whatever they are called`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            var wanted: [FileLines: [UInt8]] = [:]
            for (index, name) in oddNames.enumerated() {
                let bytes = [[], [0x0A], Array("a\r\n\u{1}\0x".utf8), [0xFF, 0xFE, 0x0A, 0x0A]][index % 4]
                try write(bytes, to: "\(folder)/\(name)")
                wanted[FileLines("\(folder)/\(name)")] = bytes
            }
            let seen = try look(Array(wanted.keys), with: shell)
            for (fact, bytes) in wanted { #expect(seen[fact] == .present(.init(bytes: bytes)), "\(fact.path)") }
        }
    }

    @Test(arguments: PosixShell.installed)
    func `what is no regular file is absent, and what is too large is not sent`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            try write([1], to: folder + "/file")
            try write([UInt8](repeating: 1, count: FileLines.limit), to: folder + "/large")
            try write([UInt8](repeating: 1, count: FileLines.limit + 1), to: folder + "/larger")
            mkdir(folder + "/directory", 0o755)
            symlink("file", folder + "/link")
            mkfifo(folder + "/pipe", 0o644)
            let names = ["directory", "file", "larger", "link", "none", "pipe", "large"]
            let seen = try look(names.map { FileLines("\(folder)/\($0)") }, with: shell)
            for name in ["directory", "link", "none", "pipe"] {
                #expect(seen[FileLines("\(folder)/\(name)")] == .absent)
            }
            #expect(seen[FileLines(folder + "/file")] == .present(.init(bytes: [1])))
            #expect(
                seen[FileLines(folder + "/larger")]
                    == .failed("is larger than 1 MiB, too large for edits of its lines"))
            guard case .present(let large)? = seen[FileLines(folder + "/large")] else {
                throw Unexpected(look: "no large file")
            }
            #expect(large.bytes.count == FileLines.limit)
        }
    }

    @Test(.enabled(if: isRoot, "needs root to become another user"))
    func `a file that cannot be read fails`() throws {
        try withTemporaryFolder { folder in
            chmod(folder, 0o755)
            try write([1], to: folder + "/file")
            chmod(folder + "/file", 0o600)
            let fact = FileLines(folder + "/file")
            #expect(try look(at: fact, as: 65534) == .failed("permission denied"))
        }
    }

    @Test func `a file that changes its size meanwhile spoils no other in silence`() {
        let facts = [FileLines("/a"), FileLines("/b")]
        let seen = FileLines.read(Array("ss\n1\n1\nabc".utf8), status: 0, for: facts)
        #expect(seen == facts.map { _ in .failed("changed while it was looked at") })
        let cut = FileLines.read(Array("ss\n1\n1\na".utf8), status: 1, for: facts)
        #expect(cut == facts.map { _ in .failed("the look ended early, with status 1") })
    }

    @Test func `lines are taken apart at newlines alone`() {
        #expect(FileLines.Seen(bytes: Array("a\r\n\nb".utf8)).lines == ["a\r", "", "b"])
        #expect(FileLines.Seen(bytes: [0x61, 0x0A]).lines == ["a"])
        #expect(FileLines.Seen(bytes: [0xFF, 0x0A, 0x62]).lines == [nil, "b"])
        #expect(FileLines.Seen(bytes: []).lines == [])
    }

    @Test func `programs run for a look do not grow with the number of files`() throws {
        try withTemporaryFolder { folder in
            for tool in ["stat", "cat"] {
                try writeTool("#!/bin/sh\necho >>\(folder)/calls\nexec /bin/\(tool) \"$@\"\n", to: "\(folder)/\(tool)")
            }
            let names = (0..<300).map { "\(folder)/f\($0)" }
            for name in names { try write([1, 0x0A], to: name) }
            let seen = try look(names.map { FileLines($0) }, path: [folder])
            #expect(seen[FileLines(names[299])] == .present(.init(bytes: [1, 0x0A])))
            #expect(try contents(of: folder + "/calls").count == 2)
        }
    }
}
