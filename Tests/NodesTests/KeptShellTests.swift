import FoundationEssentials
import Nodes
import Shell
import Testing

@Suite struct KeptShellTests {
    @Test(arguments: PosixShell.here)
    func `brings output byte for byte`(shell: PosixShell) async throws {
        let node = KeptShell(shell)
        let answers = try await node.run(
            Request([
                Section("nothing", ""),
                Section("plain", "echo one; echo two"),
                Section("no line feed", "printf 'end'"),
                Section("line feeds", "printf '\\n\\n'"),
                Section("binary", "printf '\\000\\001\\377\\n\\200'"),
                Section("here-document", "cat <<'X'\n$a `b`\nX"),
                Section("comment", "echo x # the end"),
            ]))
        #expect(
            answers == [
                .ended(status: 0, output: []), .ended(status: 0, output: Array("one\ntwo\n".utf8)),
                .ended(status: 0, output: Array("end".utf8)), .ended(status: 0, output: Array("\n\n".utf8)),
                .ended(status: 0, output: [0, 1, 255, 10, 128]),
                .ended(status: 0, output: Array("$a `b`\n".utf8)), .ended(status: 0, output: Array("x\n".utf8)),
            ])
        await node.close()
    }

    @Test(arguments: PosixShell.here)
    func `keeps a section's doings to itself`(shell: PosixShell) async throws {
        let node = KeptShell(shell)
        let sections = [
            Section("exit", "exit 3"), Section("stop at errors", "set -e; false; echo not here"),
            Section("reads", "cat; read x || echo nothing"), Section("sets", "x=1; cd /; set -u; trap 'echo bye' EXIT"),
            Section("asks", "echo \"${x:-unset}\"; greet"), Section("all", "set | wc -l >/dev/null; set"),
            Section("killed", "kill -9 $(sh -c 'echo $PPID')"), Section("last", "echo last"),
        ]
        let answers = try await node.run(Request(prelude: "greet() { echo hello; }\nset -e", sections))
        #expect(answers.map(\.status) == [3, 1, 0, 0, 0, 0, 137, 0])
        #expect(answers[2].text == "nothing\n")
        #expect(answers[3].text == "bye\n")
        #expect(answers[4].text == "unset\nhello\n")
        #expect(answers[7].text == "last\n")
        let again = try await node.run(Request([Section("again", "echo again")]))
        #expect(again[0].text == "again\n")
        await node.close()
    }

    @Test(arguments: PosixShell.here)
    func `carries a megabyte there and back`(shell: PosixShell) async throws {
        let node = KeptShell(shell)
        let text = String(repeating: "0123456789 'abc' $x\n", count: 50_000)
        let answers = try await node.run(Request([Section("big", "cat <<'E'\n\(text)E"), Section("next", "echo ok")]))
        #expect(answers[0].text == text)
        #expect(answers[1].text == "ok\n")
        await node.close()
    }

    @Test(arguments: PosixShell.here)
    func `skips what comes after a failure in its lanes`(shell: PosixShell) async throws {
        func section(_ body: String, lane: Int?, after: [Int] = [], forgiven: Bool = false) -> Section {
            var section = Section(body, body)
            (section.lane, section.after, section.isForgiven) = (lane, after, forgiven)
            return section
        }
        let node = KeptShell(shell)
        let answers = try await node.run(
            Request([
                section("echo 1", lane: 1), section("exit 1", lane: 1), section("echo 3", lane: 1),
                section("echo 4", lane: 2), section("exit 5", lane: 2, forgiven: true), section("echo 6", lane: 2),
                section("echo 7", lane: 3, after: [2]), section("echo 8", lane: 3, after: [1, 2]),
                section("echo 9", lane: 3), section("echo 10", lane: 4, after: [3]), section("echo 11", lane: nil),
            ]))
        #expect(answers.map { $0.status ?? -1 } == [0, 1, -1, 0, 5, 0, 0, -1, -1, -1, 0])
        await node.close()
    }

    @Test(arguments: PosixShell.here)
    func `loses only the section that hangs`(shell: PosixShell) async throws {
        try await withTemporaryFolder { folder in
            let node = KeptShell(shell)
            let hang = "echo half; echo $$ >\(folder)/shell; mkfifo \(folder)/fifo; (cat \(folder)/fifo); echo never"
            let sections = [
                Section("before", "echo before"), Section("hung", hang, patience: .milliseconds(300)),
                Section("after", "greet"),
            ]
            let answers = try await node.run(Request(prelude: "greet() { echo hello; }", sections))
            #expect(answers[0].text == "before\n")
            #expect(answers[1] == .silent(after: .milliseconds(300), output: Array("half\n".utf8)))
            #expect(answers[2].text == "hello\n")
            let left = try await node.run(
                Request([Section("left", "kill -0 $(cat \(folder)/shell) 2>/dev/null || echo gone")]))
            #expect(left[0].text == "gone\n")
            await node.close()
        }
    }

    @Test func `stops at a hung section where it is told to, and works on afterwards`() async throws {
        let node = KeptShell(.sh)
        let sections = [Section("hung", "sleep 3600", patience: .seconds(1)), Section("after", "echo after")]
        let answers = try await node.run(Request(sections, onSilence: .stop))
        #expect(answers == [.silent(after: .seconds(1), output: []), .skipped])
        let again = try await node.run(Request([Section("again", "echo again")]))
        #expect(again.map(\.text) == ["again\n"])
        await node.close()
    }

    @Test func `is patient as long as bytes arrive`() async throws {
        let node = KeptShell(.sh)
        let slow = Section("slow", "for i in 1 2 3 4 5 6; do echo $i; sleep 0.1; done", patience: .milliseconds(450))
        #expect(try await node.run(Request([slow]))[0].text == "1\n2\n3\n4\n5\n6\n")
        await node.close()
    }

    @Test func `tells what it hears while a request runs`() async throws {
        let node = KeptShell(.sh)
        let (stream, news) = AsyncStream.makeStream(of: Heard.self)
        _ = try await node.run(Request([Section("a", "echo a"), Section("b", "exit 2")])) { news.yield($0) }
        news.finish()
        var heard: [Heard] = []
        for await one in stream { heard.append(one) }
        #expect(
            heard == [
                .began(section: "a"), .ended(section: "a", .ended(status: 0, output: Array("a\n".utf8))),
                .began(section: "b"), .ended(section: "b", .ended(status: 2, output: [])),
            ])
        await node.close()
    }

    @Test(arguments: PosixShell.here)
    func `runs nothing of a request that was cut`(shell: PosixShell) async throws {
        try await withTemporaryFolder { folder in
            var exchange = Exchange(Request([Section("mark", "echo >\(folder)/ran")]))
            let script = exchange.script()
            let call = try #require(script.dropLast().lastIndex(of: UInt8(ascii: "\n"))) + 1
            for length in [call / 10, call / 2, call - 1, call, call + 20] {
                let child = try ChildProcess(shell.words + ["-s"])
                try await child.write(Array(script.prefix(length)))
                await child.endInput()
                while try await child.read(within: .seconds(5)) != .end {}
                await child.close()
                #expect(!FileManager.default.fileExists(atPath: "\(folder)/ran"))
            }
        }
    }

    @Test func `says why a shell ended within a request`() async throws {
        let node = KeptShell(.sh)
        await #expect {
            try await node.run(Request([Section("end", "kill -9 $$")]))
        } throws: {
            ($0 as? NodeError)?.kind == .lost
        }
        #expect(try await node.run(Request([Section("again", "echo again")]))[0].text == "again\n")
        await node.close()
    }

    @Test(.enabled(if: currentUser == "root", "becoming another user needs root"), arguments: PosixShell.here)
    func `runs a section as another user`(shell: PosixShell) async throws {
        let node = KeptShell(shell)
        var nobody = Section("nobody", "id -un; greet; cat; cat <<'X'\nsecret\nX\nprintf end; exit 4")
        nobody.user = "nobody"
        var same = Section("same", "id -un")
        same.user = "root"
        var missing = Section("missing", "id -un")
        missing.user = "no-such-user"
        let answers = try await node.run(Request(prelude: "greet() { echo hello; }", [nobody, same, missing]))
        #expect(answers[0] == .ended(status: 4, output: Array("nobody\nhello\nsecret\nend".utf8)))
        #expect(answers[1].text == "root\n")
        #expect(answers[2].status == 1)
        #expect(answers[2].text == "")
        await node.close()
    }

    @Test(.enabled(if: currentUser == "root", "becoming another user needs root"), arguments: PosixShell.here)
    func `a check comes before a section, as the shell's own user, and may end it`(shell: PosixShell) async throws {
        let node = KeptShell(shell)
        var request = Request([])
        request.setUp = "kept=$(id -un)"
        for check in ["[ \"$(id -un)\" = \"$kept\" ] || exit 7", "exit 91"] {
            var section = Section("s\(request.sections.count)", "id -un; echo \"${kept-unset}\"")
            (section.check, section.user) = (check, "nobody")
            request.sections.append(section)
        }
        let answers = try await node.run(request)
        #expect(answers == [.ended(status: 0, output: Array("nobody\nunset\n".utf8)), .ended(status: 91, output: [])])
        await node.close()
    }

    @Test(.enabled(if: isInstalled("shellcheck"), "shellcheck is not installed"))
    func `writes scripts that shellcheck has nothing against`() async throws {
        var first = Section("a", "echo a")
        (first.lane, first.after) = (1, [2])
        var second = Section("b", "echo b")
        (second.lane, second.user) = (2, "it's me")
        var exchange = Exchange(Request(prelude: "greet() { echo hello; }\ngreet", [second, first]))
        let child = try ChildProcess(["shellcheck", "--shell=sh", "-"])
        try await child.write(exchange.script())
        await child.endInput()
        var said: [UInt8] = []
        while case .output(let bytes) = try await child.read(within: .seconds(30)) { said += bytes }
        #expect(String(decoding: said, as: UTF8.self) == "")
        await child.close()
    }
}
