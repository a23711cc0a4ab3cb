import Diagnostics
import FoundationEssentials
import Manifests
import Resources
import TestSupport
import Testing

/// Projects whose files were damaged at random: each is read to its end, and whatever is wrong has a place in it.
struct DamagedProjectTests {
    private static let whole = [
        "reconcile.yaml": "project: test\nforks: 3\nbecome: true\nstrictness: {duplicate_keys: warning}\n",
        "inventory/hosts.ini":
            "[web]\nweb[1:3] ansible_port=22 x='a b' y=[1,2]\n[web:vars]\nsite=example.org\n[all:children]\nweb\n",
        "inventory/more.yaml":
            "db:\n  hosts:\n    db[01:02]: {port: 1}\n  vars: &v {a: 1}\n  children: {web: {vars: *v}}\n",
        "group_vars/web.yaml": "list: [1, two, {three: 3}]\nport: \"{{ base + 80 }}\"\nbase: 8000\ntext: |\n  a\n  b\n",
        "host_vars/web1.yaml": "own: \"{{ hostvars['web2'].site | upper }}\"\n",
        "templates/app.j2":
            "{% for item in list if item %}{{ loop.index }}: {{ item | to_json }}\n{% else %}none\n{% endfor %}{# x #}"
            + "{% set x = port | int %}{% if x > 80 and site is defined %}{{ '%05d' | format(x) }}{% endif %}\n",
        "manifests/a.yaml": """
        name: a
        hosts: web:!db
        after: [b]
        vars: {folder: "/srv/{{ site }}"}
        assert: [{that: "port | int > 0", message: "no {{ port }}"}]
        resources:
          - package: [curl, "lib{{ base }}"]
          - directory: "{{ folder }}"
            mode: "0755"
          - file: "{{ folder }}/app.conf"
            template: app.j2
            when: site in ['example.org', 'x']
          - cron: "{{ item }}"
            schedule: "*/5 1-3 * * mon"
            command: /bin/true
            loop: list | map('string')
            tags: [x, y]
          - command: c
            run: [make, -C, "{{ folder }}"]
            run_on: ["file:{{ folder }}/*"]

        """,
        "manifests/b.yaml": "hosts: all\nresources:\n  - {service: cron, state: running, enabled: yes, timeout: 3m}\n",
    ]

    private static let pieces = [
        "{{", "}}", "{%", "%}", "{#", "'", "\"", "\\", "\n", "\n  ", "\n- ", ": ", "- ", "[", "]", "{", "}", "&a ",
        "*a", "!vault ", "|", ">", "#", "\t", "\u{0}", "\u{FEFF}", "\u{2028}", "é", "🙂", "---\n", "...", "<<: ", ",",
        "%", "@", "$ANSIBLE_VAULT;1.1;AES256\n", "99999999999999999999", "[1:99]", "[a:", ":!", ":&", "**", "//",
        "(((((((((((((", "loop: ", "vars: ", "when: ", "name: ", "hosts: ", "resources: ", "{% for x in ",
        "{% macro m(",
        "is defined", "| default(", "range(9)", "\u{1B}[31m", "-----BEGIN ", "eyJ",
    ]

    @Test func `are read to the end, and what is wrong has a place`() throws {
        var random = SplitMix64(seed: randomSeed)
        let names = Self.whole.keys.sorted()
        for _ in 0..<(150 * soakFactor) {
            var files = Self.whole
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let name = names.randomElement(using: &random) ?? ""
                files[name] = Self.damaged(files[name] ?? "", &random)
            }
            let project = try ProjectFixture(files)
            let before = ContinuousClock.now
            let found = project.validate()
            try #require(before.duration(to: .now) < .seconds(20), "it took too long: \(files)")
            for problem in found {
                let file = problem.span.map { $0.file.replacing("\(project.folder)/", with: "") }
                guard let text = file.flatMap({ files[$0] }), let span = problem.span else { continue }
                // libyaml also ends a line where U+2028 stands.
                let lines = Source(name: "", text: text.replacing("\u{2028}", with: "\n")).lines.count
                try #require(
                    (1...lines + 1).contains(span.start.line) && span.start <= span.end, "\(problem) of \(text)")
            }
            try #require(!project.render(found).unicodeScalars.contains("\u{1B}"))
        }
    }

    private static func damaged(_ text: String, _ random: inout SplitMix64) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<Int.random(in: 1...4, using: &random) where !scalars.isEmpty {
            let place = Int.random(in: 0..<scalars.count, using: &random)
            let end = min(scalars.count, place + Int.random(in: 1...12, using: &random))
            switch Int.random(in: 0...4, using: &random) {
            case 0: scalars.removeSubrange(place..<end)
            case 1: scalars.insert(contentsOf: scalars[place..<end], at: Int.random(in: 0...place, using: &random))
            case 2: scalars.removeSubrange(place...)
            default:
                let piece = pieces.randomElement(using: &random) ?? ""
                scalars.insert(contentsOf: piece.unicodeScalars, at: place)
            }
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
