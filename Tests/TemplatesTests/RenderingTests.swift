import Diagnostics
import Templates
import Testing
import YAML

@Suite struct `A node with templates in it` {
    private func rendered(_ text: String, _ values: [String: Value] = [:]) throws -> Node {
        let node = try #require(try Node(parsing: Source(name: "m.yaml", text: text)))
        return try node.rendered(in: DictionaryScope(values))
    }

    @Test func `keeps the type of a value that is a single expression`() throws {
        let node = try rendered(
            "list: '{{ items }}'\nnumber: '{{ n }}'\ntext: 'n={{ n }}'\nflag: '{{ n > 1 }}'\nquoted: '{{ s }}'\n",
            ["items": .list([.int(1), .string("2")]), "n": .int(5), "s": .string("5")])
        #expect(node["list"]?.sequence?.map(\.scalar) == [.int(1), .string("2")])
        #expect(node["number"]?.scalar == .int(5))
        #expect(node["text"]?.scalar == .string("n=5"))
        #expect(node["flag"]?.scalar == .bool(true))
        #expect(node["quoted"]?.scalar == .string("5"))
        #expect(node["number"]?.span.start == Position(line: 2, column: 9))
    }

    @Test func `leaves alone what is tagged as unsafe or is no template`() throws {
        let node = try rendered("a: !unsafe '{{ x }}'\nb: plain\nc: '010'\nd: 010\n")
        #expect(node["a"]?.string == "{{ x }}")
        #expect(node["b"]?.string == "plain")
        #expect(node["c"]?.scalar == .string("010"))
        #expect(node["d"]?.scalar == .int(8))
    }

    @Test func `has its keys rendered too, and what is omitted left out`() throws {
        let node = try rendered(
            "'{{ k }}': 1\ngone: '{{ nope | default(omit) }}'\nlist: [a, '{{ omit }}', b]\n",
            ["k": .string("key"), "omit": .object(Omit())])
        #expect(node.mapping?.compactMap(\.key.string) == ["key", "list"])
        #expect(node["list"]?.sequence?.compactMap(\.string) == ["a", "b"])
    }

    @Test func `tells all that is wrong with it at once`() {
        let problems = #expect(throws: Problems.self) {
            try rendered("a: '{{ one }}'\nb: ['{{ two }}', '{{ 1 | nope }}']\n")
        }
        #expect(problems?.all.map(\.code) == ["undefined-variable", "undefined-variable", "unknown-filter"])
    }

    @Test func `becomes a value and the same node again`() throws {
        let text = "a: [1, 1.5, yes, null, '1', x]\nb: {c: 2024-01-01}\n"
        let node = try #require(try Node(parsing: Source(name: "m.yaml", text: text)))
        let value = Value(node)
        #expect(Value(value.node(at: node.span)) == value)
    }
}

@Suite struct `A secret` {
    private static let scope = DictionaryScope([
        "secret": .string("hunter2").tainted(true), "plain": .string("x"), "flag": .bool(true),
        "users": .list([
            .map(["name": .string("ann"), "password": .string("p").tainted(true)]),
            .map(["name": .string("bob"), "password": .string("q").tainted(true)]),
        ]),
        "all": .map(["a": .string("x")]).tainted(true),
    ])

    @Test(arguments: [
        "{{ secret }}", "a {{ secret }} b", "{{ secret | upper }}", "{{ secret ~ 'x' }}", "{{ 'x' + secret }}",
        "{{ secret[0] }}", "{{ secret[1:] }}", "{{ secret.upper() }}", "{{ [plain, secret] | join }}",
        "{{ 'a' | replace('a', secret) }}", "{{ '%s' % secret }}", "{{ '%s' | format(secret) }}",
        "{{ '{}'.format(secret) }}", "{{ ','.join([secret]) }}", "{{ secret | b64encode }}", "{{ secret | hash }}",
        "{{ {'a': secret} | to_json }}", "{{ {'a': secret} }}", "{{ [secret] }}", "{{ [[secret]] | flatten }}",
        "{{ users | map(attribute='password') | join }}", "{{ users[0].password }}", "{{ users | first }}",
        "{% for u in users %}{{ u.password }}{% endfor %}", "{% for c in secret %}{{ c }}{% endfor %}",
        "{% set x = secret %}{{ x }}", "{% set x %}{{ secret }}{% endset %}{{ x }}",
        "{% filter upper %}{{ secret }}{% endfilter %}", "{% with x = secret %}{{ x }}{% endwith %}",
        "{{ secret if flag else plain }}", "{{ nope | default(secret) }}", "{{ flag | ternary(secret, plain) }}",
        "{{ secret or plain }}", "{{ flag and secret }}", "{{ all.a }}", "{{ all | dict2items }}",
        "{% for k, v in all.items() %}{{ v }}{% endfor %}", "{{ {'a': 1} | combine({'b': secret}) }}",
        "{{ [secret] | sort | first }}", "{{ [secret] | unique | list }}", "{{ [1] | zip([secret]) | list }}",
        "{{ secret | regex_replace('h', 'x') }}", "{{ secret | length }}", "{{ secret == 'x' }}",
        "{{ secret is match('h') }}", "{{ users | groupby('password') | first | first }}",
        "{% set ns = namespace(x=secret) %}{{ ns.x }}", "{{ dict(a=secret).a }}", "{{ secret.split('n') | last }}",
        "{{ {secret: 1} | first }}", "{{ [secret] * 2 }}", "{{ ([1] + [secret])[1] }}",
        "{{ [secret] | batch(1) | list }}",
        "{{ {'a': secret} | to_nice_yaml }}", "{{ ('[\"' ~ secret ~ '\"]') | from_json }}",
        "{{ users | map(attribute='password') | map('upper') | list }}", "{{ [secret] | map('length') | list }}",
        "{{ {'a': secret} | dictsort }}", "{{ {'a': secret}.get('a') }}", "{{ {}.get('a', secret) }}",
        "{{ [plain] | map('replace', 'x', secret) | list }}", "{{ [secret, 'a'] | max }}",
        "{{ secret | regex_findall('h(u)') }}", "{{ ('a: ' ~ secret) | from_yaml }}",
        "{{ [secret] | reverse | list }}", "{{ {'a': [secret]} | combine({'a': [1]}, list_merge='append') }}",
        "{{ secret | quote }}", "{{ [{'key': 'a', 'value': secret}] | items2dict }}", "{{ secret | list }}",
    ])
    func `stays one whatever a template does with it`(_ text: String) throws {
        let rendered = try Template(parsing: Source(name: "t.j2", text: text)).render(in: Self.scope)
        #expect(rendered.isSensitive)
        let node = try #require(try Node(parsing: Source(name: "m.yaml", text: "a: |-\n  \(text)\n")))
        #expect(try node.rendered(in: Self.scope)["a"]?.holdsSecret == true)
    }

    @Test(arguments: [
        "{{ plain }}", "{{ users[0].name }}", "{{ users | map(attribute='name') | join }}",
        "{% if secret %}yes{% endif %}", "{{ plain if secret else 'no' }}", "{{ [secret, plain] | last }}",
        "{{ secret | ternary('a', 'b') }}", "{% for u in users %}{{ u.name }}{% endfor %}",
        "{{ 'a' | default(secret) }}",
        "{{ {'a': secret, 'b': 'x'}.b }}", "{{ {'a': secret} | list }}",
    ])
    func `does not spread to what is not made of it`(_ text: String) throws {
        let rendered = try Template(parsing: Source(name: "t.j2", text: text)).render(in: Self.scope)
        #expect(!rendered.isSensitive)
    }

    @Test func `keeps its mark through YAML and back`() throws {
        let source = Source(name: "v.yaml", text: "a: x\n")
        var node = try #require(try Node(parsing: source))
        node.isSensitive = true
        #expect(Value(node).isSensitive)
        #expect(Value(node).node(at: node.span).isSensitive)
    }
}

extension Node {
    fileprivate var holdsSecret: Bool {
        isSensitive || (sequence ?? []).contains { $0.holdsSecret }
            || (mapping ?? []).contains { $0.key.isSensitive || $0.value.holdsSecret }
    }
}

@Suite struct `The variables of a template` {
    @Test(arguments: [
        ("{{ a.b[c] }}", ["a", "c"]),
        ("{% for x in xs if x.y == z %}{{ x }}{{ loop.index }}{% endfor %}{{ x }}", ["x", "xs", "z"]),
        ("{% set a = b %}{{ a }}", ["b"]), ("{{ a | default(b) | map(attribute=c) }}", ["a", "b", "c"]),
        ("{{ range(n) }}{{ dict(a=b) }}", ["b", "n"]), ("{% with a = a %}{{ a }}{% endwith %}", ["a"]),
        ("{{ x if y else z }}{% raw %}{{ no }}{% endraw %}{# {{ no }} #}", ["x", "y", "z"]),
        ("{{ a is defined and b in [c] }}{{ {k: v} }}", ["a", "b", "c", "k", "v"]),
    ])
    func `are known without rendering it`(_ text: String, names: [String]) throws {
        #expect(try Template(parsing: Source(name: "t.j2", text: text)).names.sorted() == names)
    }

    @Test func `are taken from the uppermost layer that has them`() throws {
        let scope = DictionaryScope(["a": .int(1), "b": .int(2)]).overlaid(by: ["b": .int(3)])
        #expect(try Template(parsing: Source(name: "t", text: "{{ a }}{{ b }}")).render(in: scope).text == "13")
    }

    @Test func `are asked for only when they are needed`() throws {
        struct Lazy: Scope {
            let names = ["needed", "costly"]
            func value(of name: String) throws(Diagnostic) -> Value? {
                if name == "costly" { throw Diagnostic("asked", "asked for") }
                return .bool(true)
            }
        }
        let template = try Template(parsing: Source(name: "t", text: "{{ 1 if needed else costly }}"))
        #expect(try template.render(in: Lazy()).text == "1")
    }
}
