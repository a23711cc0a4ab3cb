import Actions
import Facts
import Model
import Shell
import TestSupport
import Testing

@testable import Engine

/// A whole request that acts, as it is written to a node's shell: ledger, guards, attempts, lanes and other users.
@Suite struct BatchScriptTests {
    private static let hasShellcheck = (try? runScript("command -v shellcheck"))?.status == 0

    private func script() -> String {
        let large = Payload([UInt8](repeating: 0, count: Payload.inlineLimit + 1))
        let write = Action.writeFile(path: "/f", content: large, attributes: .init(), validate: nil)
        var first = DesiredResource(Thing("a", .change(Change(.create, actions: [write])), effects: .anything))
        first.retry = Retry(attempts: 3, delay: .milliseconds(1500))
        var second = DesiredResource(Thing("b", .creation), in: "other", after: ["m"])
        second.becomeUser = "it's me"
        let request = BatchScript(
            batch(plan([first, second])), ledgerFolder: "/var/lib/x y", users: .init(shell: "root")
        ).request
        var exchange = Exchange(request)
        return String(decoding: exchange.script(), as: UTF8.self)
    }

    @Test func `another user is lent what is too big for the request`() throws {
        let large = Payload([UInt8](repeating: 0, count: Payload.inlineLimit + 1))
        let write = Action.writeFile(path: "/f", content: large, attributes: .init(), validate: nil)
        var thing = DesiredResource(Thing("a", .change(Change(.create, actions: [write]))))
        thing.becomeUser = "it's me"
        let script = BatchScript(batch(plan([thing])), ledgerFolder: "/l", users: .init(shell: "root"))
        let section = try #require(script.request.sections.first { $0.user != nil })
        #expect(section.check.contains("chown -- 'it'\\''s me' /tmp/.reconcile-"))
        #expect(!section.body.contains("/l/spool"))
        let removal = try #require(script.request.sections.last)
        #expect(removal.body.contains("/tmp/.reconcile-"))
    }

    @Test(arguments: [
        (nil, "root", nil), ("ops", "root", "ops"), ("ops", "ops", nil),
    ])
    func `what has no become is done by who logged in`(_ login: String?, _ shell: String, _ expected: String?) {
        let thing = DesiredResource(Thing("a", .creation))
        let users = Users(shell: shell, login: login)
        let request = BatchScript(batch(plan([thing])), ledgerFolder: "/l", users: users).request
        #expect(request.sections.last?.user == expected)
    }

    @Test func `it has all of them`() {
        let script = script()
        for part in [
            "reconcile_ledger", "guard_step_2", "reconcile_attempt", "reconcile_lane_2", "reconcile_as", "spool",
        ] {
            #expect(script.contains(part), "\(part)")
        }
    }

    /// Without its lesser remarks: it loses its way among functions of one name in several subshells, and would have what
    /// a manifest says expanded.
    @Test(.enabled(if: hasShellcheck, "needs shellcheck"))
    func `shellcheck has nothing against it`() throws {
        try withTemporaryFolder { folder in
            try write(Array(script().utf8), to: folder + "/script")
            let result = try runScript("shellcheck -s sh -S warning \(folder)/script")
            #expect(result.status == 0, "\(result.text)")
        }
    }

    @Test(arguments: PosixShell.installed)
    func `every shell can read it`(_ shell: PosixShell) throws {
        let result = try runScript("set -n\n" + script(), with: shell)
        #expect(result.status == 0 && result.errorText.isEmpty, "\(result.errorText)")
    }
}
