import Diagnostics
import Templates
import Testing

@testable import Inventory

@Suite struct HostScopeTests {
    private func scope(
        _ host: String, _ inventory: Inventory, specials: [String: Value] = [:]
    ) throws -> HostScope {
        let host = try #require(inventory.host(named: host))
        return HostScope(
            host: host, in: inventory,
            content: .init(layers: inventory.layers(for: host), specials: specials))
    }

    @Test func `a variable is rendered from others, whatever their order`() throws {
        let inventory = try Inventory.ini(
            "n1.example.com port=80\n",
            ["group_vars/all.yml": "url: 'http://{{ name }}:{{ port }}'\nname: '{{ inventory_hostname_short }}'\n"])
        let scope = try scope("n1.example.com", inventory)
        #expect(try scope.value(of: "url")?.string == "http://n1:80")
        #expect(try scope.value(of: "nothing")?.string == nil)
    }

    @Test func `a variable that is one expression keeps its type`() throws {
        let inventory = try Inventory.ini("h\n", ["host_vars/h.yml": "a: [1, 2]\nb: '{{ a }}'\nc: '{{ a[1] }}'\n"])
        let scope = try scope("h", inventory)
        #expect(try scope.value(of: "b")?.list?.map { $0.int } == [1, 2])
        #expect(try scope.number("c") == 2)
    }

    @Test func `a variable that nobody asks for may be nonsense`() throws {
        let inventory = try Inventory.ini("h\n", ["host_vars/h.yml": "bad: '{{ missing }}'\ngood: 1\n"])
        let scope = try scope("h", inventory)
        #expect(try scope.number("good") == 1)
        let problem = #expect(throws: Diagnostic.self) { try scope.value(of: "bad") }
        #expect(problem?.code == "undefined-variable")
        #expect(problem?.span?.file == "host_vars/h.yml")
    }

    @Test func `a variable that needs its own value is an error that names the chain`() throws {
        let inventory = try Inventory.ini(
            "h\n", ["host_vars/h.yml": "x: '{{ a }}'\na: '{{ b }}'\nb: '{{ c }}'\nc: '{{ a }}'\n"])
        let problem = try #require(#expect(throws: Diagnostic.self) { try scope("h", inventory).value(of: "x") })
        #expect(problem.code == "variable-cycle")
        #expect(problem.message == "variable 'a' needs its own value: a → b → c → a")
        #expect(problem.span?.start.line == 2)
        #expect(problem.notes.map { $0.span?.start.line } == [3, 4])
    }

    @Test func `a cycle through hostvars is found too`() throws {
        let inventory = try Inventory.ini(
            "h1 a=\"{{ hostvars['h2'].b }}\"\nh2 b=\"{{ hostvars.h1.a }}\"\n")
        let problem = #expect(throws: Diagnostic.self) { try scope("h1", inventory).value(of: "a") }
        #expect(problem?.message == "variable 'a' needs its own value: h1.a → h2.b → h1.a")
    }

    @Test func `hostvars renders another host's variables in that host's scope, and only those asked for`() throws {
        let inventory = try Inventory.ini(
            "h1\nh2 rack=7 bad='{{ missing }}'\n", ["group_vars/all.yml": "where: 'rack {{ rack }}'\n"])
        let scope = try scope("h1", inventory)
        let expression = try Expression(parsing: "hostvars['h2'].where", at: span)
        #expect(try expression.evaluate(in: scope).string == "rack 7")
        let problem = #expect(throws: Diagnostic.self) {
            try Expression(parsing: "hostvars.h3.where", at: span).evaluate(in: scope)
        }
        #expect(problem?.code == "undefined-attribute")
    }

    @Test func `the caller says what hostvars shows of others`() throws {
        let inventory = try Inventory.ini("h1\nh2 x=1\n")
        let host = try #require(inventory.host(named: "h1"))
        let scope = HostScope(host: host, in: inventory) { other in
            .init(layers: inventory.layers(for: other), specials: ["facts": .string("of \(other.name)")])
        }
        #expect(
            try Expression(parsing: "hostvars.h2.facts ~ facts", at: span).evaluate(in: scope).string == "of h2of h1")
    }

    @Test func `groups and names are there, and no variable hides them`() throws {
        let inventory = try Inventory.ini("[b]\nn1.x inventory_hostname=liar groups=5\n[a]\nn1.x\nn2\n")
        let scope = try scope("n1.x", inventory, specials: ["facts": .int(4)])
        #expect(try scope.text("inventory_hostname") == "n1.x")
        #expect(try scope.value(of: "group_names")?.list?.map { $0.string } == ["a", "b"])
        #expect(try scope.value(of: "groups")?.map?["a"]?.list?.map { $0.string } == ["n1.x", "n2"])
        #expect(try scope.value(of: "facts")?.int == 4)
        #expect(try Expression(parsing: "hosts('a:!b') | join(',')", at: span).evaluate(in: scope).string == "n2")
        #expect(
            try Expression(parsing: "vars['inventory_' ~ 'hostname_short']", at: span).evaluate(in: scope).string
                == "n1")
        #expect(throws: Diagnostic.self) { try Expression(parsing: "hosts('typo')", at: span).evaluate(in: scope) }
    }

    @Test(arguments: [
        ("ansible_host", "n1"), ("ansible_ssh_host", "n1"), ("ansible_connection", "ssh"),
        ("hostvars.n1.ansible_host is defined", "False"), ("hostvars.n2.ansible_host", "10.0.0.2"),
        ("hostvars.n2.ansible_connection | default('none')", "none"), ("ansible_port is defined", "False"),
        ("url", "http://n1"), ("inventory_file", "n1,n3,"), ("inventory_dir is none", "True"),
        ("hostvars.n2.inventory_file is match('/.*/hosts$')", "True"),
        ("hostvars.localhost.inventory_file is none", "True"), ("play_hosts is defined", "False"),
        ("ansible_env.HOME | default('/root')", "/root"), ("ansible_managed is defined", "False"),
    ])
    func `what Ansible has without its being set is there as it has it`(expression: String, expected: String) throws {
        let files = SourceFiles.table([
            "hosts": "n2 ansible_host=10.0.0.2\n", "group_vars/all.yml": "url: 'http://{{ ansible_host }}'",
        ])
        let inventory = try Inventory.load(from: ["n1,n3,", "hosts"], projectFolder: ".", reading: files)
        let value = try Expression(parsing: expression, at: span).evaluate(in: try scope("n1", inventory))
        #expect(value.text == expected)
    }

    @Test(arguments: [
        ("play_hosts", "names the hosts of Ansible's play, and there are no plays here"),
        ("role_path", "belongs to Ansible's plays and roles, and there are none here"),
        ("ansible_check_mode", "tells how Ansible is run"),
        ("ansible_env.HOME", "is a fact of Ansible's that is not looked at here"),
        ("ansible_product_name", "is a fact of Ansible's that is not looked at here"),
        ("template_run_date", "would make a file differ from run to run"),
    ])
    func `what only Ansible has is said to be that, at its place`(expression: String, reason: String) throws {
        let inventory = try Inventory.ini("h\n", ["group_vars/all.yml": "x: '{{ \(expression) }}'"])
        let problem = try #require(throws: Diagnostic.self) { try scope("h", inventory).value(of: "x") }
        #expect(problem.code == "ansible-variable")
        #expect(problem.message == "'\(expression.prefix { $0 != "." })' \(reason)")
        #expect(problem.span?.start == Position(line: 1, column: 8))
        #expect(problem.help?.isEmpty == false)
    }

    @Test func `a variable of that name in the inventory is an ordinary one`() throws {
        let inventory = try Inventory.ini("h role_path=/roles ansible_env='{\"HOME\": \"/x\"}'\n")
        #expect(try scope("h", inventory).value(of: "role_path")?.string == "/roles")
    }

    @Test func `what a host has not is not made up, and a slip is seen`() throws {
        let inventory = try Inventory.ini("h ollama_port=1 x='{{ olama_port }}'\n")
        let problem = #expect(throws: Diagnostic.self) { try scope("h", inventory).value(of: "x") }
        #expect(problem?.fixIts.map { $0.replacement } == ["ollama_port"])
    }

    @Test func `a rendered value is kept`() throws {
        let inventory = try Inventory.ini("h a='{{ tick() }}'\n")
        let counter = Counter()
        let tick = Function("tick") { _ throws(Diagnostic) in .int(counter.next()) }
        let scope = try scope("h", inventory, specials: ["tick": .object(tick)])
        let copy = scope
        #expect(try scope.number("a") == 1)
        #expect(try copy.number("a") == 1)
    }

    @Test func `typed values take what Ansible takes, and point at what they do not`() throws {
        let inventory = try Inventory.ini(
            "h\n",
            [
                "host_vars/h.yml": """
                ansible_port: "{{ 22 + 2200 }}"
                ansible_become: "yes"
                ansible_user: ~
                ansible_host: 10
                bad_port: twenty
                bad_become: [1]
                """
            ])
        let scope = try scope("h", inventory)
        #expect(try scope.number("ansible_port") == 2222)
        #expect(try scope.truth("ansible_become") == true)
        #expect(try scope.text("ansible_user") == nil)
        #expect(try scope.text("ansible_host") == "10")
        let problem = #expect(throws: Diagnostic.self) { try scope.number("bad_port") }
        #expect(problem?.message == "variable 'bad_port' of host 'h' has to be a whole number, not 'twenty'")
        #expect(problem?.span?.start == Position(line: 5, column: 11))
        #expect(throws: Diagnostic.self) { try scope.truth("bad_become") }
    }

    private let span = Span(file: "m.yaml", start: Position(line: 1, column: 1), end: Position(line: 1, column: 2))
}

private final class Counter: Sendable {
    private let values = Kept<Int>()

    func next() -> Int {
        let value = (values["n"] ?? 0) + 1
        values["n"] = value
        return value
    }
}
