import FoundationEssentials
import Nodes
import Shell
import Testing

@Suite struct EscalationTests {
    /// Programs that stand in for those that become another user: they write down every password that they are given.
    private static let sudo = """
        #!/bin/sh
        prompt='Password: ' asks=1 reads=0
        while :; do
        case $1 in
        -n) asks=0 ;;
        -S) reads=1 ;;
        -p) prompt=$2; shift ;;
        -u) user=$2; shift ;;
        -H) ;;
        --) shift; break ;;
        esac
        shift
        done
        [ -e "$HERE/nopasswd" ] && FAKE_USER=$user exec "$@"
        [ $asks = 1 ] && [ $reads = 1 ] || { echo 'sudo: a password is required' >&2; exit 1; }
        for try in 1 2 3; do
        printf '%s' "$prompt" >&2
        IFS= read -r password || exit 1
        echo "$password" >>"$HERE/tries"
        [ "$password" = 'open sesame' ] && FAKE_USER=$user exec "$@"
        echo 'Nimm dir noch einen Versuch.' >&2
        done
        """

    private static let su = """
        #!/bin/sh
        while [ "$1" != -- ]; do
        [ "$1" = -c ] && command=$2
        shift
        done
        printf 'Password: ' >&2
        IFS= read -r password
        echo "$password" >>"$HERE/tries"
        [ "$password" = 'open sesame' ] || { echo 'su: Authentication failure' >&2; exit 1; }
        FAKE_USER=$2 exec sh -c "$command"
        """

    /// A line on which those programs are found before the real ones.
    private struct FakeLine: Line {
        let folder: String

        init(_ folder: String) async throws {
            self.folder = folder
            for (name, script) in ["sudo": EscalationTests.sudo, "su": EscalationTests.su] {
                // Not by this process: children that start at the same moment would hold the file open for writing.
                let words = ["sh", "-c", "printf %s \"$1\" >\"$2\" && chmod 755 \"$2\"", "sh", script]
                let result = try await ChildProcess.result(of: words + ["\(folder)/\(name)"], within: .seconds(10))
                try #require(result.status == 0)
            }
        }

        func open(_ command: String) throws -> any ByteChannel {
            try ChildProcess(
                ["/bin/sh", "-c", command], environment: ["PATH": "\(folder):/usr/bin:/bin", "HERE": folder])
        }

        func close() {}

        var tries: [String] {
            let text = (try? read("\(folder)/tries")) ?? ""
            return text.split(separator: "\n").map(String.init)
        }

        func node(
            _ become: ConnectionSettings.Become, loginUser: String = "ops", gate: PasswordGate = PasswordGate()
        ) -> KeptShell {
            KeptShell(name: "here", line: self, escalation: Escalation(become, loginUser: loginUser, gate: gate))
        }
    }

    private let who = Request([Section("who", "echo \"${FAKE_USER-nobody else}\"; cat")])

    @Test(arguments: [ConnectionSettings.Become.Method.sudo, .su])
    func `becomes another user with a password`(method: ConnectionSettings.Become.Method) async throws {
        try await withTemporaryFolder { folder in
            let line = try await FakeLine(folder)
            let node = line.node(.init(method: method, user: "admin", password: "open sesame"))
            #expect(try await node.run(who)[0].text == "admin\n")
            #expect(try await node.run(who)[0].text == "admin\n")
            #expect(line.tries == ["open sesame"])
            try await node.upload([], digest: emptyDigest, to: "\(folder)/file")
            #expect(FileManager.default.fileExists(atPath: "\(folder)/file"))
            await node.close()
        }
    }

    @Test func `needs no password where none is asked for, and drops the one that it has`() async throws {
        try await withTemporaryFolder { folder in
            let line = try await FakeLine(folder)
            try write("", to: "\(folder)/nopasswd")
            for password in [nil, "open sesame", "wrong"] {
                let node = line.node(.init(user: "admin", password: password))
                #expect(try await node.run(who)[0].text == "admin\n")
                await node.close()
            }
            #expect(line.tries == [])
        }
    }

    @Test(arguments: [ConnectionSettings.Become.Method.sudo, .su])
    func `tries a refused password once, on whichever host is first`(
        method: ConnectionSettings.Become.Method
    ) async throws {
        try await withTemporaryFolder { folder in
            let line = try await FakeLine(folder)
            let gate = PasswordGate()
            let become = ConnectionSettings.Become(method: method, user: "admin", password: "wrong")
            let errors = await withTaskGroup(of: NodeError?.self) { group in
                for _ in 0..<4 { group.addTask { await refusal(of: line.node(become, gate: gate)) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(errors.allSatisfy { $0?.kind == .becomeRefused })
            #expect(errors.filter { $0?.reason.hasPrefix("not tried") == true }.count == 3)
            #expect(line.tries == ["wrong"])
        }
    }

    @Test func `says that a password is missing`() async throws {
        try await withTemporaryFolder { folder in
            let line = try await FakeLine(folder)
            let error = await refusal(of: line.node(.init(user: "admin")))
            #expect(
                error
                    == NodeError(
                        .authentication, "sudo does not become 'admin': sudo: a password is required",
                        help: "give a password (--ask-become-pass), or allow it without one"))
            #expect(await refusal(of: line.node(.init(method: .su, user: "admin")))?.kind == .authentication)
            #expect(line.tries == [])
        }
    }

    @Test func `stays who it is where it is to become itself`() async throws {
        try await withTemporaryFolder { folder in
            let node = try await FakeLine(folder).node(.init(user: "ops", password: "wrong"), loginUser: "ops")
            #expect(try await node.run(who)[0].text == "nobody else\n")
            await node.close()
        }
    }

    @Test(
        .enabled(if: currentUser == "root", "only root becomes others without a password"),
        arguments: [ConnectionSettings.Become.Method.sudo, .su])
    func `becomes another user by the real program`(method: ConnectionSettings.Become.Method) async throws {
        guard isInstalled(method.rawValue) else { return }
        let node = LocalNode(become: .init(method: method, user: "nobody"))
        #expect(try await node.run(Request([Section("who", "id -un")]))[0].text == "nobody\n")
        await node.close()
    }

    private func refusal(of node: KeptShell) async -> NodeError? {
        do {
            _ = try await node.run(who)
            return nil
        } catch {
            return error as? NodeError
        }
    }

    private let emptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
}
