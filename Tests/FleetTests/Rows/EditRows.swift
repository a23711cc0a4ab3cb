extension CatalogueRow {
    static let edits: [Self] = [
        .init(
            address: "line:/srv/cat/conf#^port", entry: "line: /srv/cat/conf, match: ^port, text: port 8080",
            before: "mkdir -p /srv/cat; printf 'a\\nport 1\\nz' >/srv/cat/conf",
            judge: "[ \"$(cat /srv/cat/conf; echo .)\" = \"$(printf 'a\\nport 8080\\nz.')\" ]",
            drifts: [.init("sed -i 's/8080/9/' /srv/cat/conf", names: "text", proves: ["text", "match"])],
            removal: "line: /srv/cat/conf, match: ^port, state: absent", gone: "! grep -q port /srv/cat/conf"),
        .init(
            address: "line:/srv/after#second", entry: "line: /srv/after, text: second, insert_after: ^first",
            before: "printf 'first\\nthird\\n' >/srv/after",
            judge: "[ \"$(cat /srv/after)\" = \"$(printf 'first\\nsecond\\nthird')\" ]",
            drifts: [.init("sed -i /second/d /srv/after", names: "text", proves: ["insert_after"])],
            removal: "line: /srv/after, text: second, state: absent", gone: "! grep second /srv/after"),
        .init(
            address: "line:/srv/ahead#second", entry: "line: /srv/ahead, text: second, insert_before: ^third",
            before: "printf 'first\\nthird\\n' >/srv/ahead",
            judge: "[ \"$(cat /srv/ahead)\" = \"$(printf 'first\\nsecond\\nthird')\" ]",
            drifts: [.init("sed -i /second/d /srv/ahead", names: "text", proves: ["insert_before"])],
            removal: "line: /srv/ahead, text: second, state: absent", gone: "! grep second /srv/ahead"),
        .init(
            address: "line:/srv/cat/single#only",
            entry: "line: /srv/cat/single, text: only, create: true, validate: 'cp %s /srv/validated-line'",
            judge: "[ \"$(cat /srv/cat/single)\" = only ] && [ \"$(cat /srv/validated-line)\" = only ]",
            proves: ["validate"], drifts: [.init("rm /srv/cat/single", names: "text", proves: ["create"])],
            removal: "line: /srv/cat/single, text: only, state: absent", gone: "! grep only /srv/cat/single"),
        .init(
            address: "block:/srv/cat/hosts#lab",
            entry: "block: '/srv/cat/hosts#lab', content: \"10.0.0.1 a\\n10.0.0.2 b\\n\", create: true",
            judge:
                "[ \"$(grep -c '^10.0.0' /srv/cat/hosts)\" = 2 ] && grep -qx '# BEGIN reconcile: lab' /srv/cat/hosts",
            drifts: [
                .init("sed -i '/10.0.0.2/d' /srv/cat/hosts", names: "content"),
                .init(
                    "cp /srv/cat/hosts /srv/hosts; cat /srv/hosts >>/srv/cat/hosts", names: "copies", proves: []),
                .init("rm /srv/cat/hosts", names: "content", proves: ["create"]),
            ],
            removal: "block: '/srv/cat/hosts#lab', state: absent", gone: "! grep -q 10.0.0 /srv/cat/hosts"),
        .init(
            address: "block:/srv/blocks#copied",
            entry: "block: '/srv/blocks#copied', source: tree/a, insert_after: ^one, marker: '; {mark} cat'",
            before: "printf 'one\\ntwo\\n' >/srv/blocks",
            judge: "[ \"$(cat /srv/blocks)\" = \"$(printf 'one\\n; BEGIN cat\\na\\n; END cat\\ntwo')\" ]",
            drifts: [
                .init("sed -i s/^a$/b/ /srv/blocks", names: "content", proves: ["source"]),
                .init("sed -i '/BEGIN/,/END/d' /srv/blocks", names: "content", proves: ["insert_after", "marker"]),
            ],
            removal: "block: '/srv/blocks#copied', marker: '; {mark} cat', state: absent",
            gone: "[ \"$(cat /srv/blocks)\" = \"$(printf 'one\\ntwo')\" ]"),
        .init(
            address: "block:/srv/blocks.conf#rendered",
            entry: """
                block: '/srv/blocks.conf#rendered', template: cat.j2, insert_before: ^two, \
                validate: 'cp %s /srv/validated-block'
                """,
            before: "printf 'one\\ntwo\\n' >/srv/blocks.conf",
            judge: """
                [ "$(cat /srv/blocks.conf)" = \
                "$(printf 'one\\n# BEGIN reconcile: rendered\\na cat on n1\\n# END reconcile: rendered\\ntwo')" ] &&
                cmp /srv/blocks.conf /srv/validated-block
                """,
            proves: ["validate"],
            drifts: [
                .init("sed -i s/cat/dog/ /srv/blocks.conf", names: "content", proves: ["template"]),
                .init("sed -i '/BEGIN/,/END/d' /srv/blocks.conf", names: "content", proves: ["insert_before"]),
            ],
            removal: "block: '/srv/blocks.conf#rendered', state: absent", gone: "! grep cat /srv/blocks.conf"),
    ]
}
