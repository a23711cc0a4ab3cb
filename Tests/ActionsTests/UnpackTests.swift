import Actions
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct UnpackTests {
    private static let stamp = Payload("version 1\n")
    private static let tools: [Action.Unpacker] = [.tar, .gzip, .xz, .bzip2, .zstd, .zip]

    /// Packs `pack/top/…` of the folder.
    private func pack(_ folder: String, with tool: Action.Unpacker) throws -> Bool {
        mkdir(folder + "/pack", 0o755)
        mkdir(folder + "/pack/top", 0o755)
        mkdir(folder + "/pack/top/sub dir", 0o750)
        try write([1, 2], to: folder + "/pack/top/sub dir/file")
        try write([3], to: folder + "/pack/top/.hidden")
        symlink("sub dir/file", folder + "/pack/top/link")
        let result = try runScript(
            tool == .zip
                ? "cd \(folder)/pack && python3 -m zipfile -c ../archive top"
                : "cd \(folder)/pack && tar -cf - top | \(tool == .tar ? "cat" : "\(tool.rawValue) -c") >../archive")
        return result.status == 0
    }

    private static func unpack(
        _ folder: String, with tool: Action.Unpacker, strip: Int, _ attributes: Action.Attributes = .init()
    ) -> Action {
        .unpack(
            path: folder + "/in/out put", archive: folder + "/archive", with: tool, strip: strip, stamp: stamp,
            attributes: attributes)
    }

    @Test(arguments: tools, PosixShell.installed)
    func `an archive is unpacked, and takes the place of the whole directory`(
        _ tool: Action.Unpacker, _ shell: PosixShell
    ) throws {
        try withTemporaryFolder { folder in
            // What cannot be packed here cannot be unpacked here either.
            guard try pack(folder, with: tool) else { return }
            mkdir(folder + "/in", 0o755)
            let first = try act([Self.unpack(folder, with: tool, strip: 0)], with: shell)
            #expect(first.status == 0, "\(first.text)")
            #expect(try entries(of: folder + "/in/out put") == [".reconcile-archive", "top"])
            try write([9], to: folder + "/in/out put/stray")
            let second = try act([Self.unpack(folder, with: tool, strip: 1)], with: shell)
            #expect(second.status == 0, "\(second.text)")
            let inside = try entries(of: folder + "/in/out put")
            #expect(inside.filter { $0 != "link" } == [".hidden", ".reconcile-archive", "sub dir"])
            #expect(try contents(of: folder + "/in/out put/sub dir/file") == [1, 2])
            #expect(try contents(of: folder + "/in/out put/.reconcile-archive") == Self.stamp.bytes)
            #expect(try entries(of: folder + "/in") == ["out put"])
        }
    }

    @Test(.enabled(if: isRoot, "needs root to give files away"), arguments: PosixShell.installed)
    func `all of it belongs to whom it is given`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            guard try pack(folder, with: .tar) else { return }
            mkdir(folder + "/in", 0o755)
            let attributes = Action.Attributes(owner: "65534", group: "4")
            #expect(try act([Self.unpack(folder, with: .tar, strip: 1, attributes)], with: shell).status == 0)
            for name in ["", "/.hidden", "/link", "/sub dir/file"] {
                let status = try Status("\(folder)/in/out put\(name)")
                #expect(status.owner == 65534 && status.group == 4)
            }
        }
    }

    @Test(arguments: PosixShell.installed)
    func `what cannot be unpacked leaves everything as it was`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            guard try pack(folder, with: .tar) else { return }
            mkdir(folder + "/in", 0o755)
            mkdir(folder + "/in/out put", 0o755)
            try write([9], to: folder + "/in/out put/old")
            for (tool, strip) in [(.gzip, 0), (.zip, 0), (.tar, 3)] as [(Action.Unpacker, Int)] {
                let result = try act([Self.unpack(folder, with: tool, strip: strip)], with: shell)
                #expect(result.status != 0 && !result.text.isEmpty)
                #expect(try entries(of: folder + "/in") == ["out put"], "\(tool)")
                #expect(try entries(of: folder + "/in/out put") == ["old"])
            }
            rmdir(folder + "/in/link")
            symlink("out put", folder + "/in/link")
            let link = Action.unpack(
                path: folder + "/in/link", archive: folder + "/archive", with: .tar, strip: 0, stamp: Self.stamp,
                attributes: .init())
            #expect(try act([link], with: shell).status != 0)
        }
    }

    @Test func `a run that was killed between the old and the new is made good`() throws {
        try withTemporaryFolder { folder in
            guard try pack(folder, with: .tar) else { return }
            mkdir(folder + "/in", 0o755)
            for left in ["new", "old"] {
                mkdir("\(folder)/in/.out put.reconcile-\(left)", 0o755)
                try write([1], to: "\(folder)/in/.out put.reconcile-\(left)/x")
            }
            // It fails, but the old directory is back.
            #expect(try act([Self.unpack(folder, with: .tar, strip: 9)]).status != 0)
            #expect(try entries(of: folder + "/in") == ["out put"])
            #expect(try entries(of: folder + "/in/out put") == ["x"])
            #expect(try act([Self.unpack(folder, with: .tar, strip: 1)]).status == 0)
            #expect(try entries(of: folder + "/in/out put").contains("sub dir"))
        }
    }

    @Test func `the root directory is never replaced`() throws {
        let action = Action.unpack(
            path: "/", archive: "/no", with: .tar, strip: 0, stamp: Self.stamp, attributes: .init())
        #expect(try act([action]).text.contains("is never replaced"))
    }
}
