extension ContainerState.Seen {
    /// What `podman container inspect` and `docker container inspect` both tell.
    init(_ item: ForeignJSON) {
        self.init()
        id = item["Id"]?.text ?? ""
        status = item["State", "Status"]?.text ?? ""
        startedAt = item["State", "StartedAt"]?.text ?? ""
        imageID = ImageState.plain(item["Image"]?.text ?? "")
        image = item["Config", "Image"]?.text ?? ""
        command = item["Config", "Cmd"]?.texts ?? []
        entrypoint = item["Config", "Entrypoint"]?.texts.joined(separator: " ") ?? ""
        for variable in item["Config", "Env"]?.texts ?? [] {
            let parts = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            environment[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
        }
        labels = item["Config", "Labels"]?.textsByName ?? [:]
        user = item["Config", "User"]?.text ?? ""
        directory = item["Config", "WorkingDir"]?.text ?? ""
        hostname = item["Config", "Hostname"]?.text ?? ""
        networks = Self.networks(item)
        // Docker tells of them in another order each time.
        mounts = (item["Mounts"]?.items ?? []).compactMap(Self.mount).sorted { $0.destination < $1.destination }
        if let limits = item["HostConfig"] { read(limits) }
    }

    private mutating func read(_ host: ForeignJSON) {
        for (name, bindings) in host["PortBindings"]?.members ?? [:] {
            ports.formUnion(Self.ports(name, bindings.items))
        }
        let policy = host["RestartPolicy", "Name"]?.text ?? ""
        let count = host["RestartPolicy", "MaximumRetryCount"]?.number ?? 0
        restart = policy.isEmpty ? "no" : policy + (policy == "on-failure" && count > 0 ? ":\(count)" : "")
        memory = host["Memory"]?.number ?? 0
        nanoProcessors = host["NanoCpus"]?.number ?? 0
        pidsLimit = host["PidsLimit"]?.number ?? 0
        sharedMemory = host["ShmSize"]?.number ?? 0
        isReadOnly = host["ReadonlyRootfs"]?.isTrue ?? false
        isPrivileged = host["Privileged"]?.isTrue ?? false
        for limit in host["Ulimits"]?.items ?? [] {
            guard let name = limit["Name"]?.text, let soft = limit["Soft"]?.number, let hard = limit["Hard"]?.number
            else { continue }
            // Podman has the system's name for it, RLIMIT_NOFILE.
            let short = name.hasPrefix("RLIMIT_") ? String(name.dropFirst(7)) : name
            ulimits[short.lowercased()] = "\(soft):\(hard)"
        }
    }

    /// `80/tcp`, and the places where that is had.
    private static func ports(_ name: String, _ bindings: [ForeignJSON]) -> [ContainerState.Port] {
        let parts = name.split(separator: "/").map(String.init)
        guard let container = parts.first.flatMap({ Int($0) }) else { return [] }
        return bindings.map { binding in
            let address = binding["HostIp"]?.text ?? ""
            return ContainerState.Port(
                address: ["0.0.0.0", "::"].contains(address) ? "" : address,
                host: binding["HostPort"]?.text.flatMap { Int($0) }, container: container,
                kind: parts.count > 1 ? parts[1] : "tcp")
        }
    }

    private static func mount(_ item: ForeignJSON) -> ContainerState.Mount? {
        guard let destination = item["Destination"]?.text else { return nil }
        let isVolume = item["Type"]?.text == "volume"
        return ContainerState.Mount(
            source: (isVolume ? item["Name"]?.text : item["Source"]?.text) ?? "", destination: destination,
            isReadOnly: !(item["RW"]?.isTrue ?? true))
    }

    private static func networks(_ item: ForeignJSON) -> Set<String> {
        let mode = item["HostConfig", "NetworkMode"]?.text ?? ""
        if ["host", "none"].contains(mode) || mode.hasPrefix("container:") { return [mode] }
        return Set(item["NetworkSettings", "Networks"]?.members.keys.map { $0 } ?? [])
    }
}
