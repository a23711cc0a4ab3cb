import TestSupport

/// Makes up whole templates of every statement that there is, with white space anywhere.
struct TemplateGenerator {
    private var expressions: ExpressionGenerator
    /// Names that are set where the next statement stands; `s` to `v` are never given from outside.
    private var sets: [String] = []
    private var macros: [String] = []
    private var loops = 0
    private var blocks = 0
    private var marks = (statement: ("{%", "%}"), output: ("{{", "}}"), comment: ("{#", "#}"))

    /// What the templates include, import and extend.
    static let library = [
        "part": "part {{ name }}\n", "uses": "<{{ s | default('-') }}{{ v | default('-') }}>",
        "lib":
            "{% macro box(x, y='*') %}[{{ y }}{{ x }}]{% endmacro %}{% macro wrap() %}({{ caller(1) }}){% endmacro %}{% set w = 3 %}",
        "base": "A{% block one %}one{% endblock %}B{% block two %}{% endblock %}C{{ s | default('') }}\n",
        "mid": "{% extends 'base' %}{% block two %}mid{{ super() }}{% endblock %}",
        "bad": "fine\n{{ nope }}\n",
    ]

    static let variables = """
        {name: web, text: "Hello, World", empty: "", spaced: "  a b  ", lines: "one\\ntwo\\n\\nthree\\n",
         unicode: "äöü ßé 日本", n: 7, neg: -7, zero: 0, pi: 3.14159, large: -98765432109876543210, yes_: true, list: [3, 1, 2],
         words: [delta, Alpha, charlie, bravo], nested: [[1, [2, 3]], [4], 5], dups: [b, a, b, C, c],
         map: {b: 2, a: 1, C: 3}, ports: {http: 80, https: 443}, deep: {x: {y: {z: end}}, l: [{k: 1}, {k: 2}]},
         users: [{name: ann, uid: 1001, active: true, groups: [adm, wheel]}, {name: Bob, uid: 1000, active: false, groups: []},
                 {name: cid, uid: 1002, active: true, groups: [wheel]}]}
        """

    /// A template, and the words in it.
    ///
    /// Each filter and test has its turn in one of as many seeds as there are.
    static func template(seed: UInt64) -> (text: String, used: Set<String>) {
        var generator = TemplateGenerator(expressions: ExpressionGenerator(random: SplitMix64(seed: seed)))
        let text = generator.whole(with: ExpressionGenerator.words[Int(seed % UInt64(ExpressionGenerator.words.count))])
        return (text, generator.expressions.used)
    }

    private init(expressions: ExpressionGenerator) { self.expressions = expressions }

    private mutating func whole(with phrase: Phrase) -> String {
        var text = header()
        if chance(8) {
            text += statement("extends '\(one(of: ["base", "mid"]))'")
            for name in ["one", "two"] where chance(60) {
                let inner = block(2) + (chance(40) ? output("super()") : "")
                text += statement("block \(name)") + inner + statement("endblock")
            }
            return text
        }
        // Behind a single value that is no text Ansible adds no line break, and Jinja2 by itself cannot tell that it is one.
        text += "= " + output(expressions.phrase(phrase, 2))
        for _ in 0..<Int.random(in: 0...5, using: &expressions.random) { text += piece(3) }
        return text
    }

    private mutating func header() -> String {
        guard chance(20) else { return "" }
        var pairs: [String] = []
        if chance(40) { pairs.append("trim_blocks: \(one(of: ["True", "False"]))") }
        if chance(50) { pairs.append("lstrip_blocks: True") }
        if chance(15) {
            marks = (("<%", "%>"), ("${", "}"), ("<#", "#>"))
            pairs += [
                "block_start_string: '<%'", "block_end_string: '%>'", "variable_start_string: '${'",
                "variable_end_string: '}'", "comment_start_string: '<#'", "comment_end_string: '#>'",
            ]
        }
        return pairs.isEmpty ? "" : "#jinja2: \(pairs.joined(separator: ", "))\n"
    }

    private mutating func chance(_ percent: Int) -> Bool { expressions.chance(percent) }
    private mutating func one<Item>(of items: [Item]) -> Item { expressions.one(of: items) }

    private mutating func space() -> String { chance(85) ? " " : one(of: ["", "  ", "\t", "\n", " \n "]) }

    private mutating func statement(_ words: String) -> String {
        let (start, end) = marks.statement
        expressions.used.insert("statement \(words.prefix { $0.isLetter })")
        return start + (chance(85) ? "" : one(of: ["-", "+"])) + " " + words + space()
            + (chance(85) ? "" : one(of: ["-", "+"])) + end
    }

    /// A statement on one line: for what goes wrong in a comparison Jinja2 names the line of the word behind it.
    private mutating func plain(_ words: String) -> String {
        expressions.used.insert("statement \(words.prefix { $0.isLetter })")
        return "\(marks.statement.0) \(words) \(marks.statement.1)"
    }

    private mutating func output(_ expression: String) -> String {
        let (start, end) = marks.output
        return start + (chance(90) ? "" : "-") + " " + expression + " " + (chance(90) ? "" : "-") + end
    }

    private mutating func data() -> String {
        one(of: [
            "a", " ", "\n", "  x\n", "\n\n", "\t", "text ", "é日", "{ }", "\n  ", "#", "%", "'", " \n", "", "b\r\nc",
        ])
    }

    /// Statements in a block: what they set is not known behind it.
    private mutating func block(_ depth: Int) -> String {
        let outer = (sets, macros)
        defer { (sets, macros) = outer }
        return (0..<Int.random(in: 1...3, using: &expressions.random)).map { _ in piece(depth - 1) }.joined()
    }

    private mutating func piece(_ depth: Int) -> String {
        guard depth > 0, chance(60) else {
            if chance(6) {
                return marks.comment.0 + one(of: ["", "-"]) + " c " + one(of: ["", "-", "+"]) + marks.comment.1
            }
            if chance(2) { return output(expressions.undefined()) }
            if chance(20), !sets.isEmpty { return output(one(of: sets)) }
            return chance(45) ? data() : output(expressions.any(3))
        }
        switch Int.random(in: 0...15, using: &expressions.random) {
        case 0, 1: return condition(depth)
        case 2, 3: return loop(depth)
        case 4: return assignment(depth)
        case 5: return macro(depth)
        case 6: return call(depth)
        case 7:
            return statement("filter \(one(of: ["upper", "trim", "replace('a', 'b')", "upper | lower", "indent(2)"]))")
                + block(depth) + statement("endfilter")
        case 8:
            return chance(80)
                ? with(depth)
                : statement("autoescape \(one(of: ["false", "False"]))") + block(depth) + statement("endautoescape")
        case 9: return statement("raw") + one(of: ["{{ x }}", " \n ", "{% if %}"]) + statement("endraw")
        case 10: return inclusion()
        case 11: return imports()
        case 12: return namespace()
        case 13:
            blocks += 1
            let scoped = chance(50) ? " scoped" : ""
            let (outer, set) = (expressions.isInLoop, sets)
            (expressions.isInLoop, sets) = (false, [])
            defer { (expressions.isInLoop, sets) = (outer, set) }
            return statement("block b\(blocks)\(scoped)") + block(depth) + statement("endblock")
        case 14 where loops > 0:
            return statement("if \(expressions.expression(.bool, 1))") + statement(one(of: ["break", "continue"]))
                + statement("endif")
        default:
            return one(of: [
                statement("do \(expressions.any(2))"), plain("print \(expressions.any(2))"), damaged(depth),
            ])
        }
    }

    private mutating func condition(_ depth: Int) -> String {
        var text = statement("if \(expressions.expression(.bool, 3))") + block(depth)
        if chance(30) { text += statement("elif \(expressions.expression(.bool, 2))") + block(depth) }
        if chance(50) { text += statement("else") + block(depth) }
        return text + statement("endif")
    }

    private mutating func loop(_ depth: Int) -> String {
        let outer = (expressions.isInLoop, expressions.numbers)
        loops += 1
        defer {
            loops -= 1
            (expressions.isInLoop, expressions.numbers) = outer
        }
        if chance(12) {
            let inner = output("[i] if i is number else loop(i)")
            return statement("for i in nested recursive") + output("loop.depth") + inner + statement("endfor")
        }
        let filter = chance(20) ? " if x \(one(of: ["!= 1", "is defined", "> 2", "in list"]))" : ""
        let words = "for x in \(expressions.expression(.list, 2))\(filter)"
        var text = filter.isEmpty ? statement(words) : plain(words)
        expressions.isInLoop = true
        let (set, body) = (
            sets,
            output(
                one(of: [
                    "x", "loop.index", "loop.previtem | default('-')", "loop.nextitem | default('-')",
                    "loop.cycle('a', 'b')", "loop.last",
                ])) + block(depth)
        )
        text += body
        sets = set
        expressions.isInLoop = outer.0
        loops -= 1
        if chance(25) { text += statement("else") + block(depth) }
        loops += 1
        return text + statement("endfor")
    }

    private mutating func assignment(_ depth: Int) -> String {
        let name = one(of: ["s", "t", "u", "v"])
        defer { if !sets.contains(name) { sets.append(name) } }
        switch Int.random(in: 0...3, using: &expressions.random) {
        case 0:
            return statement("set \(name)\(one(of: ["", " | upper", " | trim | length"]))") + block(depth)
                + statement("endset")
        case 1: return statement("set \(name), o = \(expressions.any(2)), \(expressions.any(1))")
        default: return statement("set \(name) = \(expressions.any(3))")
        }
    }

    private mutating func macro(_ depth: Int) -> String {
        let name = "m\(macros.count)"
        let outer = (loops, expressions.isInLoop, sets)
        (loops, expressions.isInLoop, sets) = (0, false, [])
        let extra = one(of: ["", "", output("varargs"), output("kwargs"), output("caller() if caller else ''")])
        let body = output("p") + output("q") + block(depth) + extra
        (loops, expressions.isInLoop, sets) = outer
        macros.append(name)
        return statement("macro \(name)(p, q=\(expressions.any(1)))") + body + statement("endmacro") + use(name)
    }

    private mutating func use(_ name: String) -> String {
        output(
            "\(name)"
                + one(of: [
                    "(1)", "(p=2)", "(1, q='z')", "(1, 2)", "('a', 'b')", "(q=1, p=[])", "(*[1, 2])", "(**{'p': 4})",
                    "()", "(1, 2, 3)", "(1, z=2)",
                ]))
    }

    private mutating func call(_ depth: Int) -> String {
        let inner = (loops, expressions.isInLoop)
        (loops, expressions.isInLoop) = (0, false)
        defer { (loops, expressions.isInLoop) = inner }
        return statement("macro k(a) ") + output("caller(a, 2)") + statement("endmacro")
            + statement("call(c, d=0) k(\(expressions.any(1)))") + output("c") + output("d") + block(depth)
            + statement("endcall")
    }

    private mutating func with(_ depth: Int) -> String {
        // Jinja2 names no line for what goes wrong in the values themselves.
        let values = ["1", "'a b'", "name", "list", "[n, 2]", "map", "name ~ n", "n + 1"]
        let opening = statement("with s = \(one(of: values)), w = \(one(of: values))")
        let outer = sets
        sets = outer + ["s", "w"]
        defer { sets = outer }
        return opening + block(depth) + statement("endwith")
    }

    private mutating func inclusion() -> String {
        statement(
            "include "
                + one(of: [
                    "'part'", "'uses'", "['nope', 'part']", "'nope' ignore missing", "'uses'", "'uses' with context",
                    "'nope'", "'bad'", "['x', 'y'] ignore missing",
                ]))
    }

    private mutating func imports() -> String {
        one(of: [
            statement("import 'lib' as lib") + output("lib.box(\(expressions.any(1)))") + output("lib.w"),
            statement("from 'lib' import box, w as ww") + output("box(ww, y=1)"),
            statement("from 'lib' import wrap with context") + statement("call(i) wrap()") + output("i")
                + statement("endcall"),
            statement("import 'lib' as lib") + output("lib.nope"),
        ])
    }

    private mutating func namespace() -> String {
        statement("set ns = namespace(v=\(expressions.any(1)))") + statement("for i in [1, 2]")
            + statement("set ns.v = [i, ns.v]") + statement("endfor") + output("ns.v")
            + one(of: [
                "", statement("set c = cycler('a', 2)") + output("c.next()") + output("c.next()") + output("c.current"),
            ])
            + one(of: ["", changes()]) + one(of: ["", statement("set j = joiner()") + output("j()") + output("j()")])
    }

    /// Methods that change a list and a map.
    private mutating func changes() -> String {
        let calls = [
            "l.append(2)", "l.extend([3, 'x'])", "l.insert(0, n)", "l.pop()", "l.remove(1)", "l.reverse()", "l.clear()",
            "m.update({'b': [n]})", "m.update(c=3)", "m.setdefault('a', []).append(4)", "m.pop('a', 5)",
            "m['k'].append(1)",
            "m.k.extend(l)", "m.update(z={'y': 1})", "ns2.l.append(n)", "l.sort()", "m.nope.append(1)",
        ]
        var text =
            statement("set l = [1]") + statement("set m = {'k': [0]}") + statement("set ns2 = namespace(l=[])")
            + statement("for i in [1, 2]")
        for _ in 0..<3 {
            text += chance(50) ? statement("do \(one(of: calls))") : output(one(of: calls))
        }
        return text + statement("endfor") + output("l") + output("m") + output("ns2.l")
    }

    /// Something that is written wrongly.
    private mutating func damaged(_ depth: Int) -> String {
        guard chance(15) else { return data() }
        return one(of: [
            statement("endif"), statement("if"), output(""), output("1 +"), statement("for x list"), output("a b"),
            output("(1"),
            statement("else"), output("'x"), statement("nope 1"), output(""),
            statement("block b"), "{{", statement("break"), output("a.1.b"), output("010"), output("{'a' 1}"),
            output("f(a=1, 2)"),
        ])
    }
}
