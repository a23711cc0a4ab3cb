import Actions
import Facts

/// A node as a case describes it: answers facts, and changes by actions as a real one would.
struct SimulatedNode {
    var paths: [String: Observation<PathState.Seen>] = [:]
    /// What lies in the files among `paths`.
    var contents: [String: [UInt8]] = [:]
    var packages: [String: Observation<PackageState.Seen>] = [:]
    var candidates: [String: Observation<PackageCandidate.Seen>] = [:]
    var units: [String: Observation<UnitState.Seen>] = [:]
    var users: [String: Observation<UserState.Seen>] = [:]
    var groups: [String: Observation<GroupState.Seen>] = [:]
    var crontabs: [String: Observation<Crontab.Seen>] = [:]
    /// By the script's text.
    var commands: [String: Observation<CommandSucceeds.Seen>] = [:]

    /// What is seen of a fact; nil where the case does not say.
    func observe(_ fact: any Fact, into seen: inout Observations) -> Bool {
        switch fact {
        case let fact as PathState: seen[fact] = path(fact)
        case let fact as FileText: seen[fact] = text(fact)
        case let fact as PackageState: seen[fact] = packages[fact.name]
        case let fact as PackageCandidate: seen[fact] = candidates[fact.name]
        case let fact as UnitState: seen[fact] = units[fact.name]
        case let fact as UserState: seen[fact] = users[fact.name]
        case let fact as GroupState: seen[fact] = groups[fact.name]
        case let fact as Crontab: seen[fact] = crontabs[fact.user]
        case let fact as CommandSucceeds: seen[fact] = commands[fact.script]
        default: return false
        }
        return seen.contains(fact)
    }

    private func path(_ fact: PathState) -> Observation<PathState.Seen>? {
        if paths[fact.path] == nil, paths.keys.contains(where: { $0.hasPrefix(fact.path + "/") }) {
            // What a case speaks of lies in a directory.
            return .present(.init(kind: .directory, mode: 0o755, owner: .root, group: .root))
        }
        guard case .present(var state)? = paths[fact.path] else { return paths[fact.path] }
        if !fact.digest { state.digest = .absent }
        return .present(state)
    }

    private func text(_ fact: FileText) -> Observation<FileText.Seen>? {
        guard let bytes = contents[fact.path] else { return nil }
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            return .present(.init(text: "", isBinary: true))
        }
        return .present(.init(text: text, isTruncated: bytes.count > fact.limit))
    }
}

extension SimulatedNode {
    mutating func perform(_ action: Action) {
        switch action {
        case .makeDirectory(let path, let attributes, _):
            paths[path] = .present(.init(kind: .directory, mode: 0o755, owner: .root, group: .root))
            set(attributes, at: path)
        case .writeFile(let path, let content, let attributes, _):
            write(content, to: path)
            set(attributes, at: path)
        case .makeLink(let path, let target):
            paths[path] = .present(.init(kind: .link, mode: 0o777, owner: .root, group: .root, target: target))
        case .setAttributes(let path, let attributes): set(attributes, at: path)
        case .remove(let path, _): paths[path] = .absent
        case .installPackages(let requests, _): for request in requests { install(request) }
        case .removePackages(let names, _): for name in names { packages[name] = .absent }
        case .unit(let verb, let unit): perform(verb, on: unit)
        case .reloadUnitFiles: units = units.mapValues { $0.changing { $0.needsReload = false } }
        case .addGroup(let name, let gid, _): groups[name] = .present(.init(gid: gid ?? 999))
        case .changeGroup(let name, let gid): groups[name] = .present(.init(gid: gid))
        case .removeGroup(let name): groups[name] = .absent
        case .addUser(let account): add(account)
        case .changeUser(let account): users[account.name] = users[account.name]?.changing { change(&$0, to: account) }
        case .removeUser(let name, _): users[name] = .absent
        case .editCrontab(let user, let marker, let aliases, let lines):
            edit(crontabOf: user, [marker] + aliases, to: lines.isEmpty ? [] : [marker] + lines)
        case .run, .shell, .waitUntil, .appendLedger: break
        }
    }

    private mutating func write(_ content: Payload, to path: String) {
        contents[path] = content.bytes
        var state = PathState.Seen(kind: .file, mode: 0o644, owner: .root, group: .root)
        if case .present(let old)? = paths[path], old.kind == .file { state = old }
        (state.size, state.digest) = (content.bytes.count, .present(content.digest))
        paths[path] = .present(state)
    }

    private mutating func set(_ attributes: Action.Attributes, at path: String) {
        paths[path] = paths[path]?.changing { state in
            if let owner = attributes.owner { state.owner = .init(named: owner) }
            if let group = attributes.group { state.group = .init(named: group) }
            if let mode = attributes.mode { state.mode = mode }
        }
    }

    private mutating func install(_ request: Action.PackageRequest) {
        var version = "1"
        if case .present(let candidate)? = candidates[request.name] { version = candidate.version }
        packages[request.name] = .present(.init(version: request.version ?? version))
    }

    private mutating func perform(_ verb: Action.UnitVerb, on unit: String) {
        units[unit] = units[unit]?.changing { state in
            switch verb {
            case .start, .restart, .reload:
                (state.activeState, state.subState, state.invocationID) = ("active", "running", "new")
            case .stop: (state.activeState, state.subState) = ("inactive", "dead")
            case .enable: state.unitFileState = "enabled"
            case .disable: state.unitFileState = "disabled"
            case .mask: state.loadState = "masked"
            case .unmask: state.loadState = "loaded"
            }
        }
    }

    private mutating func add(_ account: Action.Account) {
        var user = UserState.Seen(
            uid: 999, gid: 999, group: account.name, home: "/home/\(account.name)", shell: "/bin/sh")
        change(&user, to: account)
        users[account.name] = .present(user)
    }

    private func change(_ user: inout UserState.Seen, to account: Action.Account) {
        if let uid = account.uid { user.uid = uid }
        if let group = account.group { (user.group, user.gid) = (group, Int(group) ?? user.gid) }
        if let groups = account.groups { user.groups = Set(groups) }
        if let home = account.home { user.home = home }
        if let shell = account.shell { user.shell = shell }
        if let comment = account.comment { user.comment = comment }
    }

    private mutating func edit(crontabOf user: String, _ markers: [String], to lines: [String]) {
        var old: [String] = []
        if case .present(let table)? = crontabs[user] { old = table.lines }
        var (new, left) = ([String](), lines)
        while let line = old.first {
            old.removeFirst()
            guard markers.contains(line) else {
                new.append(line)
                continue
            }
            new += left
            left = []
            let isEntry = old.first.map { !$0.isEmpty && !$0.hasPrefix("# reconcile: ") && !$0.hasPrefix("#Ansible: ") }
            if isEntry == true { old.removeFirst() }
        }
        crontabs[user] = .present(.init(text: (new + left).map { $0 + "\n" }.joined()))
    }
}

extension Observation {
    fileprivate func changing(_ change: (inout Seen) -> Void) -> Self {
        guard case .present(var state) = self else { return self }
        change(&state)
        return .present(state)
    }
}

extension PathState.Owner {
    static let root = Self(id: 0, name: "root")

    /// Names other than root's get one id: cases tell owners apart by name.
    init(named word: String) {
        self = word == "root" ? .root : Int(word).map { Self(id: $0, name: nil) } ?? Self(id: 1000, name: word)
    }
}
