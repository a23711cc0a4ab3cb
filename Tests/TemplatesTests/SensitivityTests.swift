import Diagnostics
import TestSupport
import Testing

@testable import Templates

/// Whatever a template makes of a secret is one, by whichever word of the language, and no error tells it.
@Suite struct `What is made of a secret` {
    /// Stands in every secret text; `72934` in every secret number.
    private static let marks = ["plain", "72934"]

    /// Secrets of every kind that some filter, test or method takes.
    private static let secrets: [String: Value] = {
        let record: Value = .map(["key": "PLAINkey", "value": "PLAINvalue", "items": .list(["PLAINitem"])])
        let values: [String: Value] = [
            "text": "PLAIN Text", "number": .int(72934), "float": .float(72934.5), "flag": .bool(true),
            "null": .null, "list": .list(["PLAINone", "PLAINtwo"]), "numbers": .list([.int(72934), .int(2)]),
            "map": .map(["PLAINkey": "PLAINvalue"]), "records": .list([record, record]), "record": record,
            "pairs": .list([.list(["PLAINa", "PLAINb"])]), "maps": .map(["one": record]),
            "json": "{\"PLAIN\": \"PLAIN\"}", "base64": "UExBSU4=", "date": "2024-05-06 07:29:34",
            "url": "https://PLAIN:PLAIN@plain.example/PLAIN?PLAIN#PLAIN", "path": "/PLAIN/plain.txt",
            "size": "72934 KB",
            "pattern": "(PLAIN", "version": "7.29.34", "address": "7.2.93.4/24", "digit": .int(7),
            "existing": "/etc/hosts", "host": "7.2.93.4", "networks": .list(["7.2.93.0/24"]),
        ]
        return values.mapValues { $0.tainted(true) }
    }()

    /// Values that are none, but have a secret in them.
    private static let mixed: [String: Value] = {
        let secret = Value("PLAIN").tainted(true)
        let record: Value = .map(["key": secret, "value": .int(1), "items": .list([secret])])
        var named = ValueMap()
        named.set(secret, to: .int(1))
        return [
            "list_of_it": .list([.int(1), secret, "x"]), "map_of_it": .map(["a": "b", "c": secret]),
            "named_by_it": .map(named), "records_of_it": .list([record, record]), "record_of_it": record,
            "pairs_of_it": .list([.list([secret, .int(1)]), .list([.int(2), secret])]),
            "maps_of_it": .map(["one": record, "two": record]), "deep": .list([.list([.list([secret])])]),
        ]
    }()

    private static let open: [String: Value] = [
        "o": "open", "on": .int(3), "ol": .list(["a", "b"]), "om": .map(["key": "a", "value": .int(1)]),
        "ors": .list([.map(["key": "a", "value": .int(1), "items": .list(["b"])])]),
    ]

    private static let scope = DictionaryScope(
        secrets.merging(mixed) { $1 }.merging(open) { $1 }, machine: LocalMachine(folder: "/"))

    private static let openArguments = [
        "", "('a')", "(2)", "('x', 'y')", "('key')", "('key', 'value')", "(attribute='key')", "(['a'])", "({'a': 1})",
        "('%s')", "('upper')", "('items')", "('defined')", "('7.1', '<')", "('key', 'defined')", "('%Y')", "('sha256')",
        "('(.)')", "('(.)', 'b')", "(1, 2)", "('no')", "(ol)", "(on)",
    ]

    /// What only fits the very secrets.
    private static let fittingArguments = [
        "({'PLAINone': 1, 'PLAIN Text': 2})", "('PLAIN Text')", "('PLAINone')", "('expand')",
        "('sha512', 'salt', rounds=1000)",
    ]

    /// Arguments that are secrets, or have some in them.
    private static let secretArguments = [
        "(text)", "(text, text)", "('a', text)", "('e', text)", "(text, 'a')", "(2, text)", "(list)", "(map)",
        "(records)",
        "(number)", "('key', text)", "('default', text)", "(key_name=text)", "(list_of_it)", "(map_of_it)",
        "(named_by_it)",
        "(records_of_it, 'key')", "(fillvalue=text)", "([1], fillvalue=text)", "(attribute=text)",
        "('a', default=text)",
        "(text, 1, 2)", "(1, text, 2)", "(x=text)", "('key', attribute=text)", "({'open': text})", "(digit)",
        "(1, digit)",
        "('equalto', text)", "('key', 'equalto', text)", "('replace', 'e', text)", "('%s', text)", "(d=text)",
    ]

    /// What a template comes to; an error may tell nothing of a secret.
    private static func rendered(_ text: String) -> Rendered? {
        do throws(Diagnostic) {
            return try Template(parsing: Source(name: "t", text: text)).render(in: scope)
        } catch {
            let told = DiagnosticRenderer().render([error]).lowercased()
            // The template itself may have the words.
            let said = told.replacing(text.lowercased(), with: "")
            #expect(!marks.contains { said.contains($0) }, "\(text): \(told)")
            return nil
        }
    }

    private static func tells(_ rendered: Rendered) -> Bool {
        marks.contains { rendered.text.lowercased().contains($0) }
    }

    /// Does something with secrets and arguments, in the short version until a few have fitted.
    /// - Returns: How many fitted.
    private static func check(
        _ arguments: [String], _ expression: (_ secret: String, _ arguments: String) -> String,
        isSecret: (Rendered) -> Bool
    ) -> Int {
        let all = arguments.flatMap { arguments in secrets.keys.sorted().map { expression($0, arguments) } }
        let enough = soakFactor > 1 ? all.count : 6
        var uses = 0
        // In another order than that of the names, so that secrets of every kind come soon.
        for index in all.indices where uses < enough {
            let text = "{{ \(all[index * 101 % all.count]) }}"
            guard let result = rendered(text) else { continue }
            uses += 1
            #expect(isSecret(result), "\(text) → \(result.text)")
        }
        return uses
    }

    /// Values that are no secrets, with arguments, where one of the two has a secret in it: all of them in the long
    /// version, some for each word in the short one.
    private static func uses(of word: String) -> [(name: String, arguments: String)] {
        let mixed = mixed.keys.sorted()
        let values = open.keys.sorted() + mixed
        let all =
            openArguments.flatMap { arguments in mixed.map { ($0, arguments) } }
            + secretArguments.flatMap { arguments in values.map { ($0, arguments) } }
        let step = soakFactor > 1 ? 1 : 17
        let first = word.utf8.reduce(0) { $0 + Int($1) } % step
        return stride(from: first, to: all.count, by: step).map { all[$0] }
    }

    /// Filters whose result is chosen, not made of what they are given: it is a secret if it was one before.
    private static let choosing: Set = ["ternary"]

    @Test(arguments: Vocabulary.filters) func `by a filter is secret`(_ filter: String) {
        let uses = Self.check(Self.openArguments + Self.fittingArguments) {
            "\($0) | \(filter)\($1)"
        } isSecret: {
            $0.isSensitive || Self.choosing.contains(filter)
        }
        // Nothing but references has attributes that are no items.
        #expect(uses > 0 || filter == "attr", "no secret fits the filter")
        for (name, arguments) in Self.uses(of: filter) {
            let text = "{{ \(name) | \(filter)\(arguments) }}"
            guard let result = Self.rendered(text) else { continue }
            #expect(result.isSensitive || !Self.tells(result), "\(text) → \(result.text)")
        }
    }

    @Test(arguments: Vocabulary.tests.filter { $0.first?.isLetter == true }) func `by a test is secret`(_ test: String)
    {
        let arguments = ["", "('a')", "(2)", "(['a'])", "('7.1', '<')", "(text)", "(existing)"]
        let uses = Self.check(arguments) {
            "\($0) is \(test)\($1)"
        } isSecret: {
            $0.isSensitive
        }
        #expect(uses > 0, "no secret fits the test")
    }

    @Test(arguments: Vocabulary.methods) func `by a method is secret`(_ method: String) {
        let arguments = Self.openArguments.map { $0.isEmpty ? "()" : $0 } + Self.fittingArguments
        let uses = Self.check(arguments) {
            "\($0).\(method)\($1)"
        } isSecret: {
            $0.isSensitive
        }
        #expect(uses > 0, "no secret fits the method")
        for (name, arguments) in Self.uses(of: method) {
            let text = "{{ \(name).\(method)\(arguments.isEmpty ? "()" : arguments) }}"
            guard let result = Self.rendered(text) else { continue }
            #expect(result.isSensitive || !Self.tells(result), "\(text) → \(result.text)")
        }
    }

    @Test(arguments: [
        "text", "text ~ 'x'", "'x' ~ number", "text + 'x'", "'x' + text", "number + 1", "1 - number", "number * 2",
        "number / 2", "number // 2", "number % 2", "2 ** digit", "-number", "+number", "not text", "text == 'x'",
        "'x' != text", "1 < number", "1 < number < 2", "text in 'PLAIN Text'", "'x' in text", "'x' not in list",
        "text[0]", "text[1:3]", "list[0]", "list[-1]", "list[:1]", "map.PLAINkey", "map['PLAINkey']", "[text]",
        "(text, 1)",
        "{'a': text}", "{text: 1}", "records[0].key", "records[0]['items'][0]", "[1] + list", "list + [1]", "list * 2",
        "'%s' % text", "'%s %s' % (1, text)", "'%(a)s' % {'a': text}", "'%s' % map_of_it", "list_of_it", "map_of_it",
        "named_by_it", "deep", "list_of_it[1]", "map_of_it.c", "text if true else 'x'", "'x' if false else text",
        "false or text", "true and text", "range(digit)", "dict(a=text)", "dict([['a', text]])", "dict({text: 1})",
        "namespace(a=text).a", "cycler(text, 'b').next()", "cycler(text, 'b').current", "{(1, text): 2}",
        "[[text]] | first",
    ])
    func `by an expression is secret`(_ expression: String) throws {
        let result = try #require(Self.rendered("{{ \(expression) }}"))
        #expect(result.isSensitive, "\(result.text)")
    }

    @Test(arguments: [
        "{% for c in text %}{{ c }}{% endfor %}", "{% for k in map %}{{ k }}{% endfor %}",
        "{% for k, v in map.items() %}{{ v }}{% endfor %}",
        "{% for x in list_of_it %}{{ loop.previtem | default }}{% endfor %}",
        "{% for x in list_of_it %}{{ loop.nextitem | default }}{% endfor %}",
        "{% for x in [1] %}{{ loop.cycle(text) }}{% endfor %}",
        "{% for x in [1] %}{{ loop.changed(text) }}{% endfor %}",
        "{% for x in [[text]] recursive %}{{ loop(x) if x is not string else x }}{% endfor %}",
        "{% for x in [] %}{% else %}{{ text }}{% endfor %}", "{% for a, b in [(1, text)] %}{{ b }}{% endfor %}",
        "{% set x = text %}{{ x }}", "{% set x %}a{{ text }}{% endset %}{{ x }}", "{% set a, b = list %}{{ b }}",
        "{% set x | upper %}{{ text }}{% endset %}{{ x }}", "{% set n = namespace() %}{% set n.x = text %}{{ n.x }}",
        "{% set n = namespace() %}{% if true %}{% set n.x = text %}{% endif %}{{ n.x }}",
        "{% with x = text %}{{ x }}{% endwith %}", "{% filter upper %}{{ text }}{% endfilter %}",
        "{% filter replace('a', text) %}a{% endfilter %}", "{% filter length %}{{ text }}{% endfilter %}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(text) }}",
        "{% macro m() %}{{ text }}{% endmacro %}{{ m() | length }}",
        "{% macro m(x=text) %}{{ x }}{% endmacro %}{{ m() }}",
        "{% macro m() %}{{ varargs }}{% endmacro %}{{ m(text) }}",
        "{% macro m() %}{{ kwargs }}{% endmacro %}{{ m(a=text) }}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ text }}{% endcall %}",
        "{% macro m() %}{{ caller(text) }}{% endmacro %}{% call(x) m() %}{{ x }}{% endcall %}",
        "{% macro m() %}{{ caller() | length }}{% endmacro %}{% call m() %}{{ text }}{% endcall %}",
        "{% set j = joiner(text) %}{{ j() }}{{ j() }}", "{% block b %}{{ text }}{% endblock %}",
        "{% block b %}{{ text }}{% endblock %}{{ self.b() | length }}", "{{ [text] | map('upper') | join }}",
        "{{ records | map(attribute='key') | first }}", "{{ records_of_it | map(attribute='key') | list }}",
        "{{ records_of_it | selectattr('key', 'equalto', 'PLAIN') | map(attribute='key') | first }}",
        "{{ {'a': 1} | combine(map_of_it) }}", "{{ [1] | zip(list) | list }}", "{{ ['a'] | product(list) | list }}",
        "{% if true %}{{ text }}{% endif %}", "{% do 1 %}{{ text }}", "{% raw %}{{ x }}{% endraw %}{{ text }}",
    ])
    func `by a statement is secret`(_ template: String) throws {
        let result = try #require(Self.rendered(template))
        #expect(result.isSensitive, "\(result.text)")
    }

    private struct Loader: TemplateLoader {
        static let texts = [
            "open": "{% macro m(x) %}<{{ x }}>{% endmacro %}{% set v = text %}{{ text }}{% block b %}b{% endblock %}",
            "base": "a {% block b %}{{ text }}{% endblock %} z", "plain": "nothing",
            "secret": "{% macro m() %}word{% endmacro %}{% set v = 1 %}word {% block b %}word{% endblock %}",
        ]

        func template(named name: String, at span: Span) throws(Diagnostic) -> Template? {
            guard let text = Self.texts[name] else { return nil }
            return try Template(parsing: Source(name: name, text: text), isSecret: name == "secret")
        }
    }

    @Test(arguments: [
        ("{% include 'open' %}", true), ("{% include 'plain' %}", false), ("{% include ['none', 'secret'] %}", true),
        ("{% import 'open' as o with context %}{{ o }}", true),
        ("{% import 'open' as o with context %}{{ o.v }}", true),
        ("{% import 'open' as o with context %}{{ o.m('a') }}", true),
        ("{% from 'open' import m with context %}{{ m(1) }}", false),
        ("{% from 'open' import m with context %}{{ m(text) }}", true), ("{% import 'secret' as s %}{{ s.m() }}", true),
        ("{% from 'secret' import m %}{{ m() }}", true), ("{% from 'secret' import v %}{{ v }}", true),
        ("{% from 'secret' import m %}x", false), ("{% extends 'base' %}", true),
        ("{% extends 'base' %}{% block b %}x{% endblock %}", false),
        ("{% extends 'base' %}{% block b %}{{ super() | length }}{% endblock %}", true),
        ("{% extends 'secret' %}{% block b %}x{% endblock %}", true),
        ("{% extends 'base' %}{% block b %}{{ text }}{% endblock %}", true),
        ("{% set x %}{% include 'secret' %}{% endset %}{{ x | length }}", true),
    ])
    func `by other templates is secret, and nothing else`(template: String, isSensitive: Bool) throws {
        let template = try Template(parsing: Source(name: "t", text: template))
        #expect(try template.render(in: Self.scope, loader: Loader()).isSensitive == isSensitive)
    }

    @Test(arguments: ["{{ nope }}", "{{ 1 + 'x' }}", "{% macro m(", "{{ o | nope }}", "{% include 'none' %}"])
    func `by a template that is one itself is told by no error`(text: String) {
        let problem = #expect(throws: Diagnostic.self) {
            try Template(parsing: Source(name: "t", text: text), isSecret: true).render(in: Self.scope)
        }
        #expect(problem?.message.hasPrefix("something is wrong here that would show a secret") == true)
        #expect(problem?.span?.file == "t" && problem?.fixIts.isEmpty == true && problem?.notes.isEmpty == true)
    }
}

extension Value: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self = .string(text) }
}
