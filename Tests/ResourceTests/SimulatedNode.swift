import Actions
import Facts

/// A node as a case describes it: answers facts, and changes by actions as a real one would.
struct SimulatedNode {
    var paths: [String: Observation<PathState.Seen>] = [:]
    /// How many seconds ago the files among `paths` changed.
    var ages: [String: Int] = [:]
    /// Directories in which nobody can look around; why.
    var unlisted: [String: String] = [:]
    /// What lies in the files among `paths`.
    var contents: [String: [UInt8]] = [:]
    var packages: [String: Observation<PackageState.Seen>] = [:]
    var candidates: [String: Observation<PackageCandidate.Seen>] = [:]
    /// Of the package manager; known by no name.
    var index: Observation<PackageIndex.Seen>?
    /// What stands against installing a package, by its name.
    var obstacles: [String: String] = [:]
    var units: [String: Observation<UnitState.Seen>] = [:]
    var users: [String: Observation<UserState.Seen>] = [:]
    var shadows: [String: Observation<ShadowState.Seen>] = [:]
    var groups: [String: Observation<GroupState.Seen>] = [:]
    var crontabs: [String: Observation<Crontab.Seen>] = [:]
    var checkouts: [String: Observation<GitCheckout.Seen>] = [:]
    /// By the repository and the branch.
    var branches: [String: Observation<GitBranch.Seen>] = [:]
    var venvs: [String: Observation<VenvState.Seen>] = [:]
    var pythons: [String: Observation<PythonVersion.Seen>] = [:]
    var npmPackages: [String: Observation<NpmPackage.Seen>] = [:]
    var engine = SimulatedEngine()
    /// By the script's text.
    var commands: [String: Observation<CommandSucceeds.Seen>] = [:]

    /// What is seen of a fact; nil where the case does not say.
    func observe(_ fact: any Fact, into seen: inout Observations) -> Bool {
        switch fact {
        case let fact as PathState: seen[fact] = path(fact)
        case let fact as FileText: seen[fact] = text(fact)
        case let fact as FileLines: seen[fact] = lines(fact)
        case let fact as Listing: seen[fact] = listing(fact)
        case let fact as AuthorizedKeys: seen[fact] = keys(fact)
        case let fact as PackageState: seen[fact] = packages[fact.name]
        case let fact as PackageCandidate: seen[fact] = candidates[fact.name]
        case let fact as PackageIndex: seen[fact] = index
        case let fact as PackageTrial: seen[fact] = .present(.init(obstacle: obstacles[fact.name]))
        case let fact as UnitState: seen[fact] = units[fact.name]
        case let fact as UserState: seen[fact] = users[fact.name]
        case let fact as ShadowState: seen[fact] = shadows[fact.name] ?? .absent
        case let fact as GroupState: seen[fact] = groups[fact.name]
        case let fact as Crontab: seen[fact] = crontabs[fact.user]
        case let fact as GitCheckout: seen[fact] = checkouts[fact.path]
        case let fact as GitBranch: seen[fact] = branches["\(fact.repository) \(fact.branch)"]
        case let fact as VenvState: seen[fact] = venvs[fact.path]
        case let fact as PythonVersion: seen[fact] = pythons[fact.program]
        case let fact as NpmPackage: seen[fact] = npmPackages[fact.name]
        case let fact as ContainerState: seen[fact] = engine.containers[fact.name]
        case let fact as ImageState: seen[fact] = engine.images[fact.name]
        case let fact as ImageArchive: seen[fact] = engine.archives[fact.path]
        case let fact as NetworkState: seen[fact] = engine.networks[fact.name]
        case let fact as VolumeState: seen[fact] = engine.volumes[fact.name]
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
        // A case speaks of the files of one package manager alone.
        let others = ["/etc/yum.repos.d/", "/etc/pki/"]
        if paths[fact.path] == nil, others.contains(where: fact.path.hasPrefix) { return .absent }
        guard case .present(var state)? = paths[fact.path] else { return paths[fact.path] }
        if !fact.digest { state.digest = .absent }
        return .present(state)
    }

    /// What a case says to be below the directory.
    private func listing(_ fact: Listing) -> Observation<Listing.Seen>? {
        if let why = unlisted[fact.path] { return .failed(why) }
        guard case .present(let state)? = path(PathState(fact.path)), state.kind == .directory else { return .absent }
        let now = 1_000_000_000
        let all = paths.keys.sorted { $0.replacing("/", with: "\0") < $1.replacing("/", with: "\0") }
        let entries = all.compactMap { path -> Listing.Entry? in
            guard path.hasPrefix(fact.path + "/"), case .present(let state)? = paths[path] else { return nil }
            let name = String(path.dropFirst(fact.path.count + 1))
            guard fact.isDeep || !name.contains("/") else { return nil }
            return .init(path: name, state: state, modified: now - ages[path, default: 0])
        }
        return .present(.init(now: now, entries: entries))
    }

    private func lines(_ fact: FileLines) -> Observation<FileLines.Seen>? {
        switch paths[fact.path] {
        case .present(let state)? where state.kind == .file: .present(.init(bytes: contents[fact.path] ?? []))
        case .failed(let why)?: .failed(why)
        case .unavailable(let tool)?: .unavailable(tool)
        case .present?, .absent?: .absent
        case nil: nil
        }
    }

    /// From what is said of the user and of the paths in its home, which is there if nothing is said of it.
    private func keys(_ fact: AuthorizedKeys) -> Observation<AuthorizedKeys.Seen>? {
        switch users[fact.user] {
        case .present(let user)?:
            let folder: AuthorizedKeys.Folder =
                switch (paths[user.home], paths[user.home + "/.ssh"]) {
                case (.absent?, _): .homeless
                case (.failed?, _), (_, .failed?): .hidden
                case (_, .present(let state)?): state.kind == .directory ? .directory : .other
                default: .nothing
                }
            let file = lines(FileLines(AuthorizedKeys.file(in: user.home))) ?? .absent
            return .present(.init(gid: user.gid, home: user.home, folder: folder, file: file))
        case .absent?: return .absent
        case .failed(let why)?: return .failed(why)
        case .unavailable(let tool)?: return .unavailable(tool)
        case nil: return nil
        }
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
        case .editFile(let path, let edit, _, let attributes, _):
            let isNew = paths[path] == .absent
            let old = String(decoding: contents[path] ?? [], as: UTF8.self)
            write(Payload(edit.applied(to: old)), to: path)
            if isNew { set(attributes, at: path) }
        case .makeLink(let path, let target):
            paths[path] = .present(.init(kind: .link, mode: 0o777, owner: .root, group: .root, target: target))
        case .unpack(let path, _, _, _, let stamp, _):
            remove(path)
            paths[path] = .present(.init(kind: .directory, mode: 0o755, owner: .root, group: .root))
            write(stamp, to: path + "/.reconcile-archive")
        case .fetch(let path, let source, let attributes):
            let end = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
            let temporary = "\(path[..<end]).\(path[end...]).reconcile-"
            for part in paths.keys where part.hasPrefix(temporary) { remove(part) }
            write(Payload("fetched"), to: path)
            if let digest = source.digest {
                paths[path] = paths[path]?.changing { $0.digest = .present(digest) }
            }
            set(attributes, at: path)
        case .setAttributes(let path, let attributes): set(attributes, at: path)
        case .setAllAttributes(let paths, let attributes): for path in paths { set(attributes, at: path) }
        case .removeAll(let paths, _): for path in paths { remove(path) }
        case .remove(let path, _): remove(path)
        case .installPackages(let requests, _): for request in requests { install(request) }
        case .removePackages(let names, _): for name in names { packages[name] = .absent }
        case .holdPackage(let name, let isHeld): packages[name] = packages[name]?.changing { $0.isHeld = isHeld }
        case .unit(let verb, let unit): perform(verb, on: unit)
        case .reloadUnitFiles: units = units.mapValues { $0.changing { $0.needsReload = false } }
        case .addGroup(let name, let gid, _): groups[name] = .present(.init(gid: gid ?? 999))
        case .changeGroup(let name, let gid): groups[name] = .present(.init(gid: gid))
        case .removeGroup(let name): groups[name] = .absent
        case .addUser(let account): add(account)
        case .changeUser(let account):
            users[account.name] = users[account.name]?.changing { change(&$0, to: account) }
            changeShadow(to: account)
        case .removeUser(let name, _): users[name] = .absent
        case .editCrontab(let user, let marker, let aliases, let lines):
            edit(crontabOf: user, [marker] + aliases, to: lines.isEmpty ? [] : [marker] + lines)
        case .fetchKey(_, let digest, let keyring): fetch(keyring, digest)
        case .fetchArchiveKey(_, _, let keyring): fetch(keyring, nil)
        case .writeSource(let path, let keyring, let armored, let binary):
            if case .present? = paths[keyring + ".gpg"] { write(binary, to: path) } else { write(armored, to: path) }
        case .refreshIndex: index = .present(.init(isFresh: true))
        case .checkOut(let checkout): checkOut(checkout)
        case .installNpm(let requests):
            for request in requests { npmPackages[request.name] = .present(.init(version: request.version ?? "1")) }
        case .removeNpm(let names): for name in names { npmPackages[name] = .absent }
        case .buildVenv(let venv): build(venv)
        case .installPython(let requests, let venv, _):
            venvs[venv] = venvs[venv]?.changing { state in
                for request in requests {
                    state.packages[VenvState.normalized(request.name)] = request.version ?? "1"
                    state.cutOff.remove(VenvState.normalized(request.name))
                }
            }
        case .removePython(let names, let venv, _):
            venvs[venv] = venvs[venv]?.changing { state in
                for name in names { state.packages[VenvState.normalized(name)] = nil }
            }
        case .container(let action): engine.perform(action)
        case .image(let action): engine.perform(action)
        case .engine(let action): engine.perform(action)
        case .keepVersion, .run, .shell, .waitUntil, .appendLedger: break
        }
    }

    private mutating func write(_ content: Payload, to path: String) {
        contents[path] = content.bytes
        var state = PathState.Seen(kind: .file, mode: 0o644, owner: .root, group: .root)
        if case .present(let old)? = paths[path], old.kind == .file { state = old }
        (state.size, state.digest) = (content.bytes.count, .present(content.digest))
        paths[path] = .present(state)
    }

    private mutating func remove(_ path: String) {
        paths[path] = .absent
        for below in paths.keys where below.hasPrefix(path + "/") { paths[below] = .absent }
    }

    private mutating func set(_ attributes: Action.Attributes, at path: String) {
        paths[path] = paths[path]?.changing { state in
            if let owner = attributes.owner { state.owner = .init(named: owner) }
            if let group = attributes.group { state.group = .init(named: group) }
            if let mode = attributes.mode { state.mode = mode }
        }
    }

    private mutating func checkOut(_ checkout: Action.Checkout) {
        if paths[checkout.path] == .absent {
            paths[checkout.path] = .present(.init(kind: .directory, mode: 0o755, owner: .root, group: .root))
            set(.init(owner: checkout.owner), at: checkout.path)
        }
        var seen = GitCheckout.Seen()
        seen.remote = checkout.repository
        switch checkout.wanted {
        case .commit(let name): seen.revision = name
        case .tag: (seen.revision, seen.tagged) = ("of the tag", "of the tag")
        case .branch(let name):
            seen.branch = name
            if case .present(let tip)? = branches["\(checkout.repository) \(name)"] { seen.revision = tip.revision }
        }
        checkouts[checkout.path] = .present(seen)
    }

    private mutating func build(_ venv: Action.Venv) {
        paths[venv.path] = .present(.init(kind: .directory, mode: 0o755, owner: .root, group: .root))
        set(.init(owner: venv.owner), at: venv.path)
        var seen = VenvState.Seen()
        seen.requirements = venv.digest
        if case .present(let python)? = pythons[venv.python] { seen.python = python.version }
        venvs[venv.path] = .present(seen)
    }

    private mutating func fetch(_ keyring: String, _ digest: String?) {
        write(Payload("an armored key"), to: keyring + ".asc")
        paths[keyring + ".gpg"] = .absent
        if let digest {
            paths[keyring + ".asc"] = paths[keyring + ".asc"]?.changing { $0.digest = .present(digest) }
        }
    }

    private mutating func install(_ request: Action.PackageRequest) {
        var version = "1"
        if case .present(let candidate)? = candidates[request.name] { version = candidate.version ?? "2" }
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
        shadows[account.name] = .present(.init(password: "!"))
        changeShadow(to: account)
    }

    private mutating func changeShadow(to account: Action.Account) {
        shadows[account.name] = shadows[account.name]?.changing { state in
            if let password = account.password { state.password = password }
            if let isLocked = account.isLocked {
                state.password = (isLocked ? "!" : "") + state.password.drop { $0 == "!" }
            }
            if let expiry = account.expiry { state.expiry = ["": nil, "2030-01-31": 21945][expiry] ?? -1 }
        }
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
