import Diagnostics
import Model
import TestSupport
import Testing
import YAML

/// A place of an entry where a manifest can write text, and what becomes of odd text there.
struct OddTextPlace: Sendable, CustomTestStringConvertible {
    /// `type.field`, with the type's name for its identity; behind a slash what inside of it is meant.
    let name: String
    /// An entry that is right but for the text, in which `¶` stands for the text, `/¶` for a path that ends in it, and
    /// `%¶` for `%s` and the text.
    let entry: String
    let outcome: Outcome

    enum Outcome: Sendable {
        /// Comes out byte for byte, in what is looked at or done.
        case taken(Limit = .none)
        /// Is right, and stays with the controller or is written in another notation.
        case read(Limit = .none)
        /// Is told as a problem, so that no shell ever sees it; but for texts of letters, digits and these alone.
        case refused(but: String = "")
    }

    /// What a taken text cannot hold; such text is refused.
    enum Limit: Sendable {
        case none
        case oneLine
        /// Colons, which part accounts, and control characters.
        case account
        case oneLineWithoutBackslashAtItsEnd

        func allows(_ text: String) -> Bool {
            let scalars = text.unicodeScalars
            let isOneLine = !scalars.contains("\n") && !scalars.contains("\r")
            return switch self {
            case .none: true
            case .oneLine: isOneLine
            case .account: !scalars.contains { $0 == ":" || $0.properties.generalCategory == .control }
            case .oneLineWithoutBackslashAtItsEnd: isOneLine && scalars.last != "\\"
            }
        }
    }

    init(_ name: String, _ outcome: Outcome, _ entry: String) {
        (self.name, self.outcome, self.entry) = (name, outcome, entry)
    }

    var testDescription: String { name }
    /// The field that it is a place of.
    var field: String { String(name.prefix { $0 != "/" }) }
    var kind: String { String(name.prefix { $0 != "." }) }

    /// The text as it stands in the entry's value.
    func value(_ text: String) -> String {
        entry.contains("/¶") ? "/srv/\(text)" : entry.contains("%¶") ? "%s \(text)" : text
    }

    func entry(with text: String) -> String {
        entry.replacing("/¶", with: "¶").replacing("%¶", with: "¶").replacing("¶", with: value(text).jsonQuoted)
    }
}

extension OddTextPlace {
    static let all = files + programs + accounts + system

    private static let files: [Self] = [
        .init("directory.directory", .taken(), "{directory: /¶}"),
        .init("directory.owner", .refused(), "{directory: /d, owner: ¶}"),
        .init("directory.group", .refused(), "{directory: /d, group: ¶}"),
        .init("directory.mode", .refused(), "{directory: /d, mode: ¶}"),
        .init("directory.state", .refused(), "{directory: /d, state: ¶}"),
        .init("directory.recursive", .refused(), "{directory: /d, state: absent, recursive: ¶}"),
        .init("file.file", .taken(), "{file: /¶, content: x}"),
        .init("file.content", .taken(), "{file: /f, content: ¶}"),
        .init("file.source", .taken(.oneLine), "{file: /f, source: ¶}"),
        .init("file.template", .taken(.oneLine), "{file: /f, template: ¶}"),
        .init("file.data", .read(), "{file: /f, format: json, data: {¶: ¶}}"),
        .init("file.data/yaml", .read(), "{file: /f, format: yaml, data: {¶: ¶}}"),
        .init("file.data/env", .read(), "{file: /f, format: env, data: {X: ¶}}"),
        .init("file.data/env's name", .refused(), "{file: /f, format: env, data: {¶: x}}"),
        .init("file.format", .refused(), "{file: /f, data: {}, format: ¶}"),
        .init("file.owner", .refused(), "{file: /f, owner: ¶}"),
        .init("file.group", .refused(), "{file: /f, group: ¶}"),
        .init("file.mode", .refused(), "{file: /f, mode: ¶}"),
        .init("file.validate", .taken(), "{file: /f, content: x, validate: %¶}"),
        .init("file.state", .refused(), "{file: /f, state: ¶}"),
        .init("link.link", .taken(), "{link: /¶, target: x}"),
        .init("link.target", .taken(), "{link: /l, target: ¶}"),
        .init("link.force", .refused(), "{link: /l, target: x, force: ¶}"),
        .init("link.state", .refused(), "{link: /l, target: x, state: ¶}"),
    ]

    private static let programs: [Self] = [
        .init("command.command", .read(.oneLine), "{command: ¶, shell: x, always: true}"),
        .init("command.run", .taken(), "{command: c, run: [x, ¶], always: true}"),
        .init("command.shell", .taken(), "{command: c, shell: ¶, always: true}"),
        .init("command.unless", .taken(), "{command: c, shell: x, unless: ¶}"),
        .init("command.onlyif", .taken(), "{command: c, shell: x, onlyif: ¶}"),
        .init("command.creates", .taken(), "{command: c, shell: x, creates: /¶}"),
        .init("command.run_on", .read(.oneLine), "{command: c, shell: x, run_on: [¶]}"),
        .init("command.triggers", .read(), "{command: c, shell: x, triggers: [¶]}"),
        .init("command.always", .refused(), "{command: c, shell: x, always: ¶}"),
        .init("command.cwd", .taken(), "{command: c, shell: x, always: true, cwd: /¶}"),
        .init("command.environment", .taken(), "{command: c, shell: x, always: true, environment: {X: ¶}}"),
        .init(
            "command.environment/name", .refused(), "{command: c, run: [x], always: true, environment: {¶: x}}"),
        .init(
            "command.become_user", .refused(), "{command: c, shell: x, always: true, become_user: ¶}"),
        .init("cron.cron", .taken(.oneLine), "{cron: ¶, schedule: '@daily', command: x}"),
        .init("cron.user", .refused(), "{cron: c, schedule: '@daily', command: x, user: ¶}"),
        .init("cron.schedule", .refused(), "{cron: c, schedule: ¶, command: x}"),
        .init("cron.command", .taken(.oneLine), "{cron: c, schedule: '@daily', command: ¶}"),
        .init("cron.disabled", .refused(), "{cron: c, schedule: '@daily', command: x, disabled: ¶}"),
        .init("cron.state", .refused(), "{cron: c, state: ¶}"),
    ]

    private static let accounts: [Self] = [
        .init("user.user", .refused(), "{user: ¶}"),
        .init("user.uid", .refused(), "{user: u, uid: ¶}"),
        .init("user.group", .refused(), "{user: u, group: ¶}"),
        .init("user.groups", .refused(), "{user: u, groups: [¶]}"),
        .init("user.home", .taken(.account), "{user: u, home: /¶}"),
        .init("user.shell", .taken(.account), "{user: u, shell: /¶}"),
        .init("user.comment", .taken(.account), "{user: u, comment: ¶}"),
        .init("user.system", .refused(), "{user: u, system: ¶}"),
        .init("user.create_home", .refused(), "{user: u, create_home: ¶}"),
        .init("user.state", .refused(), "{user: u, state: ¶}"),
        .init("user.remove_home", .refused(), "{user: u, state: absent, remove_home: ¶}"),
        .init("group.group", .refused(), "{group: ¶}"),
        .init("group.gid", .refused(), "{group: g, gid: ¶}"),
        .init("group.system", .refused(), "{group: g, system: ¶}"),
        .init("group.state", .refused(), "{group: g, state: ¶}"),
    ]

    private static let system: [Self] = [
        .init("package.package", .refused(but: ":"), "{package: ¶}"),
        .init("package.version", .refused(but: ":"), "{package: p, version: ¶}"),
        .init("package.state", .refused(), "{package: p, state: ¶}"),
        .init("package.purge", .refused(), "{package: p, state: absent, purge: ¶}"),
        // systemd writes a path as a unit's name with backslashes.
        .init("service.service", .refused(but: "\\:"), "{service: ¶, enabled: true}"),
        .init("service.state", .refused(), "{service: s, state: ¶}"),
        .init("service.enabled", .refused(), "{service: s, enabled: ¶}"),
        .init("service.restart_on", .read(.oneLine), "{service: s, restart_on: [¶]}"),
        .init("service.reload_on", .read(.oneLine), "{service: s, reload_on: [¶]}"),
        .init("service.triggers", .read(), "{service: x, triggers: ¶}"),
        .init("unit.unit", .refused(), "{unit: ¶, content: x}"),
        .init("unit.content", .taken(), "{unit: u.service, content: ¶}"),
        .init("unit.source", .taken(.oneLine), "{unit: u.service, source: ¶}"),
        .init("unit.template", .taken(.oneLine), "{unit: u.service, template: ¶}"),
        .init(
            "unit.sections", .taken(.oneLineWithoutBackslashAtItsEnd),
            "{unit: u.service, sections: {S: {K: ¶, L: [¶]}}}"),
        .init("unit.sections/section", .refused(), "{unit: u.service, sections: {¶: {K: x}}}"),
        .init("unit.sections/key", .refused(), "{unit: u.service, sections: {S: {¶: x}}}"),
        .init("unit.state", .refused(), "{unit: u.service, state: ¶}"),
    ]
}
