import FoundationEssentials
import Nodes
@testable import SSH
import Testing

@Suite struct KnownHostsTests {
    private let key = HostKey(type: "ssh-ed25519", base64: "AAAAkey")

    private func judge(_ lines: String, host: String = "db1.example", port: Int = 22, alias: String? = nil) async throws
        -> KnownHosts.Judgement
    {
        try await withTemporaryFolder { folder in
            try write(lines, to: "\(folder)/known")
            let name = HostName(host: host, port: port, alias: alias)
            let known = KnownHosts(files: ["\(folder)/none", "\(folder)/known"], name: name)
            switch known.judge(key) {
            case .changed(let place): return .changed(.init(file: "known", line: place.line))
            case .revoked(let place): return .revoked(.init(file: "known", line: place.line))
            case let judgement: return judgement
            }
        }
    }

    @Test(arguments: [
        "db1.example", "other,db1.example", "*.example", "db?.example", "DB1.Example", "*", "db1.*,!db2.*",
        "*example*", "**",
    ])
    func `knows a host by a name or a pattern`(names: String) async throws {
        #expect(try await judge("# comment\n\n\(names) ssh-ed25519 AAAAkey a comment\n") == .known)
    }

    @Test(arguments: ["db2.example", "db1", "*.example,!db1.example", "?.example", "[db1.example]:22", "#db1.example"])
    func `does not know a host by what does not match`(names: String) async throws {
        #expect(try await judge("\(names) ssh-ed25519 AAAAkey\n") == .unknown)
    }

    @Test func `takes another key for a changed one, and names its line`() async throws {
        let place = KnownHosts.Place(file: "known", line: 2)
        #expect(try await judge("\ndb1.example ssh-ed25519 AAAAother\n") == .changed(place))
        #expect(try await judge("\ndb1.example ssh-rsa AAAArsa\n") == .changed(place))
        #expect(try await judge("\ndb1.example ssh-ed25519 AAAAother\ndb1.example ssh-ed25519 AAAAkey\n") == .known)
    }

    @Test func `refuses a revoked key`() async throws {
        let lines = "db1.example ssh-ed25519 AAAAkey\n@revoked * ssh-ed25519 AAAAkey\n"
        #expect(try await judge(lines) == .revoked(.init(file: "known", line: 2)))
    }

    @Test func `knows a host on another port by its name with the port, or else without`() async throws {
        #expect(try await judge("[db1.example]:2222 ssh-ed25519 AAAAkey\n", port: 2222) == .known)
        #expect(try await judge("db1.example ssh-ed25519 AAAAkey\n", port: 2222) == .known)
        #expect(try await judge("db1.example ssh-ed25519 AAAAother\n", port: 2222) == .unknown)
        let both = "db1.example ssh-ed25519 AAAAkey\n[db1.example]:2222 ssh-ed25519 AAAAother\n"
        #expect(try await judge(both, port: 2222) == .changed(.init(file: "known", line: 2)))
        #expect(try await judge("alias ssh-ed25519 AAAAkey\n", port: 2222, alias: "alias") == .known)
    }

    @Test(.enabled(if: isInstalled("ssh-keygen"), "ssh-keygen is not installed"))
    func `knows names that ssh-keygen has hashed, and hashes so that ssh-keygen knows them`() async throws {
        try await withTemporaryFolder { folder in
            try await generateKey("\(folder)/key")
            let words = try read("\(folder)/key.pub").split(separator: " ").map(String.init)
            let key = HostKey(type: words[0], base64: words[1])
            let name = HostName(host: "db1.example", port: 2222, alias: nil)
            let file = "\(folder)/known"
            try write("\(name.known) \(key.type) \(key.base64)\n", to: file)
            let hashed = try await ChildProcess.result(
                of: ["ssh-keygen", "-q", "-H", "-f", file], within: .seconds(10))
            try #require(hashed.status == 0)
            #expect(try read(file).hasPrefix("|1|"))
            #expect(KnownHosts(files: [file], name: name).judge(key) == .known)

            let ours = HostName.hash(name.known, salt: Array(1...20))
            try write("\(ours) \(key.type) \(key.base64)\n", to: file)
            let found = try await ChildProcess.result(
                of: ["ssh-keygen", "-F", name.known, "-f", file], within: .seconds(10))
            #expect(found.status == 0)
        }
    }

    @Test func `adds whole lines, whoever else adds some`() async throws {
        try await withTemporaryFolder { folder in
            let file = "\(folder)/new/known"
            try KnownHostsFile(path: file).append("first")
            try write("unended", to: file)
            await withTaskGroup { group in
                for number in 0..<50 {
                    group.addTask { try? await blocking { try KnownHostsFile(path: file).append("line \(number)") } }
                }
            }
            let lines = try read(file).split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.first == "unended" && lines.last == "" && lines.count == 52)
            #expect(Set(lines.dropFirst().dropLast()) == Set((0..<50).map { "line \($0)" }))
        }
    }
}
