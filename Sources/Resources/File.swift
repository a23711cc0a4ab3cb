package import Actions
package import Facts
package import Model
package import YAML

/// A regular file: its content, from wherever the manifest takes it, and its owner and mode.
package struct File: Resource {
    package static let kind = "file"
    package static let summary = "A regular file: its content, owner and mode."
    package static let example = """
        - file: /etc/ollama/env
          template: ollama.env.j2
          owner: ollama
          mode: "0640"
          validate: grep -q OLLAMA_HOST %s

        """
    package static let notes = """
        What the file holds comes from one of `content`, `source`, `template` and `data`. Without any of them the file
        has to be there already, and only its owner and mode are managed; a `restart_on` then sees no change of it.

        The file is written beside its place and moved there in one step. A symbolic link in its place is replaced by
        the file, what it leads to is left alone; a directory in its place is an error. Owner, group and mode that the
        entry leaves out are kept; a new file is root's and has mode 0644. Content is compared by its SHA-256. Files
        that are no UTF-8, or larger than 256 KiB, are shown by size and digest.

        `format: env` writes lines of `NAME=value`, quoted so that a shell and systemd's `EnvironmentFile` read the
        same. `toml` takes no null, `ini` a mapping of sections to mappings of one-line values.

        With `backups`, what new content replaces is kept beside the file, with its owner and mode, under the file's
        name, the time and a tilde: `ollama.env.20260131T120000Z~`. Of more than so many the oldest go.

        """
    package static let spellings = [Spelling("template", renaming: ["source": "template"])]
    package static let looksAt: [any Fact.Type] = [PathState.self, FileText.self, UserState.self, GroupState.self]
    package static let does: [Action.Kind] = [.keepVersion, .writeFile, .setAttributes, .remove]
    package static let removal = "`state: absent` removes the file, and leaves its backups."
    package static let trials = [Trial(.debian12)]

    @Identity("The file's path.") package var path: AbsolutePath
    @Field("What it holds, word for word.") package var content: Text? = nil
    @Field("A file of the project, from its `files` folder, to copy.") package var source: ProjectFile? = nil
    @Field("A template of the project, from its `templates` folder.") package var template: ProjectTemplate? = nil
    @Field("Data that it holds, written in `format`.") package var data: Node? = nil
    @Field("How `data` is written.") package var format: DataFormat? = nil
    @Field("The user it belongs to, by name or number.") package var owner: String? = nil
    @Field("The group it belongs to, by name or number.") package var group: String? = nil
    @Field("Its permissions.") package var mode: Mode? = nil
    @Field("A shell command that must succeed on new content, with `%s` for where that lies.")
    package var validate: Text? = nil
    @Field("How many earlier versions are kept beside it when its content changes.") package var backups = 0
    @Field("Whether it is to be there.") package var state = Presence.present

    package init() {}

    package var identity: String { path.text }
    package var claims: [Claim] { [path.claim] }
    package var isWhole: Bool { wantsAbsence || data != nil || !fileContent.given.isEmpty }
    package var requires: [Claim] { wantsAbsence ? [] : path.claimsAbove + ownership.claims }
    package var wantsAbsence: Bool { state == .absent }

    package var effects: Effects {
        let folders = ["/etc/systemd/", "/usr/lib/systemd/", "/lib/systemd/", "/run/systemd/"]
        if folders.contains(where: path.text.hasPrefix) { return .units }
        return path.text.hasPrefix("/etc/apt/") ? .packages : []
    }

    package var problems: [FieldProblem] {
        let given = fileContent.given + (data == nil ? [] : ["data"])
        if state == .absent {
            return given.map { .init($0, "'\($0)' has no meaning for a file that is to be absent") }
        }
        var problems = given.dropFirst().map {
            FieldProblem($0, "'\($0)' is given beside '\(given[0])'", help: Self.one)
        }
        if data != nil, format == nil {
            let help = "write format: json, yaml, toml, ini or env"
            problems.append(.init("data", "'data' needs the field 'format'", help: help))
        }
        if data == nil, format != nil { problems.append(.init("format", "'format' is only for 'data'")) }
        if let validate, !validate.text.contains("%s") {
            let help = "%s stands for where the new content lies, like 'visudo -cf %s'"
            problems.append(.init("validate", "'validate' does not say %s", help: help))
        }
        if !(0...1000).contains(backups) {
            problems.append(.init("backups", "'backups' takes a number from 0 to 1000, not \(backups)"))
        }
        if given.isEmpty, backups > 0 {
            problems.append(
                .init("backups", "'backups' is only for a file whose content the entry gives", help: Self.one))
        }
        if given.isEmpty, owner == nil, group == nil, mode == nil {
            problems.append(.init("file", "the entry says nothing about the file", help: Self.one))
        }
        return problems + dataProblems + ownership.problems
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

    private static let one = "give one of content, source, template and data"

    private var fileContent: FileContent { FileContent(content: _content, source: _source, template: _template) }
    private var ownership: Ownership { Ownership(owner: owner, group: group, mode: mode) }

    private var wanted: WantedFile {
        WantedFile(
            path: path, content: fileContent.wanted ?? structured, ownership: ownership, validate: validate?.text,
            backups: backups)
    }

    private var dataProblems: [FieldProblem] {
        guard let data, let format else { return [] }
        do {
            _ = try format.text(of: data)
            return []
        } catch {
            return [.init("data", "'data' cannot be written as \(format.rawValue): \(error.message)")]
        }
    }

    private var structured: WantedFile.Content? {
        guard let data, let format, let text = try? format.text(of: data) else { return nil }
        return .init(Payload(text), isSensitive: $data.isSensitive)
    }
}
