import Actions
import Facts
import YAML

/// What is written for a node in a case: one line for each thing, `path /etc/motd: {content: hello, mode: "0640"}`.
///
/// `absent`, `{failed: why}` and `{unavailable: tool}` can be said of anything.
extension SimulatedNode {
    init(_ node: Node) throws {
        for entry in node.mapping ?? [] {
            let words = (entry.key.string ?? "").split(separator: " ", maxSplits: 1).map(String.init)
            guard words.count == 2 else { throw NotationError(text: "what is '\(entry.key.string ?? "")'?") }
            try say(words[0], words[1], entry.value)
        }
    }

    private mutating func say(_ kind: String, _ name: String, _ node: Node) throws {
        switch kind {
        case "path":
            paths[name] = try .init(node) { try PathState.Seen($0) }
            ages[name] = node["age"]?.string.flatMap { Int($0) }
            contents[name] = node["content"]?.string.map { Array($0.utf8) } ?? (node["bytes"] == nil ? nil : [0, 1, 2])
        case "listing": unlisted[name] = node["failed"]?.string
        case "package": packages[name] = try .init(node) { try PackageState.Seen($0) }
        case "candidate": candidates[name] = try .init(node) { .init(version: $0.string == "untold" ? nil : $0.string) }
        case "obstacle": obstacles[name] = node.string
        case "index": index = try .init(node) { .init(isFresh: $0.string == "fresh") }
        case "unit": units[name] = try .init(node) { try UnitState.Seen($0) }
        case "user": users[name] = try .init(node) { try UserState.Seen($0) }
        case "shadow": shadows[name] = try .init(node) { try ShadowState.Seen($0) }
        case "group": groups[name] = try .init(node) { .init(gid: Int($0.string ?? "") ?? 1000) }
        case "crontab": crontabs[name] = try .init(node) { .init(text: $0.string ?? "") }
        case "checkout": checkouts[name] = try .init(node) { try GitCheckout.Seen($0) }
        case "branch": branches[name] = try .init(node) { .init(revision: $0.string ?? "") }
        case "venv": venvs[name] = try .init(node) { try VenvState.Seen($0) }
        case "python": pythons[name] = try .init(node) { .init(version: $0.string ?? "") }
        case "npm":
            npmPackages[name] = try .init(node) {
                .init(version: $0.string ?? $0["version"]?.string, isCutOff: $0["cut_off"]?.string == "true")
            }
        case "container":
            engine.containers[name] = try .init(node) { $0.string == "torn" ? .torn : try ContainerState.Seen($0) }
        case "image":
            engine.images[name] = try .init(node) {
                if $0.string == "torn" { return .torn }
                return .init(id: $0.string ?? $0["id"]?.string ?? "", labels: texts($0["labels"]))
            }
        case "image-archive": engine.archives[name] = try .init(node) { .init(id: $0.string ?? "") }
        case "network": engine.networks[name] = try .init(node) { try NetworkState.Seen($0) }
        case "volume":
            engine.volumes[name] = try .init(node) {
                if $0.string == "torn" { return .torn }
                return .init(
                    driver: $0["driver"]?.string ?? "local", options: texts($0["options"]), labels: texts($0["labels"]))
            }
        case "command": commands[name] = try .init(node) { .init(status: Int32($0.string ?? "") ?? -1) }
        default: throw NotationError(text: "what is a '\(kind)'?")
        }
    }
}

struct NotationError: Error { let text: String }

extension Observation {
    init(_ node: Node, _ present: (Node) throws -> Seen) throws {
        if node.string == "absent" {
            self = .absent
        } else if let why = node["failed"]?.string {
            self = .failed(why)
        } else if let tool = node["unavailable"]?.string {
            self = .unavailable(tool)
        } else {
            self = .present(try present(node))
        }
    }
}

/// The texts of a mapping.
private func texts(_ node: Node?) -> [String: String] {
    let pairs = (node?.mapping ?? []).compactMap { entry in
        entry.key.string.flatMap { key in entry.value.string.map { (key, $0) } }
    }
    return Dictionary(pairs, uniquingKeysWith: { $1 })
}

/// The fields of a thing; one that nothing reads is a slip in the case.
private struct Words {
    private var node: Node
    private var unread: Set<String>

    init(_ node: Node) {
        self.node = node
        unread = Set((node.mapping ?? []).compactMap(\.key.string))
    }

    mutating func text(_ name: String) -> String? {
        unread.remove(name)
        return node[name]?.string
    }

    mutating func map(_ name: String) -> [String: String] {
        unread.remove(name)
        return texts(node[name])
    }

    mutating func list(_ name: String) -> [String] {
        unread.remove(name)
        return node[name]?.sequence?.compactMap(\.string) ?? []
    }

    func end() throws {
        guard let name = unread.sorted().first else { return }
        throw NotationError(text: "nothing is called '\(name)' there")
    }
}

extension PathState.Seen {
    fileprivate init(_ node: Node) throws {
        var words = Words(node)
        let target = words.text("link")
        let kind = words.text("kind").flatMap(PathState.Kind.init) ?? (target == nil ? .file : .link)
        let bytes = words.text("bytes") == nil ? Array((words.text("content") ?? "").utf8) : [0, 1, 2]
        let mode = words.text("mode").flatMap { Int($0, radix: 8) } ?? (kind == .directory ? 0o755 : 0o644)
        self.init(
            kind: kind, mode: mode, owner: .init(named: words.text("owner") ?? "root"),
            group: .init(named: words.text("group") ?? "root"), size: kind == .file ? bytes.count : 0, target: target,
            leadsTo: words.text("leads_to").flatMap(PathState.Destination.init),
            digest: kind == .file ? .present(Payload(bytes).digest) : .absent)
        if let why = words.text("digest_failed") { digest = .failed(why) }
        if let text = words.text("size"), let number = Int(text) { size = number }
        _ = (words.text("content"), words.text("age"))
        try words.end()
    }
}

extension PackageState.Seen {
    fileprivate init(_ node: Node) throws {
        if let version = node.string {
            self.init(version: version)
            return
        }
        var words = Words(node)
        self.init(
            version: words.text("version") ?? "",
            progress: words.text("progress").flatMap { .init(rawValue: $0) } ?? .installed,
            isHeld: words.text("held") == "true")
        try words.end()
    }
}

extension UnitState.Seen {
    fileprivate init(_ node: Node) throws {
        var words = Words(node)
        self.init()
        id = words.text("id") ?? ""
        loadState = words.text("load") ?? "loaded"
        activeState = words.text("active") ?? "active"
        subState = words.text("sub") ?? "running"
        unitFileState = words.text("file") ?? "enabled"
        type = words.text("type") ?? "simple"
        result = words.text("result") ?? "success"
        invocationID = words.text("invocation")
        needsReload = words.text("needs_reload") == "true"
        try words.end()
    }
}

extension GitCheckout.Seen {
    fileprivate init(_ node: Node) throws {
        var words = Words(node)
        self.init()
        isEmpty = words.text("empty") == "true"
        revision = words.text("revision")
        branch = words.text("branch")
        remote = words.text("remote")
        tagged = words.text("tagged")
        changes = words.list("changes")
        ownCommits = words.text("own").flatMap { Int($0) } ?? 0
        isCutOff = words.text("cut_off") == "true"
        try words.end()
    }
}

extension VenvState.Seen {
    fileprivate init(_ node: Node) throws {
        var words = Words(node)
        self.init()
        python = words.text("python")
        isBroken = words.text("broken") == "true"
        isHalfBuilt = words.text("half_built") == "true"
        cutOff = Set(words.list("cut_off"))
        requirements = words.text("requirements").map { Payload($0).digest }
        for (name, into) in [("built", \Self.built), ("packages", \Self.packages)] {
            for item in words.list(name) {
                let parts = item.split(separator: " ").map(String.init)
                self[keyPath: into][parts[0]] = parts[1]
            }
        }
        try words.end()
    }
}

extension UserState.Seen {
    fileprivate init(_ node: Node) throws {
        var words = Words(node)
        self.init(
            uid: words.text("uid").flatMap { Int($0) } ?? 1000, gid: words.text("gid").flatMap { Int($0) } ?? 1000,
            group: words.text("group"), groups: Set(words.list("groups")), home: words.text("home") ?? "/home/x",
            shell: words.text("shell") ?? "/bin/bash", comment: words.text("comment") ?? "")
        try words.end()
    }
}

extension ShadowState.Seen {
    fileprivate init(_ node: Node) throws {
        var words = Words(node)
        self.init(password: words.text("password") ?? "!", expiry: words.text("expiry").flatMap { Int($0) })
        try words.end()
    }
}

extension ContainerState.Seen {
    fileprivate init(_ node: Node) throws {
        var words = Words(node)
        self.init()
        id = words.text("id") ?? "c0ffee"
        status = words.text("status") ?? "running"
        startedAt = words.text("started") ?? ""
        imageID = words.text("image_id") ?? ""
        image = words.text("image") ?? ""
        command = words.list("command")
        entrypoint = words.text("entrypoint") ?? ""
        environment = words.map("env")
        labels = words.map("labels")
        user = words.text("user") ?? ""
        directory = words.text("workdir") ?? "/"
        hostname = words.text("hostname") ?? ""
        ports = Set(
            words.list("ports").map { text in
                let parts = text.split(separator: ":").map(String.init)
                return .init(
                    address: parts[0] == "*" ? "" : parts[0], host: Int(parts[1]), container: Int(parts[2]) ?? 0)
            })
        mounts = words.list("mounts").map { text in
            let parts = text.split(separator: ":").map(String.init)
            return .init(source: parts[0], destination: parts[1], isReadOnly: parts.count > 2)
        }
        networks = Set(words.list("networks"))
        restart = words.text("restart") ?? "no"
        memory = words.text("memory").flatMap { Int($0) } ?? 0
        nanoProcessors = words.text("nano_processors").flatMap { Int($0) } ?? 0
        pidsLimit = words.text("pids_limit").flatMap { Int($0) } ?? 0
        sharedMemory = words.text("shm_size").flatMap { Int($0) } ?? 0
        isReadOnly = words.text("read_only") == "true"
        isPrivileged = words.text("privileged") == "true"
        ulimits = words.map("ulimits")
        try words.end()
    }
}

extension NetworkState.Seen {
    fileprivate init(_ node: Node) throws {
        var words = Words(node)
        self.init()
        driver = words.text("driver") ?? "bridge"
        subnets = words.list("subnets")
        gateways = words.list("gateways")
        isInternal = words.text("internal") == "true"
        hasIPv6 = words.text("ipv6") == "true"
        options = words.map("options")
        labels = words.map("labels")
        try words.end()
    }
}
