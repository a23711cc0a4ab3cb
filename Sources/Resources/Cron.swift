package import Actions
package import Facts
package import Model

/// A line of a user's crontab, found again by its name.
package struct Cron: Resource {
    package static let kind = "cron"
    package static let summary = "A line of a user's crontab, found again by its name."
    package static let example = """
        - cron: nightly backup
          schedule: "17 3 * * *"
          command: /usr/local/sbin/backup

        """
    package static let notes = """
        The line stands below a comment, `# reconcile: NAME`, by which it is found again. A line that Ansible put below
        `#Ansible: NAME` is taken over. All other lines of the crontab stay as they are. A crontab that cannot be read
        is an error, and is not written.

        The address holds the user: `cron:root/nightly backup`, since two users may have a line of one name.

        A schedule counts by the host's clock; `reconcile cron next` prints its times. When that clock is changed by up to
        three hours, a line with fixed times runs once all the same, and one with a `*` in front of its minute or its
        hour follows the clock.

        cron takes an unescaped `%` in a command for a line break, and what stands behind the first for the command's
        input; the command is written as it is given, so write `\\%` for a percent sign.

        """
    package static let looksAt: [any Fact.Type] = [Crontab.self]
    package static let does: [Action.Kind] = [.editCrontab]
    package static let removal = "`state: absent` takes the line and its comment out of the crontab; the others stay."
    package static let trials = [Trial(.debian12)]

    @Identity("The line's name, unique among those of its user.") package var name: String
    @Field("The user whose crontab holds the line, and as whom it runs.") package var user = "root"
    @Field("When it runs, as crontab(5) writes it; needed unless it is to be absent.")
    package var schedule: CronSchedule? = nil
    @Field("What it runs, on one line; needed unless it is to be absent.") package var command: String? = nil
    @Field("Whether the line is kept but not run: it is written as a comment.") package var disabled = false
    @Field("Whether it is to be there.") package var state = Presence.present

    package init() {}

    package var identity: String { "\(user)/\(name)" }
    package var claims: [Claim] { [Claim("crontab", identity)] }
    package var requires: [Claim] { [Claim("user", user)] }
    package var wantsAbsence: Bool { state == .absent }

    package var problems: [FieldProblem] {
        var problems = AccountName.problems(with: user, in: "user")
        guard !wantsAbsence else { return problems }
        if schedule == nil { problems.append(.init("cron", "cron needs the field 'schedule'")) }
        if command == nil { problems.append(.init("cron", "cron needs the field 'command'")) }
        if let command, command.allSatisfy(\.isWhitespace) {
            problems.append(.init("command", "'command' takes a command, not an empty text"))
        }
        return problems
    }

    package func facts(given seen: Observations) -> [any Fact] { [Crontab(user: user)] }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            if case .failed? = look.seen[Crontab(user: user)],
                let maker = look.pending(Claim("user", user), or: .accounts)
            {
                throw .depends(on: maker)
            }
            let found = entries(in: try look.see(Crontab(user: user))?.lines ?? [])
            return wantsAbsence ? try removal(of: found, look) : making(from: found)
        }
    }

    package func signature(given seen: Observations) -> String? {
        guard case .present(let table)? = seen[Crontab(user: user)] else { return nil }
        return entries(in: table.lines).first?.line
    }

    private var marker: String { "# reconcile: \(name)" }
    private var aliases: [String] { ["#Ansible: \(name)"] }

    private var line: String {
        "\(disabled ? "#" : "")\(schedule?.text ?? "") \(command ?? "")"
    }

    private func edit(_ lines: [String]) -> Action {
        .editCrontab(user: user, marker: marker, aliases: aliases, lines: lines)
    }

    /// Each marker that is there with the line below it, which is empty where only another entry follows.
    private func entries(in lines: [String]) -> [(marker: String, line: String)] {
        let lines = lines.map { $0.unicodeScalars.last == "\r" ? String($0.unicodeScalars.dropLast()) : $0 }
        return lines.indices.filter { ([marker] + aliases).contains(where: lines[$0].isExactly) }.map { index in
            let below = lines.indices.contains(index + 1) ? lines[index + 1] : ""
            let isMarker = ["# reconcile: ", "#Ansible: "].contains { below.utf8.starts(with: $0.utf8) }
            return (lines[index], isMarker ? "" : below)
        }
    }

    private func making(from found: [(marker: String, line: String)]) -> Change? {
        let wanted = CronLine(line)
        guard let first = found.first else {
            return Change(.create, fields: wanted.differences(from: nil), actions: [edit([line])])
        }
        var fields = wanted.differences(from: CronLine(first.line))
        if found.count > 1 { fields.insert(.init("copies", from: found.count.description, to: "1"), at: 0) }
        if !first.marker.isExactly(marker) { fields.insert(.init("marker", from: first.marker, to: marker), at: 0) }
        return fields.isEmpty ? nil : Change(.update, fields: fields, actions: [edit([line])])
    }

    private func removal(
        of found: [(marker: String, line: String)], _ look: Look
    ) throws(Undecided) -> Change? {
        guard let first = found.first else {
            for claim in claims { try look.expectStaysAbsent(claim, or: .crontabs) }
            return nil
        }
        return Change(.remove, fields: [.init("line", from: first.line, to: nil)], actions: [edit([])])
    }
}

/// A job of a crontab, taken apart.
private struct CronLine {
    let schedule: String
    let command: String
    let isDisabled: Bool

    init(_ line: String) {
        var rest = line[...]
        isDisabled = rest.hasPrefix("#")
        if isDisabled { rest = rest.dropFirst() }
        rest = rest.drop { $0 == " " || $0 == "\t" }
        var fields: [Substring] = []
        let count = rest.hasPrefix("@") ? 1 : 5
        while fields.count < count, !rest.isEmpty {
            let field = rest.prefix { $0 != " " && $0 != "\t" }
            fields.append(field)
            rest = rest.dropFirst(field.count).drop { $0 == " " || $0 == "\t" }
        }
        schedule = fields.joined(separator: " ")
        command = String(rest)
    }

    func differences(from old: CronLine?) -> [FieldChange] {
        var changes: [FieldChange] = []
        if !schedule.isExactly(old?.schedule) { changes.append(.init("schedule", from: old?.schedule, to: schedule)) }
        if !command.isExactly(old?.command) { changes.append(.init("command", from: old?.command, to: command)) }
        if old?.isDisabled ?? false != isDisabled {
            changes.append(.init("disabled", from: old?.isDisabled.description, to: isDisabled.description))
        }
        return changes
    }
}
