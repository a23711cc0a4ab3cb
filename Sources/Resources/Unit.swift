package import Actions
package import Facts
package import Model
package import YAML

/// A systemd unit file in `/etc/systemd/system`.
package struct Unit: Resource {
    package static let kind = "unit"
    package static let summary = "A systemd unit file in `/etc/systemd/system`, which systemd has read."
    package static let example = """
        - unit: chat.service
          sections:
            Unit:
              Description: Answers questions
              After: network-online.target
            Service:
              User: chat
              ExecStart: /opt/chat/bin/chat --port 8080
              Environment: [HOME=/var/lib/chat, THREADS=2]
            Install:
              WantedBy: multi-user.target

        """
    package static let notes = """
        The file is root's and has mode 0644. systemd reads its unit files again after each change. Whether the unit
        runs, and at boot, is said by a `service` entry; stop it by one before the unit becomes absent.

        A key of `sections` that holds a list is written once for each item.

        """
    package static let looksAt: [any Fact.Type] = [PathState.self, FileText.self, UnitState.self]
    package static let does: [Action.Kind] = [.writeFile, .setAttributes, .remove, .reloadUnitFiles]
    package static let removal = "`state: absent` removes the file; what runs goes on until a `service` entry stops it."
    package static let trials = [Trial(.debian12)]

    @Identity("The unit's name with its suffix.") package var name: String
    @Field("What the file holds, word for word.") package var content: Text? = nil
    @Field("A file of the project, from its `files` folder, to copy.") package var source: ProjectFile? = nil
    @Field("A template of the project, from its `templates` folder.") package var template: ProjectTemplate? = nil
    @Field("What the file holds, as a mapping of sections to mappings of keys.") package var sections: Node? = nil
    @Field("Whether it is to be there.") package var state = Presence.present

    package init() {}

    package var identity: String { name }
    package var claims: [Claim] { [unit.path.claim] }
    package var effects: Effects { .units }
    package var wantsAbsence: Bool { state == .absent }

    package var problems: [FieldProblem] {
        if let problem = UnitName.problem(with: name) { return [.init("unit", problem)] }
        guard UnitName.suffixes.contains(where: name.hasSuffix) else {
            let help = "write the kind of unit behind it, like '\(name).service'"
            return [.init("unit", "'\(name)' lacks the suffix of a unit", help: help)]
        }
        let given = fileContent.given + (sections == nil ? [] : ["sections"])
        if wantsAbsence { return given.map { .init($0, "'\($0)' has no meaning for a unit that is to be absent") } }
        if given.isEmpty { return [.init("unit", "the entry does not say what the unit file holds", help: Self.one)] }
        let doubled = given.dropFirst().map {
            FieldProblem($0, "'\($0)' is given beside '\(given[0])'", help: Self.one)
        }
        return doubled + (sections.map(UnitSections.problems) ?? [])
    }

    package func facts(given seen: Observations) -> [any Fact] {
        let file: [any Fact] = wantsAbsence ? [PathState(unit.path.text)] : wanted.facts(given: seen)
        return unit.isTemplate ? file : file + [UnitState(unit.text)]
    }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            guard var change = wantsAbsence ? try wanted.removal(look) : try making(look) else {
                return rereading(look)
            }
            change.actions.append(.reloadUnitFiles)
            return change
        }
    }

    package func signature(given seen: Observations) -> String? { wanted.signature(given: seen) }

    private static let one = "give one of content, source, template and sections"

    private var unit: UnitName { UnitName(name) }
    private var fileContent: FileContent { FileContent(content: _content, source: _source, template: _template) }

    private var wanted: WantedFile {
        let written = sections.map { WantedFile.Content(UnitSections.text($0), isSensitive: $sections.isSensitive) }
        let ownership = Ownership(owner: "root", group: "root", mode: Mode(0o644))
        return WantedFile(path: unit.path, content: fileContent.wanted ?? written, ownership: ownership)
    }

    private func making(_ look: Look) throws(Undecided) -> Change? {
        if case .present(let file)? = look.seen[PathState(unit.path.text, digest: true)], file.target == "/dev/null" {
            throw .error("\(name) is masked on the node; 'systemctl unmask \(name)' takes that back")
        }
        guard var change = try wanted.making(look) else { return nil }
        // That a new file is root's goes without saying.
        if change.kind == .create { change.fields.removeAll { $0.field != "content" } }
        return change
    }

    /// What is left to do where the file was changed and systemd has not read it since.
    private func rereading(_ look: Look) -> Change? {
        guard case .present(let seen)? = look.seen[UnitState(unit.text)], seen.needsReload else { return nil }
        return Change(
            .update, reason: "systemd has not read the unit file since it changed", actions: [.reloadUnitFiles])
    }
}
