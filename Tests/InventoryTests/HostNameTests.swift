import Diagnostics
import Testing

@testable import Inventory

@Suite struct HostNameTests {
    private static let span = Span(
        file: "x", start: Position(line: 1, column: 1), end: Position(line: 1, column: 2))

    @Test(arguments: [
        ("web", ["web"], nil), ("web:22", ["web"], 22), ("web[1:3]", ["web1", "web2", "web3"], nil),
        ("web[08:10]", ["web08", "web09", "web10"], nil), ("db-[a:c]", ["db-a", "db-b", "db-c"], nil),
        ("x[1:10:4]:2200", ["x1", "x5", "x9"], 2200), ("r[1:2]-[a:b]", ["r1-a", "r1-b", "r2-a", "r2-b"], nil),
        ("[::1]:22", ["::1"], 22), ("fe80::1", ["fe80::1"], nil), ("two:colons:33", ["two:colons:33"], nil),
        ("x[:2]", ["x0", "x1", "x2"], nil), ("x[y:B]", ["xy", "xz", "xA", "xB"], nil),
    ])
    func `a host's name stands for these hosts and this port`(text: String, names: [String], port: Int?) throws {
        let range = try HostRange(parsing: text, at: Self.span)
        #expect(range.names == names)
        #expect(range.port == port)
    }

    @Test(arguments: [
        "a[1:2", "a[1]", "a[1:]", "a[1:2:0]", "a[1:2:x]", "a[01:100]", "a[5:1]", "a[c:a]", "a[1:b]", "a[ab:c]",
        "a[1:2:3:4]",
    ])
    func `a range that says nothing is an error`(text: String) {
        let problem = #expect(throws: Diagnostic.self) { try HostRange(parsing: text, at: Self.span) }
        #expect(problem?.code == "host-range")
        #expect(problem?.span == Self.span)
    }

    @Test(arguments: [("web.example.com", "web"), ("10.0.0.1", "10.0.0.1"), ("fe80::1.x", "fe80::1.x"), ("n1", "n1")])
    func `the short name is the first label, but an address stays whole`(name: String, short: String) {
        #expect(Host(name: name).shortName == short)
    }

    @Test(arguments: [
        ("a*c", "abbc", true), ("a*c", "abcd", false), ("a?c", "abc", true), ("[a-c]x", "bx", true),
        ("[!a-c]x", "bx", false), ("[]]", "]", true), ("[", "[", true), ("a[b", "a[b", true), ("*", "", true),
        ("**a", "bba", true), ("[a-]", "-", true), ("[z-a]", "m", false), ("a.c", "abc", false), ("é?", "éx", true),
    ])
    func `globs match as Python's do`(glob: String, text: String, isMatch: Bool) {
        #expect(Glob(glob).matches(text) == isMatch)
    }

    @Test(arguments: [
        ("a b", ["a", "b"]), ("a 'b c'", ["a", "b c"]), ("a b=\"x\\\"y\\z\"", ["a", "b=x\"y\\z"]), ("a #c", ["a"]),
        ("a b#c d", ["a", "b"]), ("'' x", ["", "x"]), ("a\\ b", ["a b"]), ("a'b'c", ["abc"]), ("'a\\'", ["a\\"]),
    ])
    func `lines are cut into words as shlex does`(line: String, words: [String]) throws {
        #expect(try ShellWords(Array(line.unicodeScalars)).words.map { $0.text } == words)
    }
}
