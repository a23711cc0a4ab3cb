import Actions
import Facts

/// Podman as a case describes it, and as it changes by actions.
struct SimulatedEngine {
    var containers: [String: Observation<ContainerState.Seen>] = [:]
    var images: [String: Observation<ImageState.Seen>] = [:]
    /// By the archive's path.
    var archives: [String: Observation<ImageArchive.Seen>] = [:]
    var networks: [String: Observation<NetworkState.Seen>] = [:]
    var volumes: [String: Observation<VolumeState.Seen>] = [:]

    mutating func perform(_ action: ContainerAction) {
        switch action {
        case .create(let container): containers[container.name] = .present(made(container))
        case .start(let name), .restart(let name), .unpause(let name): set("running", name)
        case .stop(let name): set("exited", name)
        case .reload: break
        case .remove(let name): containers[name] = .absent
        }
    }

    mutating func perform(_ action: ImageAction) {
        switch action {
        case .pull(let name): images[name] = .present(.init(id: "pulled"))
        case .build(let name, _, let options):
            images[name] = .present(.init(id: "built", labels: Self.pairs("label", options)))
        case .load(let name, _, let id): images[name] = .present(.init(id: id))
        case .save(let name, let path):
            if case .present(let image)? = images[name] { archives[path] = .present(.init(id: image.id)) }
        case .remove(let name): images[name] = .absent
        }
    }

    mutating func perform(_ action: EngineAction) {
        switch action {
        case .create(.network, let name, let options, _): networks[name] = .present(Self.network(options))
        case .create(.volume, let name, let options, _):
            volumes[name] = .present(
                .init(
                    driver: Self.values("driver", options).first ?? "local", options: Self.pairs("opt", options),
                    labels: Self.pairs("label", options)))
        case .remove(.network, let name): networks[name] = .absent
        case .remove(.volume, let name): volumes[name] = .absent
        }
    }

    private mutating func set(_ status: String, _ name: String) {
        guard case .present(var seen)? = containers[name] else { return }
        seen.status = status
        containers[name] = .present(seen)
    }

    private func made(_ container: ContainerAction.Container) -> ContainerState.Seen {
        var seen = ContainerState.Seen()
        let options = container.options
        func value(_ name: String) -> String? { Self.values(name, options).first }
        seen.status = container.starts ? "running" : "created"
        seen.image = container.image
        if case .present(let image)? = images[container.image] { seen.imageID = image.id }
        seen.command = container.command
        seen.entrypoint = value("entrypoint") ?? ""
        let lines = String(decoding: container.environment.bytes, as: UTF8.self).split(separator: "\n")
        seen.environment = Self.pairs(lines.map(String.init))
        seen.labels = Self.pairs("label", options)
        seen.user = value("user") ?? ""
        seen.directory = value("workdir") ?? "/"
        seen.hostname = value("hostname") ?? "0123"
        seen.ports = Set(Self.values("publish", options).flatMap(Self.ports))
        seen.mounts = Self.values("volume", options).map { text in
            let parts = text.split(separator: ":").map(String.init)
            let source = parts[0].hasSuffix("/") ? String(parts[0].dropLast()) : parts[0]
            return .init(source: source, destination: parts[1], isReadOnly: parts.count > 2 && parts[2] == "ro")
        }
        seen.networks = Set(container.networks.isEmpty ? ["podman"] : container.networks)
        seen.restart = value("restart") ?? "no"
        seen.memory = value("memory").flatMap { Int($0) } ?? 0
        seen.nanoProcessors = value("cpus").flatMap { Double($0) }.map { Int($0 * 1e9) } ?? 0
        seen.pidsLimit = value("pids-limit").flatMap { Int($0) } ?? 2048
        seen.sharedMemory = value("shm-size").flatMap { Int($0) } ?? 65_536_000
        seen.isReadOnly = value("read-only") == "true"
        seen.isPrivileged = value("privileged") == "true"
        seen.ulimits = Self.pairs("ulimit", options).mapValues { $0.contains(":") ? $0 : "\($0):\($0)" }
        return seen
    }

    private static func network(_ options: [String]) -> NetworkState.Seen {
        var seen = NetworkState.Seen()
        seen.driver = values("driver", options).first ?? "bridge"
        seen.subnets = values("subnet", options).isEmpty ? ["10.89.0.0/24"] : values("subnet", options)
        seen.gateways = values("gateway", options).isEmpty ? ["10.89.0.1"] : values("gateway", options)
        seen.isInternal = options.contains("--internal")
        seen.hasIPv6 = options.contains("--ipv6")
        seen.options = pairs("opt", options)
        seen.labels = pairs("label", options)
        return seen
    }

    private static func ports(_ text: String) -> [ContainerState.Port] {
        let halves = text.split(separator: "/").map(String.init)
        let parts = halves[0].split(separator: ":").map(String.init)
        func numbers(_ range: String) -> [Int] {
            let ends = range.split(separator: "-").compactMap { Int($0) }
            return ends.isEmpty ? [] : Array(ends[0]...ends[ends.count - 1])
        }
        return zip(numbers(parts[max(0, parts.count - 2)]), numbers(parts[parts.count - 1])).map { host, container in
            .init(
                address: parts.count > 2 ? parts[0] : "", host: host, container: container,
                kind: halves.count > 1 ? halves[1] : "tcp")
        }
    }

    private static func values(_ name: String, _ options: [String]) -> [String] {
        options.filter { $0.hasPrefix("--\(name)=") }.map { String($0.dropFirst(name.count + 3)) }
    }

    private static func pairs(_ name: String, _ options: [String]) -> [String: String] { pairs(values(name, options)) }

    private static func pairs(_ texts: [String]) -> [String: String] {
        let parts = texts.map { $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false) }
        return Dictionary(parts.map { (String($0[0]), String($0.last ?? "")) }, uniquingKeysWith: { $1 })
    }
}
