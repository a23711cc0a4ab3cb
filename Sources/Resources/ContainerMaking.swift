internal import Actions
internal import Facts
internal import Model
internal import Shell

extension Container {
    /// What a container is made with: options that podman and docker have alike.
    func create(_ fields: [Part]) -> Action {
        var options = fields.labels(of: address) + variableRecord
        func add(_ option: String, _ values: [String]) { options += values.map { "--\(option)=\($0)" } }
        add("entrypoint", entrypoint.prefix(1).map(\.text))
        add("env-file", envFile.map { [$0.text] } ?? [])
        add("publish", ports.map(\.text))
        add("volume", volumes.map(\.text))
        add("tmpfs", tmpfs)
        for (option, value) in [
            ("restart", restart), ("user", user), ("workdir", workdir?.text), ("hostname", hostname),
            ("memory", memory?.bytes.description), ("cpus", cpus), ("pids-limit", pidsLimit?.description),
            ("shm-size", shmSize?.bytes.description), ("log-driver", logDriver),
            ("stop-timeout", stopTimeout.map { $0.components.seconds.description }),
            ("read-only", readOnly ? "true" : nil), ("privileged", privileged ? "true" : nil),
        ] {
            add(option, value.map { [$0] } ?? [])
        }
        add("label", labels.assignments)
        add("device", devices)
        add("ulimit", ulimits.assignments)
        add("cap-add", capAdd)
        add("cap-drop", capDrop)
        add("security-opt", securityOpt)
        add("add-host", extraHosts)
        add("dns", dns)
        add("sysctl", sysctls.assignments)
        add("log-opt", logOptions.assignments)
        options += healthcheck?.options ?? []
        let lines = env.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text)\n" }
        return .container(
            .create(
                .init(
                    name: name, image: image ?? "", options: options, networks: networks, gpus: gpus,
                    environment: Payload(lines.joined()), command: (entrypoint.dropFirst() + command).map(\.text),
                    starts: state == .running)))
    }

    /// The variables of a new container.
    var additions: [FieldChange] {
        env.sorted { $0.key < $1.key }.map {
            FieldChange("env \($0.key)", from: nil, to: $0.value.text, isSensitive: $env.isSensitive)
        }
    }

    /// Variables that are not as wanted, and those that the entry does not give any more.
    func variableChanges(_ seen: ContainerState.Seen) -> [FieldChange] {
        let changed = env.sorted { $0.key < $1.key }.compactMap { name, value -> FieldChange? in
            if value.text.isExactly(seen.environment[name]) { return nil }
            return FieldChange(
                "env \(name)", from: seen.environment[name], to: value.text, isSensitive: $env.isSensitive)
        }
        let recorded = seen.labels[Self.variableLabel]?.split(separator: " ").map(String.init) ?? []
        let gone = recorded.filter { env[$0] == nil }.map {
            // Nobody knows any more whether it was a secret.
            FieldChange("env \($0)", from: seen.environment[$0], to: nil, isSensitive: true)
        }
        return changed + gone
    }

    private static let variableLabel = ContainerEngine.label + "env"

    private var variableRecord: [String] {
        env.isEmpty ? [] : ["--label=\(Self.variableLabel)=\(env.keys.sorted().joined(separator: " "))"]
    }
}
