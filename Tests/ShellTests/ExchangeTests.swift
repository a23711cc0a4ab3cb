import Shell
import TestSupport
import Testing

@Suite struct ExchangeTests {
    private func exchange(_ request: Request) throws -> (Exchange, nonce: String) {
        var exchange = Exchange(request)
        let script = String(decoding: exchange.script(), as: UTF8.self)
        let nonce = try #require(script.split(separator: "(").first?.dropFirst("main_".count))
        return (exchange, String(nonce))
    }

    private let two = Request([Section("a", "true"), Section("b", "true")])

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `reads a reply that arrives in pieces`(size: Int) throws {
        var (exchange, nonce) = try exchange(two)
        let reply = Array(
            """
            Welcome!

            \(nonce) p 42

            \(nonce) b 0
            no line feed
            \(nonce) e 0 0

            \(nonce) b 1

            \(nonce) e 1 3

            \(nonce) z

            """.utf8)
        var heard: [Heard] = []
        for start in stride(from: 0, to: reply.count, by: size) {
            heard += exchange.hear(Array(reply[start..<min(start + size, reply.count)]))
        }
        let first = Answer.ended(status: 0, output: Array("no line feed".utf8))
        let second = Answer.ended(status: 3, output: [])
        #expect(
            heard == [
                .began(section: "a"), .ended(section: "a", first), .began(section: "b"),
                .ended(section: "b", second),
            ])
        #expect(exchange.result == [first, second])
        #expect(exchange.process == 42)
    }

    @Test func `takes text that only resembles a marker as output`() throws {
        var (exchange, nonce) = try exchange(two)
        let text = "\(nonce) e 0 0\n\n0\(nonce) e 0 1\n\n\(nonce)\n"
        _ = exchange.hear(Array("\n\(nonce) b 0\n\(text)\n\(nonce) e 0 0\n".utf8))
        _ = exchange.hear(Array("\n\(nonce) b 1\n\n\(nonce) e 1 0\n\n\(nonce) z\n".utf8))
        #expect(exchange.result?.first == .ended(status: 0, output: Array(text.utf8)))
    }

    @Test func `asks again only for what a hung section left unanswered`() throws {
        var (exchange, nonce) = try exchange(
            Request([Section("a", "echo A"), Section("b", "echo B"), Section("c", "echo C")]))
        _ = exchange.hear(Array("\n\(nonce) b 0\n\n\(nonce) e 0 0\n\n\(nonce) b 1\nhalf".utf8))
        #expect(exchange.patience == .seconds(20))
        #expect(exchange.giveUp() == [.ended(section: "b", .silent(after: .seconds(20), output: Array("half".utf8)))])
        #expect(exchange.result == nil)
        let rest = String(decoding: exchange.script(), as: UTF8.self)
        #expect(rest.contains("echo C") && !rest.contains("echo A") && !rest.contains("echo B"))
        #expect(!rest.contains(nonce))
    }

    @Test func `skips the rest where a hung section is to stop it`() throws {
        var (exchange, nonce) = try exchange(
            Request([Section("a", "true"), Section("b", "true")], onSilence: .stop))
        _ = exchange.hear(Array("\n\(nonce) b 0\n".utf8))
        _ = exchange.giveUp()
        #expect(exchange.result == [.silent(after: .seconds(20), output: []), .skipped])
    }

    @Test(.enabled(if: isRoot, "needs root to become another user"), arguments: PosixShell.installed)
    func `a section of another user leaves the functions of the others alone`(_ shell: PosixShell) throws {
        var other = Section("other", "id -un")
        other.user = "nobody"
        let call = Section("call", "reconcile_as nobody echo said by another")
        var (exchange, _) = try exchange(Request(prelude: AsUser.function, [call, other]))
        _ = exchange.hear(try runScript(String(decoding: exchange.script(), as: UTF8.self), with: shell).output)
        #expect(
            exchange.result == [
                .ended(status: 0, output: Array("said by another\n".utf8)),
                .ended(status: 0, output: Array("nobody\n".utf8)),
            ])
    }
}
