import TestSupport

/// A project that puts every odd text into every attribute that takes text.
enum OddTextProject {
    static let texts = Array(OddText.all.enumerated())
    static let lines = texts.filter { !$0.element.unicodeScalars.contains { $0 == "\n" || $0 == "\r" } }
    /// What an account can hold.
    static let comments = lines.filter { !$0.element.unicodeScalars.contains(":") }
    /// What a line of a unit file can hold.
    static let settings = lines.map(\.element).filter { $0.unicodeScalars.last != "\\" }
    /// What one unit file holds word for word.
    static let unitText = texts.map { "# \($0.element)\n" }.joined() + "[Service]\nExecStart=/bin/true\n"

    static let files = [
        "manifests/odd.yaml": manifest,
        "templates/odd.j2": "{{ text }}.",
    ]

    private static var manifest: String {
        let entries =
            ["directory: /srv/odd", "directory: /srv/homes"] + texts.flatMap { paths($0.offset, $0.element) }
            + comments.map { account($0.offset, $0.element) } + lines.map { cron($0.offset, $0.element) }
            + [units, data, words].flatMap { $0 } + texts.map { command($0.offset, $0.element) }
        return "hosts: n1\nresources:\n" + entries.map { "  - {\($0)}\n" }.joined()
    }

    private static func paths(_ index: Int, _ text: String) -> [String] {
        let validate = "[ \"$(cat %s; echo .)\" = \(text.shellWord.replacing("%s", with: "%''s")). ]"
        return [
            "directory: \(yaml("/srv/odd/directory-\(index) \(text)"))",
            "file: \(yaml("/srv/odd/\(index) \(text)")), content: \(yaml(text)), validate: \(yaml(validate))",
            "file: /srv/odd/template-\(index), template: odd.j2, vars: {text: \(yaml(text))}",
            "link: \(yaml("/srv/odd/link-\(index) \(text)")), target: \(yaml(text))",
        ]
    }

    private static func account(_ index: Int, _ text: String) -> String {
        "user: odd\(index), comment: \(yaml(text)), home: \(yaml("/srv/homes/\(index) \(text)")), "
            + "shell: \(yaml("/bin/\(index) \(text)"))"
    }

    private static func cron(_ index: Int, _ text: String) -> String {
        "cron: \(yaml("\(text) \(index)")), schedule: 5 5 * * *, command: \(yaml("/bin/echo \(text)"))"
    }

    private static var units: [String] {
        let settings = settings.map(yaml).joined(separator: ", ")
        return [
            "unit: odd-text.service, content: \(yaml(unitText))",
            "unit: odd-sections.service, sections: {X-Odd: {Text: [\(settings)]}, Service: {ExecStart: /bin/true}}",
        ]
    }

    private static var data: [String] {
        let list = texts.map { yaml($0.element) }.joined(separator: ", ")
        let variables = texts.map { "T\($0.offset): \(yaml($0.element))" }.joined(separator: ", ")
        return [
            "file: /srv/odd.json, format: json, data: [\(list)]",
            "file: /srv/odd.env, format: env, data: {\(variables)}",
        ]
    }

    private static var words: [String] {
        let list = texts.map { yaml($0.element) }.joined(separator: ", ")
        let script = yaml(#"printf '%s\0' "$@" >/srv/words"#)
        return ["command: words, run: [sh, -c, \(script), sh, \(list)], creates: /srv/words"]
    }

    /// Its text in the shell's text, in a variable and in the path of the folder it runs in; it runs only where its
    /// guards see the same bytes as this does.
    private static func command(_ index: Int, _ text: String) -> String {
        let made = "/srv/odd/made-\(index) \(text)"
        let script = "printf '%s\\0' \(text.shellWord) \"$TEXT\" \"${PWD##*/}\" >\(made.shellWord)"
        let bytes = text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let look = "[ \"$(printf %s \(text.shellWord) | od -An -v -tx1 | tr -d ' \\n')\" "
        let label = lines.contains { $0.offset == index } ? text : "several lines"
        return "command: \(yaml("\(index) \(label)")), shell: \(yaml(script)), environment: {TEXT: \(yaml(text))}, "
            + "cwd: \(yaml("/srv/odd/directory-\(index) \(text)")), creates: \(yaml(made)), "
            + "onlyif: \(yaml("\(look)= \(bytes) ]")), unless: \(yaml("\(look)!= \(bytes) ]"))"
    }

    /// The text as a double-quoted YAML scalar.
    private static func yaml(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}":
                "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
                    + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }
        return "\"\(scalars.joined())\""
    }
}

extension String {
    /// A word of a shell, written another way than by the code that is tested.
    var shellWord: String {
        "'" + unicodeScalars.map { $0 == "'" ? "'\"'\"'" : String($0) }.joined() + "'"
    }
}
