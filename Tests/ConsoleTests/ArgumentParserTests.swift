import Console
import Diagnostics
import TestSupport
import Testing

@Suite("The command line is parsed by its grammar") struct ArgumentParserTests {
    private let parser = ArgumentParser(.reconcile)

    private func arguments(_ line: String) throws -> Arguments {
        guard case .run(let arguments) = try parser.parse(line.split(separator: " ").map(String.init)) else {
            throw Diagnostic("help", "help was understood instead of a verb")
        }
        return arguments
    }

    @Test(arguments: ["plan --limit web", "plan --limit=web", "plan -l web", "plan -lweb", "--limit web plan"])
    func `an option has its value behind it, attached or before the verb`(line: String) throws {
        #expect(try arguments(line).value(.limit) == "web")
        #expect(try arguments(line).verb == .plan)
    }

    @Test func `a value may be empty and may hold an equals sign`() throws {
        #expect(try arguments("plan -e a=b=c --limit=").values(.extraVars) == ["a=b=c"])
        #expect(try arguments("plan --limit=").value(.limit) == "")
    }

    @Test func `switches can be written in one word`() throws {
        let arguments = try arguments("plan -bKv -f3")
        #expect(arguments.has(.become) && arguments.has(.askBecomePass) && arguments.has(.verbose))
        #expect(arguments.number(.forks) == 3)
    }

    @Test func `an option that counts once has its last value`() throws {
        #expect(try arguments("plan -f 3 -f 5").number(.forks) == 5)
    }

    @Test func `lists are parted at commas and add up`() throws {
        #expect(try arguments("plan -t a,b --tags c").list(.tags) == ["a", "b", "c"])
    }

    @Test func `words behind two dashes are no options`() throws {
        #expect(try arguments("plan base -- -x").operands == ["base", "-x"])
        let exec = try arguments("exec web -v -- ls -l --json")
        #expect(exec.operands == ["web"])
        #expect(exec.command == ["ls", "-l", "--json"])
        #expect(!exec.has(.json))
    }

    @Test func `a verb of two words is found`() throws {
        let graph = try arguments("inventory graph web")
        #expect(graph.verb == .inventoryGraph)
        #expect(graph.operands == ["web"])
    }

    @Test(arguments: [
        ("help", []), ("--help", []), ("help plan", ["plan"]), ("plan --help", ["plan"]), ("-h plan x", ["plan"]),
        ("help inventory", ["inventory"]), ("inventory graph -h", ["inventory", "graph"]),
    ])
    func `help is for what was named`(line: String, path: [String]) throws {
        #expect(try parser.parse(line.split(separator: " ").map(String.init)) == .help(path))
    }

    @Test(arguments: [
        ("", "missing-command", "'reconcile help' lists the commands"),
        ("plam", "unknown-command", "did you mean 'plan'?"),
        ("help plam", "unknown-command", "did you mean 'plan'?"),
        ("inventory", "missing-command", nil),
        ("inventory grap", "unknown-command", "did you mean 'graph'?"),
        ("plan --limt web", "unknown-option", "did you mean '--limit'?"),
        ("plan -x", "unknown-option", "'reconcile help plan' lists the options"),
        ("plan --explain", "unknown-option", "it is an option of 'vars'"),
        ("--explain plan", "unknown-option", "'reconcile help plan' lists those it has"),
        ("plan --limit", "missing-value", nil),
        ("plan --limit --json", "missing-value", nil),
        ("plan --json=yes", "unexpected-value", nil),
        ("plan -f many", "wrong-value", nil),
        ("plan -f 0", "wrong-value", nil),
        ("plan --become-method sud", "wrong-value", "did you mean 'sudo'?"),
        ("vars", "missing-argument", "usage: reconcile vars HOST [NAME] [options]"),
        ("vars n1 x y", "unexpected-argument", "usage: reconcile vars HOST [NAME] [options]"),
        (
            "exec web uptime", "unexpected-argument",
            "put '--' before the command: reconcile exec PATTERN [options] -- COMMAND …"
        ),
        ("exec web --", "missing-argument", "usage: reconcile exec PATTERN [options] -- COMMAND …"),
        ("version 2", "unexpected-argument", "usage: reconcile version [options]"),
    ])
    func `what cannot be understood is named, with its mend`(line: String, code: String, help: String?) throws {
        let problem = try #require(throws: Diagnostic.self) { try arguments(line) }
        #expect(problem.code == code)
        #expect(problem.help == help)
    }

    @Test(arguments: [[], ["plan"], ["inventory"], ["exec"]])
    func `help texts are as reviewed`(path: [String]) throws {
        try expectGoldenHelp(path)
    }

    private func expectGoldenHelp(_ path: [String]) throws {
        let name = (["help"] + path).joined(separator: "-")
        try expectGolden(HelpText(.reconcile).text(path), "\(name).txt")
    }

    @Test func `no two options of a verb share a name or a letter`() {
        for verb in Grammar.reconcile.verbs {
            let options = verb.options + Grammar.reconcile.everywhere.flatMap(\.options)
            #expect(Set(options.map(\.name)).count == options.count, "\(verb.name)")
            let letters = options.compactMap(\.short)
            #expect(Set(letters).count == letters.count, "\(verb.name)")
        }
    }
}
