import Actions
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct KeepVersionTests {
    private static let stamp = "20200101T00000"

    @Test(arguments: PosixShell.installed)
    func `a copy has the file's mode, and the oldest go`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let path = folder + "/a 'b'*"
            try write([1], to: path)
            chmod(path, 0o640)
            for number in 1...3 { try write([UInt8(number)], to: "\(path).\(Self.stamp)\(number)Z~") }
            try write([7], to: path + ".mine~")
            try write([9], to: path)
            let result = try act([.keepVersion(path: path, count: 3)], with: shell)
            #expect(result.status == 0, "\(result.text)")
            let copies = try entries(of: folder).filter { $0.hasSuffix("Z~") }
            #expect(copies.count == 3)
            #expect(!copies.contains { $0.hasSuffix("001Z~") })
            let newest = try #require(copies.last)
            #expect(try contents(of: "\(folder)/\(newest)") == [9])
            #expect(try Status("\(folder)/\(newest)").mode == 0o640)
            #expect(try entries(of: folder).contains("a 'b'*.mine~"))
        }
    }

    @Test(arguments: PosixShell.installed)
    func `what is kept already is not kept again, and nothing is kept of what is no file`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let path = folder + "/f"
            try write([1], to: path)
            try write([1], to: "\(path).\(Self.stamp)1Z~")
            symlink("f", folder + "/link")
            mkdir(folder + "/directory", 0o755)
            let names = ["f", "link", "directory", "none"]
            let result = try act(names.map { .keepVersion(path: "\(folder)/\($0)", count: 2) }, with: shell)
            #expect(result.status == 0, "\(result.text)")
            #expect(try entries(of: folder) == ["directory", "f", "f.\(Self.stamp)1Z~", "link"])
        }
    }

    @Test(arguments: PosixShell.installed)
    func `the first copy is kept, and two versions of one second`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let path = folder + "/f"
            let write = Action.shell(script: "echo x >>\(path)", environment: [:], directory: nil)
            let keep = Action.keepVersion(path: path, count: 5)
            let result = try act([write, keep, write, keep], with: shell)
            #expect(result.status == 0, "\(result.text)")
            #expect(try entries(of: folder).count == 3)
        }
    }
}
