import Facts
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct AuthorizedKeysTests {
    @Test(arguments: PosixShell.installed)
    func `keys of several users are seen, and what stands in their way`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let homes = ["keys", "bare", "linked", "file", "a b'c"]
            for home in homes { mkdir("\(folder)/\(home)", 0o755) }
            mkdir(folder + "/keys/.ssh", 0o700)
            try write(Array("ssh-ed25519 A x\r\n# y".utf8), to: folder + "/keys/.ssh/authorized_keys")
            mkdir(folder + "/a b'c/.ssh", 0o700)
            symlink("/root", folder + "/linked/.ssh")
            try write([1], to: folder + "/file/.ssh")
            let lines = homes.map { "\($0 == "a b'c" ? "odd" : $0):x:1:7:A, B:\(folder)/\($0):/bin/sh\n" }
            try write(Array((lines.joined() + "gone:x:1:7::\(folder)/gone:\n").utf8), to: folder + "/passwd")
            try writeTool("#!/bin/sh\ncat \(folder)/passwd\nexit 2\n", to: folder + "/getent")
            let names = ["nobody-there", "odd", "file", "linked", "bare", "keys", "gone", "a:b"]
            let seen = try look(names.map { AuthorizedKeys(user: $0) }, with: shell, path: [folder])
            func expect(
                _ user: String, at home: String, _ mark: AuthorizedKeys.Folder,
                _ file: Observation<FileLines.Seen> = .absent
            ) {
                let wanted = AuthorizedKeys.Seen(gid: 7, home: "\(folder)/\(home)", folder: mark, file: file)
                #expect(seen[AuthorizedKeys(user: user)] == .present(wanted), "\(user)")
            }
            let text = FileLines.Seen(bytes: Array("ssh-ed25519 A x\r\n# y".utf8))
            expect("keys", at: "keys", .directory, .present(text))
            expect("bare", at: "bare", .nothing)
            expect("linked", at: "linked", .other)
            expect("file", at: "file", .other)
            expect("odd", at: "a b'c", .directory)
            expect("gone", at: "gone", .homeless)
            #expect(seen[AuthorizedKeys(user: "nobody-there")] == .absent)
            #expect(seen[AuthorizedKeys(user: "a:b")] == .failed("'a:b' is no name of a user"))
        }
    }

    @Test func `a name service that does not answer makes nobody absent`() throws {
        try withTemporaryFolder { folder in
            try writeTool("#!/bin/sh\nexit 1\n", to: folder + "/getent")
            let fact = AuthorizedKeys(user: "root")
            #expect(try look(at: fact, path: [folder]) == .failed("getent passwd ended with an error"))
        }
    }
}
