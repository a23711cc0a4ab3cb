import Console
import Diagnostics
import Model
import Shell
import TestSupport
import Testing
import YAML

@Suite("What hosts answer is shown") struct AnswerTests {
    private let results = [
        HostAnswer(host: "n1", reply: .answered(CommandResult(status: 0, output: "up\n"))),
        HostAnswer(host: "n2", reply: .answered(CommandResult(status: 3, output: "one\n\ntwo \u{1B}[2J\n\n"))),
        HostAnswer(host: "n3", reply: .answered(CommandResult(status: 0, output: "up\n"))),
        HostAnswer<CommandResult>(host: "n4", reply: .silent(.unreachable, "no route to host")),
    ]

    @Test func `the same output on many hosts is shown once, and another status than 0 is told`() {
        #expect(
            ExecRenderer().render(results) == """
                n1, n3
                  up
                n2
                  one
                  
                  two \\u{1b}[2J
                  exit status 3
                n4
                  unreachable: no route to host

                """)
    }

    @Test func `programs get the output as it came`() throws {
        try expectGolden(try JSONText.document(AnswersDocument(results)), "exec.json")
    }

    @Test func `the status tells a failed command before an unreachable host`() {
        #expect(ExitStatus(results) == .error)
        #expect(ExitStatus(results.filter { $0.host != "n2" }) == .unreachable)
        #expect(ExitStatus([results[0]]) == .done)
        #expect(
            ExitStatus([HostAnswer<CommandResult>(host: "n5", reply: .silent(.failed, "password refused"))]) == .error)
    }

    @Test func `facts are under their hosts' names, and who has none is told apart`() throws {
        let facts = try #require(try Node(parsing: Source(name: "f", text: "{arch: amd64, cpu: {count: 2}}")))
        let document = FactsDocument([
            HostAnswer(host: "n1", reply: .answered(facts)),
            HostAnswer(host: "n2", reply: .silent(.unreachable, "no route to host")),
        ])
        #expect(document.yaml == "n1:\n  arch: amd64\n  cpu:\n    count: 2\n")
        #expect(document.problems.map(\.message) == ["n2: no route to host"])
        try expectGolden(document.json, "facts.json")
    }

    @Test func `scripts are shown once for all hosts that ran them`() {
        let probe = Request(prelude: "f() { :; }", [Section("path", "stat /etc"), Section("job", "id", user: "app")])
        let requests = [
            RecordedRequest(host: "n2", request: probe), RecordedRequest(host: "n1", request: probe),
            RecordedRequest(host: "n1", request: Request([Section("text", "cat /etc/motd")])),
        ]
        #expect(
            ScriptRenderer().render(requests) == """
                # n1, n2
                ## request 1
                ### prelude
                f() { :; }
                ### path
                stat /etc
                ### job as app
                id
                # n1
                ## request 2
                ### text
                cat /etc/motd

                """)
    }
}
