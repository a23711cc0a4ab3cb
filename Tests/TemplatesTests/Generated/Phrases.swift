/// A filter or a test in its surroundings: `@n`, `@t`, `@l`, `@m`, `@b` and `@x` stand for a number, a text, a list,
/// a map, a truth value and anything.
struct Phrase: Sendable {
    enum Word: Hashable { case filter(String), test(String) }

    var word: Word
    var output: ExpressionGenerator.Kind
    var texts: [String]

    init(_ word: Word, _ output: ExpressionGenerator.Kind, _ texts: [String]) {
        (self.word, self.output, self.texts) = (word, output, texts)
    }

    init(_ filter: String, _ output: ExpressionGenerator.Kind, _ texts: String...) {
        (word, self.output, self.texts) = (.filter(filter), output, texts)
    }

    init(test: String, _ texts: String...) { (word, output, self.texts) = (.test(test), .bool, texts) }

    /// Words that take more than anything of a type.
    var isFilter: Bool {
        if case .filter = word { true } else { false }
    }

    static let all = textual + collections + data + paths + lists + ansibleTests

    private static let textual = [
        Phrase("b64decode", .text, "@t | b64encode | b64decode", "'!' | b64decode"),
        Phrase("checksum", .text, "@t | checksum"), Phrase("md5", .text, "@t | md5"),
        Phrase("sha1", .text, "@t | sha1"),
        Phrase(
            "comment", .text, "@t | comment", "@t | comment('c')", "lines | comment('cblock')",
            "lines | comment('plain', prefix='x', postfix='y')", "@t | comment('erlang')",
            "@t | comment(decoration='! ')"),
        Phrase("e", .text, "(@t | e) ~ ''"), Phrase("escape", .text, "(@t | escape) ~ ''"),
        Phrase("forceescape", .text, "(@t | e | forceescape) ~ ''", "(@t | forceescape) ~ ''"),
        Phrase("safe", .text, "(@t | safe) ~ ''"),
        Phrase("tojson", .text, "(@m | tojson) ~ ''", "(@l | tojson(2)) ~ ''"),
        Phrase("xmlattr", .text, "({'id': @t, 'n': @n} | xmlattr) ~ ''", "({'a': none} | xmlattr(false)) ~ ''"),
        Phrase("urlize", .text, "('see www.example.com, ' ~ @t) | urlize", "'http://a.b/c' | urlize(5)"),
        Phrase("urldecode", .text, "@t | urlencode | urldecode", "'a%20b+c' | urldecode"),
        Phrase(
            "urlsplit", .text,
            "'http://u@h:80/p?q=1' | urlsplit('hostname')", "('//' ~ name ~ '/x') | urlsplit('netloc')"),
        Phrase("regex_escape", .text, "@t | regex_escape", "@t | regex_escape('posix_basic')"),
        Phrase("split", .list, "@t | split", "@t | split(',')", "@t | split('l', 1)"),
        Phrase("type_debug", .text, "none | type_debug", "@n | string | type_debug", "'a' | type_debug"),
        Phrase("mandatory", .text, "@t | mandatory"),
        Phrase("to_uuid", .text, "@t | to_uuid"),
        Phrase("password_hash", .text, "@t | password_hash('sha512', 'saltsalt', rounds=5000)"),
        Phrase(
            "human_readable", .text, "(@n | abs) | human_readable", "(@n | abs) | human_readable(isbits=true)",
            "3e9 | human_readable(unit='M')"),
        Phrase(
            "human_to_bytes", .number, "'10 MB' | human_to_bytes", "'1.5G' | human_to_bytes",
            "'8Kb' | human_to_bytes(isbits=true)",
            "'2' | human_to_bytes('K')"),
        Phrase(
            "strftime", .text, "'%Y-%m-%d %H:%M:%S' | strftime((@n | int) * 1000, utc=true)",
            "'%j%%' | strftime(0, true)"),
        Phrase(
            "to_datetime", .text, "('2024-02-29 01:02:03' | to_datetime) ~ ''",
            "(('2024-02-29' | to_datetime('%Y-%m-%d')) - ('2024-01-01' | to_datetime('%Y-%m-%d'))).days ~ ''"),
    ]

    private static let collections = [
        Phrase("attr", .text, "@m | attr('nope') | default('-')", "@t | attr('nope') | default('-')"),
        Phrase("combinations", .list, "words | combinations(2) | list", "'abc' | combinations(2) | list"),
        Phrase("permutations", .list, "'abc' | permutations(2) | list", "[1, 2] | permutations | list"),
        Phrase("product", .list, "[1, 'a'] | product(@l) | list", "'ab' | product([1], [2, 3]) | list"),
        Phrase("zip_longest", .list, "[1, 2] | zip_longest(@l, fillvalue='x') | list"),
        Phrase(
            "groupby", .list, "users | groupby('active') | map('list') | list",
            "words | groupby(0) | map(attribute='grouper') | list",
            "users | groupby('gid', default=5) | map(attribute=0) | list"),
        Phrase(
            "items2dict", .map, "@m | dict2items | items2dict",
            "users | items2dict(key_name='name', value_name='uid')"),
        Phrase(
            "extract", .text, "1 | extract(@l) | default('-')", "'a' | extract(map)", "'x' | extract(deep, ['y', 'z'])"),
        Phrase(
            "rekey_on_member", .map, "users | rekey_on_member('name')",
            "[{'a': 1}, {'a': 1}] | rekey_on_member('a', duplicates='overwrite')"),
        Phrase(
            "subelements", .list, "users | subelements('groups')", "[{'a': {'b': [1, @x]}}] | subelements('a.b')",
            "[{'b': [1]}, {}] | subelements('b', skip_missing=true)"),
        Phrase(
            "random", .text, "words | random(seed=name)", "100 | random(seed='x', step=3)", "50 | random(10, seed=@t)"),
        Phrase("shuffle", .list, "words | shuffle(seed='x' ~ @t)", "@l | list | shuffle(seed='a')"),
        Phrase("log", .number, "(@n | abs) | log", "8 | log(2)", "1000 | log(10)"),
        Phrase("pow", .number, "(n | abs) | pow(2)", "2 | pow(0.5)", "@n | pow(2)"),
        Phrase("root", .number, "(@n | abs) | root", "27 | root(3)"),
    ]

    private static let data = [
        Phrase("from_json", .map, "@m | to_json | from_json"),
        Phrase("from_json", .list, "@l | list | to_json | from_json"),
        Phrase("from_yaml", .map, "@m | to_yaml | from_yaml", "'a: [1, yes, 010, ~]' | from_yaml"),
        Phrase("from_yaml_all", .list, "'--- 1\\n--- {a: b}\\n' | from_yaml_all | list"),
        Phrase("to_yaml", .text, "@m | to_yaml", "@l | list | to_yaml", "@t | to_yaml"),
        Phrase("to_nice_yaml", .text, "@m | to_nice_yaml", "@l | list | to_nice_yaml(indent=2)", "@t | to_nice_yaml"),
    ]

    private static let paths = [
        Phrase("commonpath", .text, "['/a/b/c', '/a/b/d'] | commonpath", "[@t, 'a'] | commonpath"),
        Phrase("expanduser", .text, "@t | expanduser", "'~/x' | expanduser"),
        Phrase("expandvars", .text, "@t | expandvars", "'$MARK/${MARK}/$nope' | expandvars"),
        Phrase("fileglob", .list, "'/etc/hostnam*' | fileglob", "'/etc/nope*' | fileglob"),
        Phrase("normpath", .text, "@t | normpath", "'/a/../b//c/.' | normpath"),
        Phrase("path_join", .text, "[@t, 'b', name] | path_join", "@t | path_join"),
        Phrase("realpath", .text, "'/etc/../etc/./passwd' | realpath"),
        Phrase("relpath", .text, "'/a/b' | relpath('/a/c')", "'/a' | relpath('/')"),
        Phrase("splitext", .list, "@t | splitext", "'a/b.tar.gz' | splitext"),
    ]

    /// Python's sets have no order to speak of.
    private static let lists = ["difference", "intersect", "union", "symmetric_difference"].map { name in
        Phrase(
            .filter(name), .list,
            ["(@l | list) | \(name)(@l | list)", "[1, 2, 'a', 2] | \(name)([2, 'b'])", "@l | list | \(name)([])"]
                .map { "\($0) | map('string') | sort(case_sensitive=true)" })
    }

    private static let ansibleTests =
        [
            "change", "changed", "failed", "failure", "finished", "reachable", "skip", "skipped", "started",
            "succeeded", "success", "successful", "timedout", "unreachable",
        ].map {
            Phrase(
                test: $0, "{'\($0)': @b, 'finished': 1, 'started': 0} is \($0)",
                "{'failed': @b, 'changed': @b, 'skipped': true, 'unreachable': false} is \($0)", "{} is \($0)",
                "@x is \($0)")
        }
        + ["directory", "exists", "file", "is_dir", "is_file", "is_link", "is_mount", "link", "link_exists", "mount"]
        .map {
            Phrase(
                test: $0, "'/etc' is \($0)", "'/etc/passwd' is \($0)", "'/proc' is \($0)", "'/proc/self' is \($0)",
                "'/etc/nope' is \($0)")
        }
        + ["is_same_file", "same_file"].map {
            Phrase(test: $0, "'/etc' is \($0)('/etc/.')", "'/etc' is \($0)('/proc')")
        }
        + ["isnan", "nan"].map { Phrase(test: $0, "@n is \($0)", "('nan' | float) is \($0)", "@x is \($0)") }
        + ["abs", "is_abs"].map { Phrase(test: $0, "@t is \($0)", "'/a' is \($0)") }
        + ["falsy", "truthy"].map {
            Phrase(test: $0, "@x is \($0)", "@t is \($0)(convert_bool=true)", "'yes' is \($0)(convert_bool=true)")
        }
        + ["issubset", "issuperset", "subset", "superset"].map {
            Phrase(test: $0, "[1, 2] is \($0)([1, 2, 'c'])", "words is \($0)(words[1:])", "[@n, @t] is \($0)([@t])")
        }
        + ["uri", "url", "urn"].map {
            Phrase(test: $0, "@t is \($0)", "'http://a.b' is \($0)", "'urn:isbn:1' is \($0)", "'x:y' is \($0)")
        }
        + ["version", "version_compare"].map {
            Phrase(
                test: $0, "'1.2.3' is \($0)('1.10', '<')", "'1.2rc1' is \($0)('1.2', 'ge', strict=true)",
                "@t is \($0)(@t)", "'1.0.0-a.1' is \($0)('1.0.0', 'lt', version_type='semver')",
                "'2.0.dev1' is \($0)('2.0', '<=', version_type='pep440')")
        }
        + ["!=", "<", "<=", ">", ">=", "=="].map {
            Phrase(
                test: $0, "([1, 2, 3] | select('\($0)', 2) | list | length) > 1",
                "([@n, 1] | select('\($0)', @n) | list | length) == 1")
        }
        + [
            Phrase(
                test: "vault_encrypted", "'$ANSIBLE_VAULT;1.1;AES256\\n30' is vault_encrypted", "@t is vault_encrypted"),
            Phrase(test: "vaulted_file", "'/etc/passwd' is vaulted_file"),
        ]
}
