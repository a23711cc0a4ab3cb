import Diagnostics
import Facts
import Model
import Resources
import Testing
import YAML

/// A type with a field of every sort, for the schema's own tests.
private struct Sample: Resource {
    static let kind = "sample"
    static let summary = "A sample."
    static let example = "- sample: one\n"

    @Identity("Its name.") var name: String
    @Field("Text.") var text: String? = nil
    @Field("Lines.") var lines: Text = ""
    @Field("A path.") var path: AbsolutePath? = nil
    @Field("A mode.") var fileMode: Mode? = nil
    @Field("A flag.") var flag = false
    @Field("A number.") var number = 0
    @Field("A duration.") var wait: Duration = .seconds(90)
    @Field("A list.") var list: [String] = []
    @Field("A mapping.") var mapping: [String: String] = [:]
    @Field("A choice.") var state = Presence.present
    @Field("Any data.") var data: Node? = nil
    @Field("A file.") var source: ProjectFile? = nil

    var identity: String { name }
    var claims: [Claim] { [Claim("sample", name)] }
    var problems: [FieldProblem] {
        text == nil && source == nil ? [] : text != nil && source != nil ? [.init("text", "two of them")] : []
    }
    func facts(given seen: Observations) -> [any Fact] { [] }
    func verdict(_ look: Look) -> Verdict { .same }
}

@Suite struct SchemaTests {
    private let schema = Schema(Sample.self)

    private func node(_ text: String) throws -> Node {
        try #require(try Node(parsing: Source(name: "m.yaml", text: text)))
    }

    private func decode(_ text: String) throws -> Sample {
        let context = FieldContext(
            file: { name, _ throws(Diagnostic) in .init(bytes: Array("of \(name)".utf8), isSensitive: name == "key") },
            template: { _, _ throws(Diagnostic) in .init(bytes: []) })
        let resource = try schema.decode(try node(text), spelledAs: "sample", in: context)
        return try #require(resource as? Sample)
    }

    private func problems(_ field: String) throws -> [String] {
        do {
            _ = try decode("sample: one\n\(field)")
            return []
        } catch let problems as Problems {
            return problems.all.map { "\($0.code): \($0.message)" }
        }
    }

    @Test func `an entry with its identity alone has every default`() throws {
        let sample = try decode("sample: one")
        #expect(sample.name == "one")
        #expect(sample.text == nil)
        #expect(sample.wait == .seconds(90))
        #expect(sample.state == .present)
    }

    @Test func `properties are named in snake_case, the identity like the type`() {
        #expect(schema.properties.map(\.name).prefix(5) == ["sample", "text", "lines", "path", "file_mode"])
        #expect(schema.properties.filter(\.isRequired).map(\.name) == ["sample"])
        #expect(schema.properties.first { $0.name == "wait" }?.defaultText == "90s")
    }

    @Test(arguments: [
        ("text: 1.20", "1.20"), ("text: 0644", "0644"), ("text: yes", "yes"), ("text: \"a b\"", "a b"),
        ("text: 1e3", "1e3"),
    ])
    func `a text is the source text of its scalar`(_ field: String, _ expected: String) throws {
        #expect(try decode("sample: one\n\(field)").text == expected)
    }

    @Test(arguments: [
        ("file_mode: 0644", 0o644), ("file_mode: \"0644\"", 0o644), ("file_mode: 02755", 0o2755),
        ("file_mode: 00644", 0o644), ("file_mode: \"0000\"", 0),
    ])
    func `a mode is octal, quoted or not`(_ field: String, _ bits: Int) throws {
        #expect(try decode("sample: one\n\(field)").fileMode?.bits == bits)
    }

    @Test(arguments: [
        ("file_mode: 644", "mode-without-zero"), ("file_mode: \"644\"", "mode-without-zero"),
        ("file_mode: u+x", "symbolic-mode"), ("file_mode: a=rX,o=", "symbolic-mode"), ("file_mode: 0888", "wrong-type"),
        ("file_mode: \"\"", "wrong-type"), ("file_mode: 017777", "wrong-type"), ("file_mode: -0644", "wrong-type"),
        ("file_mode: 0o644", "wrong-type"), ("file_mode: \"0\"", "mode-without-zero"),
    ])
    func `another notation of a mode is refused`(_ field: String, _ code: String) throws {
        #expect(try problems(field).map { $0.prefix { $0 != ":" } } == [code[...]])
    }

    @Test(arguments: [
        ("path: /a//b/./c/", "/a/b/c"), ("path: /", "/"), ("path: \"/a\\nb\"", "/a\nb"), ("path: /.a", "/.a"),
        ("path: \"/a/\\u0301b\"", "/a/\u{301}b"),
    ])
    func `a path is tidied up`(_ field: String, _ expected: String) throws {
        let path = try #require(try decode("sample: one\n\(field)").path)
        #expect(Array(path.text.utf8) == Array(expected.utf8))
    }

    @Test(arguments: [
        ("path: a/b", "relative-path: 'path' takes an absolute path, not 'a/b'"),
        ("path: /a/../b", "parent-in-path: 'path' takes a path without '..', not '/a/../b'"),
        ("path: \"/a\\0b\"", "nul: 'path' holds a NUL character, which no text on a node can hold"),
        ("path: [/a]", "wrong-type: 'path' takes text, not a list"),
        ("text: \"a\\nb\"", "line-break: 'text' takes one line, not several"),
        ("text: ~", "wrong-type: 'text' takes text, not nothing"),
        ("number: 1.5", "wrong-type: 'number' takes a whole number, not '1.5'"),
        ("number: 010", "wrong-type: 'number' takes a whole number, not '010'"),
        ("flag: 1", "wrong-type: 'flag' takes true or false, not '1'"),
        ("wait: 30", "wrong-type: 'wait' takes a duration, not '30'"),
        ("wait: 5 m", "wrong-type: 'wait' takes a duration, not '5 m'"),
        ("list: {a: b}", "wrong-type: 'list' takes a list of text, not a mapping"),
        ("list: [a, [b]]", "wrong-type: 'list' takes text, not a list"),
        ("mapping: [a]", "wrong-type: 'mapping' takes a mapping of names to text, not a list"),
        ("state: Present", "wrong-type: 'state' takes 'present' or 'absent', not 'Present'"),
        ("nubmer: 1", "unknown-field: sample has no field 'nubmer'"),
        ("run_on: [x:y]", "unanswered-key: sample does not answer 'run_on'"),
    ])
    func `a value of another sort is named`(_ field: String, _ message: String) throws {
        #expect(try problems(field) == [message])
    }

    @Test(arguments: [("500ms", 500), ("30s", 30_000), ("5m", 300_000), ("2h", 7_200_000), ("1d", 86_400_000)])
    func `a duration is a number and a unit`(_ text: String, _ milliseconds: Int) throws {
        let duration = try decode("sample: one\nwait: \(text)").wait
        #expect(duration == .milliseconds(milliseconds))
        #expect(duration.rendered == text)
    }

    @Test(arguments: ["true", "yes", "on", "True", "\"yes\""])
    func `a flag is what YAML 1.1 takes for true`(_ text: String) throws {
        #expect(try decode("sample: one\nflag: \(text)").flag)
    }

    @Test func `a single value stands for a list of one, and data stays as it is`() throws {
        let sample = try decode("sample: one\nlist: a\nmapping: {A: 1, B: yes}\ndata: {x: [1]}")
        #expect(sample.list == ["a"])
        #expect(sample.mapping == ["A": "1", "B": "yes"])
        #expect(sample.data?["x"]?.sequence?.count == 1)
    }

    @Test func `all problems are told at once, in the order of the text, each with its place`() throws {
        do {
            _ = try decode("sample:\nfoo: 1\nflag: 2\nnumber: x\npath: y")
            Issue.record("nothing was wrong")
        } catch let problems as Problems {
            #expect(problems.all.map { $0.span?.start.line } == [1, 2, 3, 4, 5])
            #expect(
                problems.all.map(\.code) == [
                    "empty-identity", "unknown-field", "wrong-type", "wrong-type", "relative-path",
                ])
        }
    }

    @Test func `common keys are passed over`() throws {
        let keys = "name: label\nwhen: x\nloop: [1]\ntags: a\nbecome: true\nsensitive: true\nafter: []\ntimeout: 5m"
        #expect(try decode("\(keys)\nsample: one").name == "one")
    }

    @Test func `what comes from a secret is marked`() throws {
        #expect(try decode("sample: one\nsource: key").$source.isSensitive)
        #expect(try !decode("sample: one\nsource: other").$source.isSensitive)
        var entry = try node("sample: one\nlist: [a]")
        guard case .mapping(var entries) = entry.value, case .sequence(var items) = entries[1].value.value else {
            return
        }
        items[0].isSensitive = true
        entries[1].value.value = .sequence(items)
        entry.value = .mapping(entries)
        let sample = try schema.decode(entry, spelledAs: "sample", in: FieldContext.nothing)
        #expect(try #require(sample as? Sample).$list.isSensitive)
    }

    @Test(arguments: [
        (
            "sample: '{{ item }}'\nflag: '{{ f }}'\nnumber: '{% if x %}1{% endif %}'\nstate: '{{ s }}'\npath: '{{ p }}'",
            []
        ),
        ("sample: one\nlist: ['{{ a }}', [b]]", ["wrong-type"]),
        ("sample: one\nmapping: {A: '{{ a }}', B: [c]}", ["wrong-type"]),
        ("sample: one\nfile_mode: '{{ m }}'\nfalg: true\npath: x", ["unknown-field", "relative-path"]),
        ("sample: [one, two]\nnumber: x", ["wrong-type"]),
        ("sample: [one, '{{ two }}', ~]", ["empty-identity"]),
        ("sample: one\ntext: a\nsource: b", ["sample-fields"]),
        ("sample: one\ntext: '{{ a }}'\nsource: b", []),
        ("sample: one\ntext: a\nsource: '{{ b }}'", ["sample-fields"]),
        ("sample: one\ntext: a\nsource: b\nstate: '{{ s }}'", []),
        ("sample: one\nsource: not-there.txt", []),
    ])
    func `before templates are rendered, what they give is taken as right`(_ text: String, _ codes: [String]) throws {
        #expect(schema.problems(inUnrendered: try node(text), spelledAs: "sample").map(\.code) == codes)
    }
}

extension FieldContext {
    /// A project without any files.
    static let nothing = FieldContext(
        file: { name, span throws(Diagnostic) in throw Diagnostic("missing-file", "no '\(name)'", at: span) },
        template: { name, span throws(Diagnostic) in throw Diagnostic("missing-file", "no '\(name)'", at: span) })
}
