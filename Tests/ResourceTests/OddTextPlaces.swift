import Diagnostics
import Model
import Templates
import TestSupport
import Testing
import YAML

/// A place of an entry where a manifest can write text, and what becomes of odd text there.
struct OddTextPlace: Sendable, CustomTestStringConvertible {
    /// `type.field`, with the type's name for its identity; behind a slash what inside of it is meant.
    let name: String
    /// An entry that is right but for the text, in which `¶` stands for the text, `/¶` for a path that ends in it, and
    /// `%¶` for `%s` and the text, `#¶` for a block of a file, `}¶` for a marker that ends in the text.
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
        /// What a regular expression can be, on one line.
        case pattern
        /// One line without control characters, blanks at its ends and number signs.
        case blockName
        /// No control characters and no blanks at its ends.
        case comment
        /// One line without control characters.
        case header
        /// What a rule of sudo can hold.
        case command

        func allows(_ text: String) -> Bool {
            let scalars = text.unicodeScalars
            let isOneLine = !scalars.contains("\n") && !scalars.contains("\r")
            return switch self {
            case .none: true
            case .oneLine: isOneLine
            case .account: !scalars.contains { $0 == ":" || $0.properties.generalCategory == .control }
            case .oneLineWithoutBackslashAtItsEnd: isOneLine && scalars.last != "\\"
            case .pattern: isOneLine && Self.isPattern(text)
            case .comment: !text.holdsControl && !Self.hasBlankEnds(scalars)
            case .header: !text.holdsControl && isOneLine
            case .command: !text.holdsControl && !scalars.contains { "#\"".unicodeScalars.contains($0) }
            case .blockName: isOneLine && Self.isBlockName(text)
            }
        }

        private static func isPattern(_ text: String) -> Bool {
            (try? LinePattern(text, at: Span(file: "", at: Position(line: 1, column: 1)))) != nil
        }

        private static func isBlockName(_ text: String) -> Bool {
            let name = text.unicodeScalars.split(separator: "#", omittingEmptySubsequences: false).last ?? []
            return !name.isEmpty && !hasBlankEnds(name) && !String(String.UnicodeScalarView(name)).holdsControl
        }

        private static func hasBlankEnds(_ scalars: some BidirectionalCollection<Unicode.Scalar>) -> Bool {
            [scalars.first, scalars.last].contains { $0?.properties.isWhitespace == true }
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
        Self.prefixes.first { entry.contains($0.key + "¶") }.map { $0.value + text } ?? text
    }

    private static let prefixes = ["/": "/srv/", "%": "%s ", "#": "/srv/f#", "}": "{mark}"]

    func entry(with text: String) -> String {
        let bare = Self.prefixes.keys.reduce(entry) { $0.replacing($1 + "¶", with: "¶") }
        return bare.replacing("¶", with: value(text).jsonQuoted)
    }
}

extension OddTextPlace {
    static let all = files + many + programs + accounts + system + software + engine

    private static let files: [Self] = [
        .init("directory.directory", .taken(), "{directory: /¶}"),
        .init("directory.owner", .refused(), "{directory: /d, owner: ¶}"),
        .init("directory.group", .refused(), "{directory: /d, group: ¶}"),
        .init("directory.mode", .refused(), "{directory: /d, mode: ¶}"),
        .init("directory.recurse", .refused(), "{directory: /d, owner: x, recurse: ¶}"),
        .init("directory.file_mode", .refused(), "{directory: /d, recurse: true, file_mode: ¶}"),
        .init("directory.source", .read(.oneLine), "{directory: /d, source: ¶}"),
        .init("directory.purge", .refused(), "{directory: /d, purge: ¶}"),
        .init("directory.keep", .read(.oneLine), "{directory: /d, purge: true, keep: [¶]}"),
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
        .init("file.data/toml", .read(), "{file: /f, format: toml, data: {¶: ¶}}"),
        .init("file.data/ini", .read(.comment), "{file: /f, format: ini, data: {s: {X: ¶}}}"),
        .init("file.backups", .refused(), "{file: /f, content: x, backups: ¶}"),
        .init("file.format", .refused(), "{file: /f, data: {}, format: ¶}"),
        .init("file.owner", .refused(), "{file: /f, owner: ¶}"),
        .init("file.group", .refused(), "{file: /f, group: ¶}"),
        .init("file.mode", .refused(), "{file: /f, mode: ¶}"),
        .init("file.validate", .taken(), "{file: /f, content: x, validate: %¶}"),
        .init("file.state", .refused(), "{file: /f, state: ¶}"),
        .init("line.line", .taken(), "{line: /¶, text: x}"),
        .init("line.text", .taken(.oneLine), "{line: /f, text: ¶, create: true}"),
        .init("line.match", .read(.pattern), "{line: /f, text: x, match: ¶}"),
        .init("line.insert_after", .read(.pattern), "{line: /f, text: x, insert_after: ¶}"),
        .init("line.insert_before", .read(.pattern), "{line: /f, text: x, insert_before: ¶}"),
        .init("line.create", .refused(), "{line: /f, text: x, create: ¶}"),
        .init("line.validate", .taken(), "{line: /f, text: x, create: true, validate: %¶}"),
        .init("line.state", .refused(), "{line: /f, text: x, state: ¶}"),
        .init("block.block", .read(.blockName), "{block: #¶, content: x, create: true}"),
        .init("block.content", .taken(), "{block: '/f#b', content: ¶, create: true}"),
        .init("block.source", .taken(.oneLine), "{block: '/f#b', source: ¶, create: true}"),
        .init("block.template", .taken(.oneLine), "{block: '/f#b', template: ¶, create: true}"),
        .init("block.marker", .read(.oneLine), "{block: '/f#b', content: x, marker: }¶, create: true}"),
        .init("block.insert_after", .read(.pattern), "{block: '/f#b', content: x, insert_after: ¶}"),
        .init("block.insert_before", .read(.pattern), "{block: '/f#b', content: x, insert_before: ¶}"),
        .init("block.create", .refused(), "{block: '/f#b', content: x, create: ¶}"),
        .init("block.validate", .taken(), "{block: '/f#b', content: x, create: true, validate: %¶}"),
        .init("block.state", .refused(), "{block: '/f#b', content: x, state: ¶}"),
        .init("link.link", .taken(), "{link: /¶, target: x}"),
        .init("link.target", .taken(), "{link: /l, target: ¶}"),
        .init("link.force", .refused(), "{link: /l, target: x, force: ¶}"),
        .init("link.state", .refused(), "{link: /l, target: x, state: ¶}"),
    ]

    private static let many: [Self] = [
        .init("archive.archive", .taken(), "{archive: /¶, url: 'https://x/y.zip'}"),
        .init("archive.url", .refused(), "{archive: /srv/a, format: tar, url: ¶}"),
        .init("archive.source", .taken(.oneLine), "{archive: /srv/a, format: tar, source: ¶}"),
        .init("archive.sha256", .refused(), "{archive: /srv/a, url: 'https://x/y.zip', sha256: ¶}"),
        .init("archive.headers", .taken(.header), "{archive: /srv/a, url: 'https://x/y.zip', headers: {X: ¶}}"),
        .init("archive.headers/name", .refused(but: "-"), "{archive: /srv/a, url: 'https://x/y.zip', headers: {¶: x}}"),
        .init("archive.version", .taken(.oneLine), "{archive: /srv/a, url: 'https://x/y.zip', version: ¶}"),
        .init("archive.format", .refused(), "{archive: /srv/a, url: 'https://x/y.zip', format: ¶}"),
        .init("archive.strip", .refused(), "{archive: /srv/a, url: 'https://x/y.zip', strip: ¶}"),
        .init("archive.owner", .refused(), "{archive: /srv/a, url: 'https://x/y.zip', owner: ¶}"),
        .init("archive.group", .refused(), "{archive: /srv/a, url: 'https://x/y.zip', group: ¶}"),
        .init("archive.replace", .refused(), "{archive: /srv/a, url: 'https://x/y.zip', replace: ¶}"),
        .init("archive.state", .refused(), "{archive: /srv/a, state: ¶}"),
        .init("archive.recursive", .refused(), "{archive: /srv/a, state: absent, recursive: ¶}"),
        .init("download.download", .taken(), "{download: /¶, url: 'https://x/y'}"),
        .init("download.url", .refused(), "{download: /d, url: ¶}"),
        .init("download.sha256", .refused(), "{download: /d, url: 'https://x/y', sha256: ¶}"),
        .init("download.headers", .taken(.header), "{download: /d, url: 'https://x/y', headers: {X: ¶}}"),
        .init("download.headers/name", .refused(but: "-"), "{download: /d, url: 'https://x/y', headers: {¶: x}}"),
        .init("download.owner", .refused(), "{download: /d, url: 'https://x/y', owner: ¶}"),
        .init("download.group", .refused(), "{download: /d, url: 'https://x/y', group: ¶}"),
        .init("download.mode", .refused(), "{download: /d, url: 'https://x/y', mode: ¶}"),
        .init("download.state", .refused(), "{download: /d, state: ¶}"),
        .init("mode.mode", .read(), "{mode: /¶, files: '0644'}"),
        .init("mode.files", .refused(), "{mode: /srv/*, files: ¶}"),
        .init("mode.directories", .refused(), "{mode: /srv/*, directories: ¶}"),
        .init("mode.owner", .refused(), "{mode: /srv/*, owner: ¶}"),
        .init("mode.group", .refused(), "{mode: /srv/*, group: ¶}"),
        .init("cleanup.cleanup", .read(), "{cleanup: /¶, more_than: 1}"),
        .init("cleanup.older_than", .refused(), "{cleanup: /srv/*, older_than: ¶}"),
        .init("cleanup.more_than", .refused(), "{cleanup: /srv/*, more_than: ¶}"),
        .init("cleanup.larger_than", .refused(), "{cleanup: /srv/*, larger_than: ¶}"),
        .init("cleanup.keep", .refused(), "{cleanup: /srv/*, more_than: 1, keep: ¶}"),
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

    private static let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHHmbsotbjZpeBL8X3G/EKrm1wdy1xu68ZGG9TDQnhH3"

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
        .init("user.move_home", .refused(), "{user: u, home: /h, move_home: ¶}"),
        .init("user.password", .refused(), "{user: u, password: ¶}"),
        .init("user.locked", .refused(), "{user: u, locked: ¶}"),
        .init("user.expires", .refused(), "{user: u, expires: ¶}"),
        .init("user.state", .refused(), "{user: u, state: ¶}"),
        .init("user.remove_home", .refused(), "{user: u, state: absent, remove_home: ¶}"),
        .init("authorized_key.authorized_key", .refused(), "{authorized_key: ¶, key: \(key)}"),
        .init("authorized_key.key", .refused(), "{authorized_key: u, key: ¶}"),
        .init("authorized_key.options", .refused(but: "-"), "{authorized_key: u, key: \(key), options: [¶]}"),
        .init("authorized_key.comment", .read(.comment), "{authorized_key: u, key: \(key), comment: ¶}"),
        .init("authorized_key.state", .refused(), "{authorized_key: u, key: \(key), state: ¶}"),
        .init("sudoers.sudoers", .refused(but: "-_"), "{sudoers: ¶, content: x}"),
        .init("sudoers.rules/user", .refused(), "{sudoers: s, rules: [{user: ¶, commands: [ALL]}]}"),
        .init("sudoers.rules/group", .refused(), "{sudoers: s, rules: [{group: ¶, commands: [ALL]}]}"),
        .init("sudoers.rules/run_as", .refused(), "{sudoers: s, rules: [{user: u, run_as: ¶, commands: [ALL]}]}"),
        .init("sudoers.rules/commands", .read(.command), "{sudoers: s, rules: [{user: u, commands: [/¶]}]}"),
        .init("sudoers.rules/nopasswd", .refused(), "{sudoers: s, rules: [{user: u, commands: [/x], nopasswd: ¶}]}"),
        .init("sudoers.content", .taken(), "{sudoers: s, content: ¶}"),
        .init("sudoers.source", .taken(.oneLine), "{sudoers: s, source: ¶}"),
        .init("sudoers.template", .taken(.oneLine), "{sudoers: s, template: ¶}"),
        .init("sudoers.state", .refused(), "{sudoers: s, state: ¶}"),
        .init("group.group", .refused(), "{group: ¶}"),
        .init("group.gid", .refused(), "{group: g, gid: ¶}"),
        .init("group.system", .refused(), "{group: g, system: ¶}"),
        .init("group.state", .refused(), "{group: g, state: ¶}"),
    ]

    private static let software: [Self] = [
        .init("repository.repository", .refused(but: "-_."), "{repository: ¶, url: 'https://x', suites: [/]}"),
        .init("repository.url", .refused(), "{repository: r, url: ¶, suites: [/]}"),
        .init("repository.ppa", .refused(), "{repository: r, ppa: ¶}"),
        .init(
            "repository.suites", .refused(but: "-_./~+"),
            "{repository: r, url: 'https://x', suites: [¶], components: [c]}"),
        .init(
            "repository.components", .refused(but: "-_./+"),
            "{repository: r, url: 'https://x', suites: [s], components: [¶]}"),
        .init(
            "repository.architectures", .refused(but: "-_"),
            "{repository: r, url: 'https://x', suites: [/], architectures: [¶]}"),
        .init(
            "repository.key", .refused(),
            "{repository: r, url: 'https://x', suites: [/], key: ¶, key_sha256: \(String(repeating: "0", count: 64))}"),
        .init(
            "repository.key_sha256", .refused(),
            "{repository: r, url: 'https://x', suites: [/], key: 'https://x', key_sha256: ¶}"),
        .init("repository.signed", .refused(), "{repository: r, url: 'https://r', suites: [s], signed: ¶}"),
        .init("repository.state", .refused(), "{repository: r, state: ¶}"),
        .init("git.git", .taken(), "{git: /¶, repository: r, tag: t}"),
        .init("git.repository", .taken(.oneLine), "{git: /g, repository: /¶, tag: t}"),
        .init("git.commit", .refused(), "{git: /g, repository: r, commit: ¶}"),
        .init("git.tag", .refused(but: "+-._/@#=,"), "{git: /g, repository: r, tag: ¶}"),
        .init("git.branch", .refused(but: "+-._/@#=,"), "{git: /g, repository: r, branch: ¶}"),
        .init("git.depth", .refused(), "{git: /g, repository: r, tag: t, depth: ¶}"),
        .init("git.owner", .refused(), "{git: /g, repository: r, tag: t, owner: ¶}"),
        .init("git.discard_changes", .refused(), "{git: /g, repository: r, tag: t, discard_changes: ¶}"),
        .init("git.state", .refused(), "{git: /g, state: ¶}"),
        .init("venv.venv", .taken(), "{venv: /¶}"),
        .init("venv.python", .refused(but: "+-._/"), "{venv: /v, python: ¶}"),
        .init("venv.requirements", .taken(), "{venv: /v, requirements: /¶}"),
        .init("venv.owner", .refused(), "{venv: /v, owner: ¶}"),
        .init("venv.env", .read(), "{venv: /v, env: {X: ¶}}"),
        .init("venv.env/name", .refused(), "{venv: /v, env: {¶: x}}"),
        .init("venv.state", .refused(), "{venv: /v, state: ¶}"),
        .init("venv.recursive", .refused(), "{venv: /v, state: absent, recursive: ¶}"),
        .init("release.release", .refused(but: "-_.+~@"), "{release: ¶, version: '1', url: 'https://x/y.zip'}"),
        .init("release.version", .refused(but: "-_.+~@"), "{release: r, version: ¶, url: 'https://x/y.zip'}"),
        .init("release.url", .refused(), "{release: r, version: '1', format: tar, url: ¶}"),
        .init("release.sha256", .refused(), "{release: r, version: '1', url: 'https://x/y.zip', sha256: ¶}"),
        .init(
            "release.sha256/platform", .refused(),
            "{release: r, version: '1', url: 'https://x/y.zip', sha256: {amd64: ¶}}"),
        .init(
            "release.headers", .taken(.header), "{release: r, version: '1', url: 'https://x/y.zip', headers: {X: ¶}}"),
        .init("release.format", .refused(), "{release: r, version: '1', url: 'https://x/y.zip', format: ¶}"),
        .init("release.strip", .refused(), "{release: r, version: '1', url: 'https://x/y.zip', strip: ¶}"),
        .init("release.bin", .refused(but: "-_.+~@/"), "{release: r, version: '1', url: 'https://x/y.zip', bin: [¶]}"),
        .init("release.keep", .refused(), "{release: r, version: '1', url: 'https://x/y.zip', keep: ¶}"),
        .init("release.path", .taken(), "{release: r, version: '1', url: 'https://x/y.zip', path: /¶}"),
        .init("release.state", .refused(), "{release: r, version: '1', state: ¶}"),
        .init("release.recursive", .refused(), "{release: r, version: '1', state: absent, recursive: ¶}"),
        .init("npm.npm", .refused(but: "-_./@"), "{npm: ¶}"),
        .init("npm.version", .refused(but: "-+."), "{npm: p, version: ¶}"),
        .init("npm.state", .refused(), "{npm: p, state: ¶}"),
        .init("pip.pip", .refused(but: "-_."), "{pip: ¶, venv: /v}"),
        .init("pip.venv", .taken(), "{pip: p, venv: /¶}"),
        .init("pip.version", .refused(but: ".+!-_"), "{pip: p, venv: /v, version: ¶}"),
        .init("pip.state", .refused(), "{pip: p, venv: /v, state: ¶}"),
        .init("git.recursive", .refused(), "{git: /g, state: absent, recursive: ¶}"),
    ]

    private static let system: [Self] = [
        .init("package.package", .refused(but: "+-.:_@/"), "{package: ¶}"),
        .init("package_hold.package_hold", .refused(but: "+-.:_@/"), "{package_hold: ¶}"),
        .init("package_hold.state", .refused(), "{package_hold: p, state: ¶}"),
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

extension String {
    fileprivate var holdsControl: Bool { unicodeScalars.contains { $0.properties.generalCategory == .control } }
}
