import Diagnostics
import FoundationEssentials
import Manifests
import TestSupport
import Testing

/// Texts that are nested without an end, or ask for work without one: each is refused by a problem, or read, in time.
///
/// Whatever walks over them has a thread's stack for it, and must not take more.
struct DeepProjectTests {
    private static let depth = soakFactor > 1 ? 60_000 : 2000

    private static func many(_ text: String, _ count: Int = depth) -> String { String(repeating: text, count: count) }

    /// Nested blocks, each two columns further in.
    private static let staircase = (0..<1500).map { many(" ", $0) + "a:\n" }.joined()

    /// Values as YAML has them, behind a key.
    private static let values: [String] = [
        many("["), many("[") + many("]"), many("{a: "), many("{") + many("}"), many("[{a: "), many("- "), many("? "),
        many("!t "), many("&a "), many("a: "), "\n" + staircase, "\"" + many("{{ ") + "\"", "\"" + many("\\x41") + "\"",
        "\n"
            + (1...30).map { "  a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
            .replacing("*a0", with: "x"),
    ]

    static let yaml = ["group_vars/web.yaml", "manifests/deep.yaml", "reconcile.yaml", "inventory/deep.yaml"].flatMap {
        path in values.indices.map { (path, $0) }
    }

    @Test(arguments: yaml) func `in YAML`(_ path: String, _ index: Int) throws {
        try Self.check([path: "project: x\nvars: \(Self.values[index])\n"])
        try Self.check([path: Self.values[index]])
    }

    @Test func `in JSON`() throws {
        for text in [
            Self.many("["), Self.many("{\"a\":"), Self.many("[") + Self.many("]"),
            "{\"a\":" + Self.many("[1,") + Self.many("]") + "}",
        ] {
            try Self.check(["group_vars/web.json": text])
        }
    }

    static let ini = [
        "web9 x=" + many("["), "web9 x=" + many("[") + many("]"), "web9 x=" + many("("), "web9 x=" + many("{1:"),
        "web9 x=" + many("-") + "1", "web9 x=" + many("'a' "), "web9 x=\"" + many("[") + "\"", many("["),
        "h[1:90000][1:90000]", many("h[1:9]", 40), "[g:children]\ng\n", "[a:children]\nb\n[b:children]\na\n",
        (0..<3000).map { "[g\($0):children]\ng\($0 + 1)\n" }.joined() + "[g3000]\nh\n",
    ]

    @Test(arguments: ini.indices) func `in INI`(_ index: Int) throws {
        try Self.check(["inventory/deep.ini": Self.ini[index]])
    }

    static let patterns = [
        many("("), many("!"), many("web:"), many("web:&"), many("["), "~" + many("(") + many(")"),
        "~(a*)*b" + many("a"),
        many("*"), many("web["),
    ]

    @Test(arguments: patterns.indices) func `in host patterns`(_ index: Int) throws {
        let pattern = Self.patterns[index]
        try Self.check(["manifests/deep.yaml": "hosts: \"\(pattern)\"\nresources: [{package: curl}]\n"])
        try Self.check([
            "manifests/deep.yaml":
                "hosts: web\nresources: [{package: curl, when: \"hosts('\(pattern)') | length > 3\"}]\n"
        ])
    }

    static let expressions = [
        many("("), many("(") + "1" + many(")"), many("["), many("[") + many("]"), many("{1:"), many("not ") + "x",
        many("-") + "1", many("+") + "1", many("2**") + "2", "1" + many("+1"), "1" + many("-1"), "1" + many("*1"),
        "1" + many("~1"), "1" + many(" if 1 else 1"), "1" + many(" == 1"), "1" + many(" in [1]"), "x" + many(".x"),
        "x" + many("[0]"), "x" + many("()"), "x" + many("|upper"), "x" + many(" is defined"), "x" + many(" and x"),
        "x" + many(" or x"), many("'a' "), "'a' * 999999999999",
        "['a'] * 999999999999", "9 ** 9 ** 9 ** 9", "'%999999999d' % 1", "'{:>999999999}'.format(1)",
        "'x' | indent(999999999)", "'x' | center(999999999)", "'" + many("(", 5000) + "' is match('(')",
        "'a' is match('" + many("(", 5000) + "')", "'" + many("a", 40) + "b' is match('(a|aa)+$')",
        "'" + many("[", 5000) + "' | from_json", "'" + many("[", 5000) + "' | from_yaml", "range(99999999999)|list",
        "'{" + many("{", 5000) + "'.format(1)", "1 << 99999999999",
        "range(30) | permutations | list | length", "'x' | wordwrap(0)", "'1' | hash('sha512')", "lipsum(n=9999999)",
        "[1] | batch(999999999) | list",
        "'a,' * 100000 | split(',') | length", "'a' | ljust(999999999)",
        "'a'.zfill(999999999)", "'a'.rjust(999999999)", "'a'.expandtabs(999999999)", "10 ** 99999",
        "range(9) | random(seed=1)", "'\\t'.expandtabs(999999999)", "'a' | wordwrap(1, true, 'x' * 1000000)",
    ]

    @Test(arguments: expressions.indices) func `in expressions`(_ index: Int) throws {
        try Self.check(["templates/deep.j2": "{{ \(Self.expressions[index]) }}"])
    }

    static let templates = [
        many("{{ x }}"), many("{% if x %}"), many("{% if x %}") + many("{% endif %}"), many("{% for i in [1] %}"),
        "{% if x %}" + many("{% elif x %}") + "{% endif %}", many("{% with %}"), many("{% filter upper %}"),
        many("{% macro m() %}"), many("{% block b %}"), many("{% raw %}"), many("{#"), many("{% set a %}"),
        many("{% call x() %}"), "{% set x" + many(".x") + " = 1 %}", "{% set " + many("(") + "x = 1 %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "{% include 'deep.j2' %}", "{% extends 'deep.j2' %}",
        "{% import 'deep.j2' as d %}{{ d.x }}", "{% from 'deep.j2' import x %}{{ x }}",
        "{% block a %}{{ self.a() }}{% endblock %}",
        "{% macro m() %}{{ caller() }}{% endmacro %}"
            + many("{% call m() %}", 5000) + "x" + many("{% endcall %}", 5000),
        "{% for a in [[1]] recursive %}{{ loop([[1]]) }}{% endfor %}",
        "{% set ns = namespace(x='a') %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}",
        "{% set ns = namespace(x=[]) %}{% for i in range(99999) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}",
        "{% set ns = namespace(x=1) %}{% set ns.x = ns %}{{ ns }}{{ ns | to_json }}",
        "{{ self }}", many("{% if x %}{{ x", 2000),
        "{% include ['a', " + many("'b', ") + "] %}", many("{%"), many("{{"), "{{ '" + many("\\\\"),
        "{{ \"" + many("é"),
        "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{% set c = a %}{{ c() }}",
    ]

    @Test(arguments: templates.indices) func `in templates`(_ index: Int) throws {
        try Self.check(["templates/deep.j2": Self.templates[index]])
    }

    @Test func `in variables that use variables`() throws {
        let chain = (0..<5000).map { "v\($0): \"{{ v\($0 + 1) }}\"\n" }.joined()
        let manifest = ["manifests/deep.yaml": "hosts: web\nresources: [{file: /x, content: \"{{ v0 }}\"}]\n"]
        for text in [chain + "v5000: 1\n", chain + "v5000: \"{{ v0 }}\"\n", "v0: \"{{ v0 }}\"\n"] {
            let found = try Self.check(manifest.merging(["group_vars/web.yaml": text]) { $1 })
            #expect(found.count == 1 && ["endless-recursion", "variable-cycle"].contains(found[0].code))
        }
    }

    @Test func `in modules that include modules`() throws {
        var files = ["manifests/deep.yaml": "hosts: web\nresources: [{include: m0}]\n"]
        for index in 0..<300 { files["modules/m\(index)/module.yaml"] = "resources: [{include: m\(index + 1)}]\n" }
        files["modules/m300/module.yaml"] = "resources: [{package: curl}]\n"
        try Self.check(files)
        files["modules/m300/module.yaml"] = "resources: [{include: m0}]\n"
        #expect(try Self.check(files).contains { $0.code == "nested-too-deeply" })
    }

    @Test func `in manifests that come after each other`() throws {
        var files: [String: String] = [:]
        for index in 0..<1500 {
            files["manifests/m\(index).yaml"] =
                "hosts: web\nafter: m\(index + 1)\nresources: [{package: p\(index)}]\n"
        }
        files["manifests/m1500.yaml"] = "hosts: web\nresources: [{package: curl}]\n"
        try Self.check(files)
    }

    @discardableResult
    private static func check(_ files: [String: String]) throws -> [Diagnostic] {
        let manifest = "hosts: web\nvars: {x: x}\nresources: [{file: /x, template: deep.j2}]\n"
        let usual = files.keys.contains("templates/deep.j2") ? ["manifests/site.yaml": manifest] : [:]
        let project = try ProjectFixture(usual.merging(files) { $1 })
        let start = ContinuousClock.now
        let found = project.validate()
        let time = start.duration(to: .now)
        #expect(time < .seconds(20), "it took \(time)")
        for problem in found { #expect(problem.message.utf8.count < 200_000) }
        return found
    }
}
