import Diagnostics
import FoundationEssentials
import Testing
import YAML

@testable import Inventory

/// What a script gives that Ansible cannot be asked about: places and messages.
@Suite struct ScriptInventoryTests {
    /// Loads an inventory that is this script, with other files beside it.
    private func load(_ script: String, _ others: [(String, String)] = []) throws -> Inventory {
        var item = InventoryCase(name: "script")
        item.files = [("run", "#!/bin/sh\n" + script)] + others
        item.executables = ["run"]
        let folder = try PythonPeers.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try item.write(to: folder)
        return try Inventory.load(from: [folder.appending(path: "run").path], projectFolder: folder.path)
    }

    private func problem(_ script: String) throws -> Diagnostic {
        let problems = try #require(throws: Problems.self) { try load(script) }
        return try #require(problems.all.first)
    }

    @Test func `what a failing script says on standard error is in the error, as is its status`() throws {
        let problem = try problem("echo 'no token' >&2\necho 'ask the owner' >&2\nexit 7\n")
        #expect(problem.code == "inventory-program")
        #expect(problem.message.hasSuffix("/run --list' ended with status 7"))
        #expect(problem.notes.map(\.message) == ["it said: no token", "it said: ask the owner"])
    }

    @Test func `output that is no JSON is pointed into`() throws {
        let problem = try problem("printf '{\\n \"g\": [1,]}'; echo half-done >&2")
        #expect(problem.code == "json-syntax")
        #expect(problem.span?.start == Position(line: 2, column: 10))
        #expect(problem.span?.file.hasSuffix("run --list") == true)
        #expect(problem.notes.map(\.message) == ["it said: half-done"])
    }

    @Test func `a wrong shape is pointed at`() throws {
        let problem = try problem("printf '{\"g\": {\"hosts\": {\"a\": 1}}}'")
        #expect(problem.code == "inventory-shape")
        #expect(problem.span?.start == Position(line: 1, column: 17))
    }

    @Test(arguments: ["{\"_meta\": 1}", "{\"_meta\": {\"hostvars\": []}}", "{\"g\": {\"vars\": 1}}", "{\"g\": [1]}"])
    func `a shape that makes no sense is an error, also where Ansible would try the script as a text`(
        output: String
    ) throws {
        let problem = try problem("printf '%s' '\(output)'")
        #expect(problem.code == "inventory-shape")
        #expect(problem.span?.start.line == 1)
    }

    @Test func `a variable knows where in the output it stood`() throws {
        let inventory = try load("printf '{\"g\": {\"hosts\": [\"a\"],\\n \"vars\": {\"x\": 1}}}'")
        let host = try #require(inventory.host(named: "a"))
        let span = try #require(inventory.layers(for: host).winners["x"]?.span)
        #expect(span.start == Position(line: 2, column: 16))
        #expect(span.file.hasPrefix("output of ") && span.file.hasSuffix("run --list"))
    }

    @Test func `a program that may not be executed says so`() throws {
        let problems = #expect(throws: Problems.self) {
            try Inventory.load(from: ["run"], projectFolder: ".", reading: .table(["run": "#!/bin/sh\necho {}\n"]))
        }
        #expect(problems?.all.first?.code == "executable-inventory")
        #expect(problems?.all.first?.help == "make it executable: chmod +x run")
    }

    @Test func `a script whose interpreter is missing says so`() throws {
        var item = InventoryCase(name: "script")
        item.files = [("run", "#!/no/such/interpreter\n")]
        item.executables = ["run"]
        let folder = try PythonPeers.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try item.write(to: folder)
        let problems = try #require(throws: Problems.self) {
            try Inventory.load(from: [folder.appending(path: "run").path], projectFolder: folder.path)
        }
        #expect(problems.all.first?.message.contains("cannot be run: No such file") == true)
    }

    @Test func `a large output and a large complaint do not wait for each other`() throws {
        let inventory = try load(
            """
            yes complaint | head -c 300000 >&2
            printf '{"g": {"hosts": ["h0"'
            i=1; while [ $i -lt 20000 ]; do printf ', "h%d"' $i; i=$((i+1)); done
            printf ']}, "_meta": {"hostvars": {}}}'
            """)
        #expect(inventory.hosts.count == 20000)
    }
}
