import Actions
import TestSupport
import Testing

@Suite struct CompilerTests {
    private static let isInstalled = (try? runScript("command -v shellcheck"))?.status == 0

    private static let all: [Action] = [
        .makeDirectory(path: "/a b", attributes: .init(mode: 0o755), withParents: true),
        .writeFile(path: "/a'b", content: Payload("text"), attributes: .init(owner: "x"), validate: "check %s"),
        .writeFile(path: "/b", content: Payload([0, 1, 2, 0x27]), attributes: .init(), validate: nil),
        .writeFile(
            path: "/c", content: Payload([UInt8](repeating: 0, count: 300_000)), attributes: .init(), validate: nil),
        .editFile(
            path: "/e", edit: .init(.every(["it's"]), to: ["a"], at: .after("b")), creates: true, attributes: .init(),
            validate: "check %s"),
        .keepVersion(path: "/k l", count: 3), .makeLink(path: "/l", target: "t"),
        .setAttributes(path: "/s", attributes: .init(owner: "o", group: "g")),
        .fetch(
            path: "/f", source: .init(urls: ["https://x/y?z", "file:///a b"], digest: "d", headers: ["A": "\"b\\"]),
            attributes: .init(mode: 0o640)),
        .unpack(
            path: "/a/b c", archive: "/a/.b", with: .gzip, strip: 1, stamp: Payload("x\n"),
            attributes: .init(owner: "o")),
        .setAllAttributes(paths: ["/a b", "/c"], attributes: .init(owner: "o", mode: 0o640)),
        .removeAll(paths: ["/a b", "/c"], recursive: true), .remove(path: "/r", recursive: true),
        .run(words: ["a", "b c"], environment: ["A": "b'c"], directory: "/d", input: Payload("in")),
        .shell(script: "echo 'x'", environment: [:], directory: nil),
        .installPackages([.init(name: "p", version: "1")], refreshIndex: true), .removePackages(["p"], purge: true),
        .holdPackage("p", isHeld: true),
        .unit(.start, unit: "u.service"), .reloadUnitFiles, .addGroup(name: "g", gid: nil, isSystem: false),
        .changeGroup(name: "g", gid: 3), .removeGroup(name: "g"), .addUser(.init(name: "u")),
        .changeUser(.init(name: "u")), .removeUser(name: "u", withHome: false),
        .editCrontab(user: "u", marker: "# m", aliases: [], lines: ["l"]), .waitUntil(script: "true", seconds: 3),
        .fetchKey(url: "https://x/k", digest: nil, keyring: "/k"),
        .fetchArchiveKey(owner: "o", archive: "a", keyring: "/k"),
        .writeSource(path: "/s", keyring: "/k", armored: Payload("a"), binary: Payload("b")), .refreshIndex,
        .checkOut(.init(path: "/g", repository: "r", wanted: .branch("b"), depth: 1, owner: "op")),
        .buildVenv(
            .init(path: "/v", python: "python3", owner: "op", requirements: "/r", digest: "d", environment: ["B": "b"])),
        .installPython([.init(name: "p", version: "1")], venv: "/v", owner: nil),
        .installNpm([.init(name: "@s/p", version: "1")]), .removeNpm(["p"]),
        .removePython(["p"], venv: "/v", owner: "op"), .appendLedger(folder: "/f", lines: ["l"]),
        .container(
            .create(
                .init(
                    name: "c", image: "i", options: ["--user=op"], networks: ["n", "default"], gpus: ["0", "1"],
                    environment: Payload("A=a b\n"), command: ["true"], starts: true))),
        .container(.start("c")), .container(.stop("c")), .container(.restart("c")), .container(.reload("c")),
        .container(.unpause("c")), .container(.remove("c")), .image(.pull("i")), .image(.remove("i")),
        .image(.build("i", context: Payload("tar"), options: ["--label=a=b"])),
        .image(.load("i", archive: "/a b", id: "1f")),
        .engine(.create(.network, "n", options: ["--internal"], replaces: true)),
        .engine(.create(.volume, "v", options: [], replaces: false)), .engine(.remove(.volume, "v")),
    ]

    /// SC2016 would have what a manifest says expanded, which is just what must not be.
    @Test(.enabled(if: isInstalled, "needs shellcheck"))
    func `scripts of all actions are clean`() throws {
        try withTemporaryFolder { folder in
            let script = "\(Compiler.prelude)\n(\n\(Compiler(spool: "/spool").script(Self.all)))\n"
            try write(Array(script.utf8), to: folder + "/script")
            let result = try runScript("shellcheck -s sh -S style -e SC2016 \(folder)/script")
            #expect(result.status == 0, "\(result.text)")
        }
    }

    @Test(arguments: PosixShell.installed)
    func `the functions alone say and change nothing`(_ shell: PosixShell) throws {
        let result = try runScript(Compiler.prelude, with: shell)
        #expect(result.status == 0)
        #expect(result.text.isEmpty)
        #expect(result.errorText.isEmpty)
    }
}
