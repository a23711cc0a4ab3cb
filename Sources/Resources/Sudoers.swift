package import Actions
package import Facts
package import Model

/// A file of rules for sudo.
package struct Sudoers: Resource {
    package static let kind = "sudoers"
    package static let summary = "A file of rules for sudo, checked by visudo before it is installed."
    package static let example = """
        - sudoers: deploy
          rules:
            - user: deploy
              commands: [/usr/bin/systemctl restart app]
              nopasswd: true

        """
    package static let notes = """
        The file is `/etc/sudoers.d/NAME`, root's and with mode 0440. What it holds is one of `rules`, `content`,
        `source` and `template`. `visudo -c` judges new content before it takes the place of the old: what it refuses
        is never installed, nor is anything where there is no visudo.

        A rule is for a `user` or a `group`, who may run `commands` as `run_as` (`root`, or `ALL` for anybody) on any
        host. `nopasswd` spares them the password. A command is a path with arguments in which `*` and `?` stand for
        others, as sudoers(5) has it; commas, colons and equals signs in it are escaped.

        """
    package static let looksAt: [any Fact.Type] = [PathState.self, FileText.self]
    package static let does: [Action.Kind] = [.writeFile, .setAttributes, .remove]
    package static let removal = "`state: absent` removes the file."
    package static let trials = [Trial(.debian12)]

    @Identity("The name of its file in `/etc/sudoers.d`.") package var name: String
    @Field("The rules.") package var rules: [SudoRule] = []
    @Field("What the file holds, word for word.") package var content: Text? = nil
    @Field("A file of the project, from its `files` folder, to copy.") package var source: ProjectFile? = nil
    @Field("A template of the project, from its `templates` folder.") package var template: ProjectTemplate? = nil
    @Field("Whether it is to be there.") package var state = Presence.present

    package init() {}

    package var identity: String { name }
    package var claims: [Claim] { [path.claim] }
    package var wantsAbsence: Bool { state == .absent }

    package var requires: [Claim] {
        guard !wantsAbsence else { return [] }
        return path.claimsAbove
            + rules.flatMap { rule in
                (rule.user.map { [Claim("user", $0)] } ?? []) + (rule.group.map { [Claim("group", $0)] } ?? [])
            }
    }

    package var problems: [FieldProblem] {
        guard name.isBareName else {
            let help =
                "letters, digits, '_' and '-' make one: sudo passes over files with a '.' or a '~' in their names"
            return [.init("sudoers", "'\(name)' is no name of a file that sudo reads", help: help)]
        }
        let given = (rules.isEmpty ? [] : ["rules"]) + fileContent.given
        if wantsAbsence {
            return given.map { .init($0, "'\($0)' has no meaning for rules that are to be absent") }
        }
        if given.isEmpty { return [.init("sudoers", "the entry does not say what is allowed", help: Self.one)] }
        return given.dropFirst().map { .init($0, "'\($0)' is given beside '\(given[0])'", help: Self.one) }
    }

    package func facts(given seen: Observations) -> [any Fact] {
        wantsAbsence ? [PathState(path.text)] : wanted.facts(given: seen)
    }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            wantsAbsence ? try wanted.removal(look) : try wanted.making(look)
        }
    }

    package func signature(given seen: Observations) -> String? { wanted.signature(given: seen) }

    private static let one = "give one of rules, content, source and template"
    /// A user who is not root may have no path to it.
    private static let check = "PATH=\"$PATH:/usr/sbin:/usr/local/sbin\" visudo -cf %s"

    /// A name that is none is told before anybody looks at its path.
    private var path: AbsolutePath { AbsolutePath("/etc/sudoers.d/\(name)") }
    private var fileContent: FileContent { FileContent(content: _content, source: _source, template: _template) }

    private var wanted: WantedFile {
        let written = WantedFile.Content(
            Payload(rules.map { $0.line + "\n" }.joined()), isSensitive: $rules.isSensitive)
        // By its number, since the group has other names elsewhere.
        return WantedFile(
            path: path, content: fileContent.wanted ?? (rules.isEmpty ? nil : written),
            ownership: Ownership(owner: "root", group: "0", mode: Mode(0o440)), validate: Self.check)
    }
}
