import TestSupport

/// Inventories made by chance, the same ones in each run: with more of them in a soak.
enum GeneratedInventories {
    static let all: [InventoryCase] = (1...(soakFactor > 1 ? 1000 : 80)).map { seed in
        var maker = InventoryMaker(random: SplitMix64(seed: UInt64(seed)))
        return maker.make(name: "generated-\(seed)")
    }
}

private struct InventoryMaker {
    var random: SplitMix64
    private var groups: [String] = []
    private var hosts: [String] = []

    init(random: SplitMix64) { self.random = random }

    private static let ranges = [
        "web[1:3]", "web[01:04]", "w[a:e:2]", "x[001:010:3]", "y[a:c]z[0:1]", "s[:2]", "db-[a:c]",
        "n[0:6:2].example.com", "r[1:2]-[a:b]", "10.0.0.[1:3]", "gpu[08:10]:2222",
    ]
    private static let hosts = [
        "alpha", "beta", "web1", "web02", "db-b", "n4.example.com", "gpu09", "10.0.0.2", "gamma:22", "localhost",
    ]
    private static let iniValues = [
        "5", "-3", "0x1f", "0123", "1_000", "1.50", ".5", "1e3", "1e16", "True", "true", "None", "yes", "plain", "a-b",
        "10.0.0.1", "80,443", "(1,2)", "[]", "{}", "{'a':1,'b':[True,None]}", "1+1", "--1", "~", "%", "héllo",
        "{{a}}/x",
        "''", "5#6", "0", "00", "''''''", "1if", "é", "+7", "-0.0", "0b101", "1e999",
    ]
    private static let sectionValues =
        iniValues + [
            "\"quoted # hash\"", "'a' 'b'", "5 # five", "word # not cut", "'it''s'", "r'\\d+'", "'\\x41\\n\\u00e9'",
            "\"open", "{'k': ('a',)}",
            "[1, 2", "- 5", "two words", "a=b", "\\", "f'{x}'",
        ]
    private static let yamlValues = [
        "5", "010", "0o10", "0x1F", "1:30", "1.0", "1e3", "1.5e+3", ".inf", "-.inf", "yes", "No", "~", "null",
        "\"yes\"", "'5'", "text",
        "[1, two, {three: 3}]", "{a: 1, b: [], c: {}}", "\"esc \\t \\u00e9 \\\" \\\\ \"", "a: b", "!unsafe '{{ x }}'",
        "2001-01-01",
        "|\n        lines\n        more", "1_000", "0b11", "+5", "'{{ a }}'", "-0.0", "12345678901234567.0", "1.0e-7",
        "\"\\x01\"",
    ].filter { $0 != "a: b" }
    private static let names = ["a", "b", "c", "port_x", "deep_value", "ansible_user"]

    mutating func make(name: String) -> InventoryCase {
        var result = InventoryCase(name: name)
        groups = (0..<Int.random(in: 1...7, using: &random)).map { ["g\($0)", "webs\($0)", "db-\($0)"][$0 % 3] }
        let files = Int.random(in: 1...3, using: &random)
        for number in 0..<files {
            switch Int.random(in: 0..<9, using: &random) {
            case 0:
                result.files.append(("inventory/\(number).sh", script()))
                result.executables.insert("inventory/\(number).sh")
            case 1: result.files.append(("inventory/\(number).json", "{" + tree(0, depth: 0) + "}"))
            case 2...4: result.files.append(("inventory/\(number).yaml", yaml()))
            default: result.files.append(("inventory/\(number)-hosts", ini()))
            }
        }
        if chance(5) { result.files.append(("inventory/sub/\(files)-hosts", ini())) }
        result.sources = chance(2) ? ["inventory"] : result.files.map { $0.path }
        if chance(4) {
            let list = (0...Int.random(in: 0...2, using: &random)).map { _ in pick(Self.hosts) + "," }.joined()
            result.sources.insert(list, at: Int.random(in: 0...result.sources.count, using: &random))
        }
        addVariableFiles(to: &result)
        result.patterns = (0..<6).map { _ in
            .init(hosts: pattern(), limit: chance(4) ? pattern() : nil)
        }
        return result
    }

    private mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }

    private mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: items.indices, using: &random)] }

    private mutating func host() -> String { pick(chance(3) ? Self.ranges : Self.hosts) }

    /// Groups that may be below another one without a loop: those that come later.
    private mutating func children(of group: Int) -> [String] {
        groups[(group + 1)...].filter { _ in chance(3) }
    }

    private mutating func ini() -> String {
        var sections: [String] = []
        var loose = ""
        for _ in 0..<Int.random(in: 0...2, using: &random) { loose += hostLine() }
        for (index, group) in groups.enumerated() {
            var section = chance(4) ? "[\(group)]  # comment\n" : "[\(group)]\n"
            for _ in 0..<Int.random(in: 0...3, using: &random) { section += hostLine() }
            sections.append(section)
            let children = children(of: index)
            if !children.isEmpty { sections.append("[\(group):children]\n" + children.map { "\($0)\n" }.joined()) }
            if chance(2) { sections.append("[\(group):vars]\n" + variableLines(priority: chance(3))) }
        }
        if chance(2) { sections.append("[all:vars]\n" + variableLines(priority: false)) }
        sections.shuffle(using: &random)
        return loose + "; a comment\n" + sections.joined(separator: "\n")
    }

    private mutating func hostLine() -> String {
        var line = host()
        for _ in 0..<Int.random(in: 0...2, using: &random) { line += " \(pick(Self.names))=\(pick(Self.iniValues))" }
        return (chance(5) ? "  \(line)  # comment" : line) + "\n"
    }

    private mutating func variableLines(priority: Bool) -> String {
        var lines = priority ? "ansible_group_priority=\(pick([1, 2, 10]))\n" : ""
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            lines += pick(Self.names) + pick(["=", " = "]) + pick(Self.sectionValues) + "\n"
        }
        return lines
    }

    private mutating func yaml() -> String {
        var text = ""
        if chance(2) {
            text += "all:\n  vars:\n" + yamlVariables(indent: 4) + "  hosts:\n    \(pick(Self.hosts)):\n"
        }
        for (index, group) in groups.enumerated() {
            text += "\(group):\n"
            if !chance(3) {
                text += "  hosts:\n"
                for name in Set((0..<Int.random(in: 0...3, using: &random)).map { _ in host() }).sorted() {
                    text += "    \(name.contains(":") || name.contains("[") ? "\"\(name)\"" : name):\n"
                    if chance(2) { text += yamlVariables(indent: 6) }
                }
            }
            let children = children(of: index)
            if !children.isEmpty { text += "  children:\n" + children.map { "    \($0):\n" }.joined() }
            if chance(2) {
                text += "  vars:\n" + yamlVariables(indent: 4)
                if chance(3) { text += "    ansible_group_priority: \(pick([1, 5, 10]))\n" }
            }
        }
        return text
    }

    private mutating func yamlVariables(indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return Self.names.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random))
            .map { "\(margin)\($0): \(pick(Self.yamlValues))\n" }.joined()
    }

    /// A group with others inside of it, some of them more than once, as JSON and as YAML's flow style have it.
    private mutating func tree(_ group: Int, depth: Int) -> String {
        let hosts = Set((0..<Int.random(in: 0...2, using: &random)).map { _ in host() }).sorted()
            .map {
                chance(2)
                    ? "\"\($0)\": null" : "\"\($0)\": {\"a\": \(Int.random(in: 0...9, using: &random)), \"c\": [1e2]}"
            }
        let below = depth > 3 ? [] : groups.indices.filter { $0 > group && chance(2) }
        let children = below.map { tree($0, depth: depth + 1) }
        let variables = "\"\(pick(Self.names))\": \"\(group).\(depth)\", \"ansible_group_priority\": \(pick([1, 1, 3]))"
        return """
            "\(groups[group])": {"hosts": {\(hosts.joined(separator: ", "))},
              "children": {\(children.joined(separator: ", "))},
              "vars": {\(variables)}}
            """
    }

    /// A program that prints groups, and the variables of hosts at once or for each one.
    private mutating func script() -> String {
        let sections = groups.indices.filter { _ in !chance(3) }.map { index in
            let hosts = (0..<Int.random(in: 0...2, using: &random)).map { _ in "\"\(pick(Self.hosts))\"" }
            let children = children(of: index).map { "\"\($0)\"" }
            return """
                "\(groups[index])": {"hosts": [\(hosts.joined(separator: ", "))], "children": [\(children.joined(separator: ", "))],
                "vars": {"\(pick(Self.names))": [\(index), 1e1, "{{ x }}"]}}
                """
        }
        let meta =
            chance(2) ? ["\"_meta\": {\"hostvars\": {\"alpha\": {\"b\": \"meta\"}, \"web1\": {\"c\": null}}}"] : []
        return """
            #!/bin/sh
            if [ "$1" = --host ]; then echo '{"b": "asked for '"$2"'"}'; exit; fi
            cat <<'JSON'
            {\((meta + sections).joined(separator: ",\n"))}
            JSON
            """
    }

    private mutating func addVariableFiles(to item: inout InventoryCase) {
        for folder in ["", "inventory/"] {
            for name in ["all", "ungrouped"] + groups where chance(4) {
                let path =
                    folder + "group_vars/" + name + pick([".yml", ".yaml", ".json", "", "/10.yml", "/sub/x.yaml"])
                item.files.append((path, path.hasSuffix(".json") ? "{\"a\": \"\(path)\"}" : variables(in: path)))
            }
            for name in ["alpha", "web1", "web02", "n4.example.com", "10.0.0.2"] where chance(5) {
                let path = folder + "host_vars/" + name + pick([".yml", "", "/x.yml"])
                item.files.append((path, "c: \(path)\n"))
            }
        }
    }

    /// A file of variables: such that tell where they come from, or of all kinds.
    private mutating func variables(in path: String) -> String {
        guard chance(2) else { return "a: \(path)\nb: \(path)\n" }
        return pick(["---\n", "# comment\n", ""]) + yamlVariables(indent: 0)
            + pick(["", "nested:\n  deep:\n    - x: 1\n    - {y: [a, 'b']}\n", "text: >-\n  two\n  lines\n"])
    }

    private mutating func pattern() -> String {
        let separator = pick([":", ":", ","])
        var terms: [String] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let sign = pick(["", "", "", "&", "!"])
            let word = pick(
                groups + [
                    "all", "ungrouped", "*", "web*", "*b*", "g?", "alpha", "web1", "nobody", "d[a-c]-*", "localhost",
                    "127.0.0.1", "n4.example.com", "10.0.0.*", "[!w]*", "db-[!b]", "web0?",
                ])
            let part = pick(["", "", "", "", "[0]", "[-1]", "[0:1]", "[1:]", "[5]", "[1:0]"])
            terms.append(chance(9) ? "\(sign)~(web|db).*[1b]" : sign + word + part)
        }
        return terms.joined(separator: separator)
    }
}
