import Diagnostics
import Testing
import YAML

@testable import Inventory

@Suite struct HostPatternTests {
    private let inventory: Inventory

    init() throws {
        inventory = try Inventory.ini("lone\n[web]\nweb[1:3]\n[db]\ndb1\ndb2\n[east]\nweb2\ndb2\n[empty]\n")
    }

    @Test func `a misspelt exclusion is an error at its place and never means everything`() throws {
        let span = Span(
            file: "m.yaml", start: Position(line: 2, column: 8), end: Position(line: 2, column: 18))
        let pattern = try HostPattern(parsing: "web:!esat ".trimmed, at: span)
        let problems = #expect(throws: Problems.self) { try inventory.hosts(matching: pattern) }
        let problem = try #require(problems?.all.first)
        #expect(problem.code == "unknown-host")
        #expect(problem.fixIts.map { $0.replacement } == ["!east"])
    }

    @Test func `a term is pointed at inside of its pattern, quoted or not`() throws {
        let text = "web:!esat,"
        for quotes in [0, 2] {
            let start = Position(line: 2, column: 8)
            let end = Position(line: 2, column: 8 + text.count - 1 + quotes)
            let pattern = try HostPattern(
                parsing: String(text.dropLast()), at: Span(file: "m.yaml", start: start, end: end))
            let problems = #expect(throws: Problems.self) { try inventory.hosts(matching: pattern) }
            #expect(problems?.all.first?.span?.start.column == 12 + quotes / 2)
            #expect(problems?.all.first?.span?.end.column == 17 + quotes / 2)
        }
    }

    @Test func `all unknown words of a pattern are reported at once`() throws {
        let problems = #expect(throws: Problems.self) { try inventory.names("wbe:db3:!esat", limit: "nobody") }
        #expect(problems?.all.count == 4)
    }

    @Test(arguments: ["empty", "empty[0]", "web:&empty", "no*", "~no.*", "web:!none*", "web[7:9]"])
    func `a group without hosts and a glob that finds none are no error`(pattern: String) throws {
        #expect(try inventory.names(pattern) == (pattern == "web:!none*" ? ["web1", "web2", "web3"] : []))
    }

    @Test(arguments: ["web[3]", "web[-4]", "~w(", "", " ", ":", "!", "web:&", "a:b,web"])
    func `a pattern that makes no sense is an error`(pattern: String) {
        #expect(throws: Problems.self) { try inventory.names(pattern) }
    }

    @Test(arguments: [
        ("localhost:127.0.0.1", ["localhost"]), ("127.0.0.1,localhost", ["127.0.0.1"]),
        ("!127.0.0.1:localhost", []), ("localhost,&::1", ["localhost"]),
    ])
    func `the machine itself is one host, called what it is called first`(pattern: String, names: [String]) throws {
        let inventory = try Inventory.ini("h\n")
        #expect(try inventory.names(pattern) == names)
        #expect(try inventory.names("localhost", limit: "127.0.0.1") == ["localhost"])
    }

    @Test func `a list of hosts may have ranges, which are names to Ansible`() throws {
        let inventory = try Inventory.load(from: ["web[1:3]:22,db,"], projectFolder: ".", reading: .table([:]))
        #expect(inventory.hosts.map { $0.name } == ["web1", "web2", "web3", "db"])
    }

    @Test func `a limit takes hosts from the lines of a file`() throws {
        let files = SourceFiles.table(["failed": "web1\n\n  db2  \ntypo\n"])
        let limit = try HostPattern.limit(parsing: "@failed,!typo", reading: files)
        let problems = #expect(throws: Problems.self) {
            try inventory.hosts(matching: HostPattern(parsing: "all"), limitedTo: limit)
        }
        #expect(problems?.all.first?.span?.file == "failed")
        #expect(problems?.all.first?.span?.start == Position(line: 4, column: 1))
        let good = try HostPattern.limit(parsing: "@f", reading: .table(["f": "web1\n  db2\n"]))
        #expect(
            try inventory.hosts(matching: HostPattern(parsing: "all"), limitedTo: good).map { $0.name } == [
                "web1", "db2",
            ])
        let missing = #expect(throws: Problems.self) { try HostPattern.limit(parsing: "@nowhere", reading: files) }
        #expect(missing?.all.map { $0.code } == ["no-limit-file"])
    }

    @Test func `hosts may be a list of patterns`() throws {
        let source = Source(name: "m.yaml", text: "- web\n- \"!web2\"\n- lone:db[0]\n")
        let node = try #require(try Node(parsing: source))
        let hosts = try inventory.hosts(matching: HostPattern(parsing: node))
        #expect(hosts.map { $0.name } == ["web1", "web3", "lone", "db1"])
        let wrong = try #require(try Node(parsing: Source(name: "m.yaml", text: "- {a: 1}\n- lnoe\n")))
        let problems = #expect(throws: Problems.self) { try HostPattern(parsing: wrong) }
        #expect(problems?.all.first?.span?.start == Position(line: 1, column: 3))
    }

    @Test func `localhost is there without an inventory that names it`() throws {
        let host = try #require(try inventory.hosts(matching: HostPattern(parsing: "localhost")).first)
        #expect(host.isImplicit)
        #expect(try !inventory.names("all").contains("localhost"))
    }
}

extension String {
    fileprivate var trimmed: String { String(split(separator: " ").first ?? "") }
}
