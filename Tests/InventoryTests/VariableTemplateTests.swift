import Diagnostics
import Templates
import Testing
import YAML

@testable import Inventory

/// What a variable's template comes to; each answer is that of Ansible 2.19.
@Suite struct VariableTemplateTests {
    @Test(arguments: [
        ("{{ l }}\n", "[1, 2]"), ("{{ s }}\n", "'x\\n'"), ("{{ sn }}\n", "'x\\n'"), ("{{ sn }}\n\n", "'x\\n\\n'"),
        ("{{ i }}\n\n", "'5\\n\\n'"), ("{{ n }}", "None"), ("{{ n }}x", "'x'"), ("a{{ n }}", "'a'"),
        ("{% set x = 1 %}", "None"), ("{% if true %}{{ l }}{% endif %}", "[1, 2]"),
        ("{% if true %}\n{{ l }}\n{% endif %}\n", "'[1, 2]\\n'"), ("{% if true %}{{ l }}{% endif %} ", "'[1, 2] '"),
        ("{% for x in [1] %}{{ x }}{% endfor %}", "1"), ("{% for x in [1, 2] %}{{ x }}{% endfor %}", "'12'"),
        ("{{ i }}{{ '' }}", "'5'"), ("{% macro m() %}{{ l }}{% endmacro %}{{ m() }}", "[1, 2]"),
        ("{% macro m() %}{{ l }}{% endmacro %}{{ m() | length }}", "2"),
        ("{% set b %}{{ l }}{% endset %}{{ b }}", "[1, 2]"), ("{% filter upper %}{{ s }}{% endfilter %}", "'X'"),
        ("{# c #}{{ d }}", "{'a': 1}"), ("{% raw %}{{ l }}{% endraw %}", "'{{ l }}'"),
        ("{% block z %}{{ l }}{% endblock %}", "[1, 2]"), ("x\n\n{{ n }}\n", "'x\\n\\n'"), ("  {{ l }}", "'  [1, 2]'"),
        ("{% if false %}{{ l }}{% endif %}", "None"), ("{% if i > 3 %}5{% else %}6{% endif %}", "'5'"),
        ("{{ '5' }}", "'5'"), ("{{ l }}{# c #}\n", "[1, 2]"), ("{%- if true -%} {{ l }} {%- endif -%}\n", "[1, 2]"),
        ("{{ [n, l] }}", "[None, [1, 2]]"), ("{{ n }}\n", "None"), ("{{ l }}{{ n }}", "[1, 2]"),
        ("{{ [1, omit] }}", "[1]"),
    ])
    func `a variable's template keeps the type of a lone value`(template: String, expected: String) throws {
        let inventory = try Inventory.ini(
            "h\n", ["host_vars/h.yml": "l: [1, 2]\ns: x\nsn: \"x\\n\"\nn:\ni: 5\nd: {a: 1}\n"])
        let host = try #require(inventory.host(named: "h"))
        var layer = VariableLayer(rule: "test", file: "test", variables: [:])
        let source = Source(name: "test.yml", text: "t: \(quoted(template))\n")
        layer.variables = ["t": try #require(try Node(parsing: source)?["t"])]
        let scope = HostScope(host: host, in: inventory, content: .init(layers: inventory.layers(for: host) + [layer]))
        let shown = try Expression(parsing: "[t] | string", at: span).evaluate(in: scope).text
        #expect(shown == "[\(expected)]")
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }

    private let span = Span(file: "test", start: Position(line: 1, column: 1), end: Position(line: 1, column: 2))
}
