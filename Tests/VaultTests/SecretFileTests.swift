import Diagnostics
import FoundationEssentials
import TestSupport
import Testing

@testable import Vault

@Suite struct `A secret file` {
    private func mode(_ path: String) throws -> String {
        try runScript("stat -c %a '\(path)' 2>/dev/null || stat -f %Lp '\(path)'").text
    }

    @Test func `is replaced with its mode, and through links`() throws {
        try withTemporaryFolder { folder in
            try write([1, 2, 3], to: "\(folder)/file")
            _ = try runScript("chmod 640 \(folder)/file; ln -s file \(folder)/link")
            try SecretFile("\(folder)/link").replace(with: [4], wipes: true)
            #expect(try contents(of: "\(folder)/file") == [4])
            #expect(try mode("\(folder)/file") == "640\n")
            try SecretFile("\(folder)/link").replace(with: [5], isPrivate: true)
            #expect(try mode("\(folder)/file") == "600\n")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["file", "link"])
        }
    }

    @Test func `is for its owner alone where it is new`() throws {
        try withTemporaryFolder { folder in
            try SecretFile("\(folder)/new").replace(with: [4])
            #expect(try mode("\(folder)/new") == "600\n")
        }
    }

    /// A name that was there before still shows what the file was: the old bytes are gone from the disk's block, too.
    @Test func `leaves nothing of what it held`() throws {
        try withTemporaryFolder { folder in
            try write(Array("hunter2".utf8), to: "\(folder)/file")
            let before = try FileHandleOfTest("\(folder)/file")
            try SecretFile("\(folder)/file").replace(with: [4], wipes: true)
            #expect(before.bytes == [UInt8](repeating: 0, count: 7))
        }
    }

    @Test func `says what it cannot do`() throws {
        #expect(throws: Diagnostic.self) { try SecretFile("/no/such/file").bytes() }
        #expect(throws: Diagnostic("unreadable-file", "'/tmp' is a folder")) { try SecretFile("/tmp").bytes() }
        #expect(throws: Diagnostic("unwritable-file", "'/tmp' is no regular file")) {
            try SecretFile("/tmp").replace(with: [])
        }
        #expect(throws: Diagnostic.self) { try SecretFile("/no/such/file").replace(with: []) }
    }

    @Test func `is edited in a folder that nobody else enters and that is gone afterwards`() throws {
        try withTemporaryFolder { folder in
            let editor = "\(folder)/editor"
            try writeTool(
                "#!/bin/sh\nls -ld \"$(dirname \"$2\")\" \"$2\" | cut -c1-10 >\(folder)/modes\necho \"$2\" >\(folder)/name\n"
                    + "cp \"$2\" \"$2~\"\necho more >>\"$2\"\n", to: editor)
            let edited = try Editing(editor: "\(editor) --wait").edited(Array("plain\n".utf8), as: "vars/all.yml")
            #expect(edited == Array("plain\nmore\n".utf8))
            #expect(try contents(of: "\(folder)/modes") == Array("drwx------\n-rw-------\n".utf8))
            let name = String(decoding: try contents(of: "\(folder)/name"), as: UTF8.self).dropLast()
            #expect(name.hasSuffix(".yml") && !FileManager.default.fileExists(atPath: String(name)))
            #expect(
                !FileManager.default.fileExists(atPath: URL(filePath: String(name)).deletingLastPathComponent().path))
        }
    }

    @Test func `is left alone by an editor that gives up`() throws {
        #expect(throws: Diagnostic.self) { try Editing(editor: "false").edited([], as: "x") }
        #expect(throws: Diagnostic.self) { try Editing(editor: "/no/such/editor").edited([], as: "x") }
    }
}

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that was opened before its name came to mean another one.
private struct FileHandleOfTest {
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        try #require(descriptor >= 0)
    }

    var bytes: [UInt8] {
        var buffer = [UInt8](repeating: 9, count: 64)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        close(descriptor)
        return Array(buffer.prefix(max(0, count)))
    }
}
