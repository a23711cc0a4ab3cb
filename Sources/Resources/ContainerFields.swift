internal import Actions
internal import Facts
internal import Model
internal import Shell

extension Container {
    typealias Part = EngineField<ContainerState.Seen>

    /// All that a container is made with but its variables, in the order of the reference; `variables` says which file
    /// of variables there is, and what is in it.
    func fields(variables: String?) -> [Part] {
        let image = image ?? ""
        return [
            Part(name: "image", wanted: image, isSensitive: $image.isSensitive) {
                ImageState.isSame(image, as: $0.image) ? nil : $0.image
            },
            words("command", command, $command.isSensitive) { $0.command.dropFirst(max(entrypoint.count - 1, 0)) },
            Part(name: "entrypoint", wanted: entrypoint.inOneLine, isSensitive: $entrypoint.isSensitive) { seen in
                let isFirst = entrypoint.first?.text.isExactly(seen.entrypoint) ?? true
                let rest = entrypoint.dropFirst().map(\.text)
                let isSame = isFirst && zip(rest, seen.command).allSatisfy { $0.isExactly($1) }
                return isSame && seen.command.count >= rest.count ? nil : seen.entrypoint
            },
            Part(name: "env_file", wanted: variables, isSensitive: $envFile.isSensitive),
            Part(name: "ports", wanted: ports.map(\.text).line, isSensitive: $ports.isSensitive) { seen in
                ports.areMet(by: seen.ports) ? nil : seen.ports.map(\.text).sorted().joined(separator: " ")
            },
            Part(name: "volumes", wanted: volumes.map(\.text).line, isSensitive: $volumes.isSensitive, differs: mounts),
            plain("tmpfs", tmpfs.line, $tmpfs.isSensitive),
            Part(name: "networks", wanted: networks.line, isSensitive: $networks.isSensitive, differs: networks),
            .told("restart", restart, $restart.isSensitive) { $0.restart },
            .told("user", user, $user.isSensitive) { $0.user },
            .told("workdir", workdir?.text, $workdir.isSensitive) { $0.directory },
            .told("hostname", hostname, $hostname.isSensitive) { $0.hostname },
            .named("labels", labels, $labels.isSensitive) { $0.labels },
            plain("devices", devices.line, $devices.isSensitive), plain("gpus", gpus.line, $gpus.isSensitive),
            Part(name: "ulimits", wanted: ulimits.inOneLine, isSensitive: $ulimits.isSensitive) {
                ulimits.mapValues { $0.contains(":") ? $0 : "\($0):\($0)" }.differing(in: $0.ulimits)
            },
            .told("memory", memory?.bytes.description, $memory.isSensitive) { $0.memory.description },
            Part(name: "cpus", wanted: cpus, isSensitive: $cpus.isSensitive) { seen in
                seen.nanoProcessors == Self.nanoProcessors(cpus ?? "")
                    ? nil : Self.processors(seen.nanoProcessors)
            },
            .told("pids_limit", pidsLimit?.description, $pidsLimit.isSensitive) { $0.pidsLimit.description },
            .told("shm_size", shmSize?.bytes.description, $shmSize.isSensitive) { $0.sharedMemory.description },
            .told("read_only", readOnly ? "true" : nil, $readOnly.isSensitive) { $0.isReadOnly.description },
            .told("privileged", privileged ? "true" : nil, $privileged.isSensitive) { $0.isPrivileged.description },
            plain("cap_add", capAdd.line, $capAdd.isSensitive), plain("cap_drop", capDrop.line, $capDrop.isSensitive),
            plain("security_opt", securityOpt.line, $securityOpt.isSensitive),
            plain("extra_hosts", extraHosts.line, $extraHosts.isSensitive), plain("dns", dns.line, $dns.isSensitive),
            plain("sysctls", sysctls.inOneLine, $sysctls.isSensitive),
            plain("stop_timeout", stopTimeout?.inSeconds, $stopTimeout.isSensitive),
            plain("log_driver", logDriver, $logDriver.isSensitive),
            plain("log_options", logOptions.inOneLine, $logOptions.isSensitive),
            plain("healthcheck", healthcheck?.parts.inOneLine, $healthcheck.isSensitive),
        ]
    }

    /// Billionths in a decimal number with at most nine digits behind its point; nil of any other text.
    static func nanoProcessors(_ text: String) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isNumber = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.count < 10
                && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        guard (1...2).contains(parts.count), isNumber, let whole = Int(parts[0]), whole < 100_000 else { return nil }
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        return whole * 1_000_000_000 + (Int(fraction + String(repeating: "0", count: 9 - fraction.utf8.count)) ?? 0)
    }

    private static func processors(_ nano: Int) -> String {
        let fraction = String(String(nano % 1_000_000_000 + 1_000_000_000).dropFirst())
        return "\(nano / 1_000_000_000).\(fraction.prefix(2))"
    }

    /// What an engine tells only in other words.
    private func plain(_ name: String, _ wanted: String?, _ isSensitive: Bool) -> Part {
        Part(name: name, wanted: wanted, isSensitive: isSensitive)
    }

    private func words(
        _ name: String, _ wanted: [Text], _ isSensitive: Bool,
        _ found: @escaping (ContainerState.Seen) -> ArraySlice<String>
    ) -> Part {
        Part(name: name, wanted: wanted.inOneLine, isSensitive: isSensitive) { seen in
            let words = found(seen)
            let isSame = words.count == wanted.count && zip(wanted, words).allSatisfy { $0.text.isExactly($1) }
            return isSame ? nil : words.shellWords
        }
    }

    private func mounts(_ seen: ContainerState.Seen) -> String? {
        let wanted = volumes.map(\.mount)
        if wanted.allSatisfy(seen.mounts.contains) { return nil }
        let places = Set(wanted.map(\.destination))
        return seen.mounts.filter { places.contains($0.destination) }.map(\.text).sorted().joined(separator: " ")
    }

    private func networks(_ seen: ContainerState.Seen) -> String? {
        // The engine has another container's network by that one's id.
        if networks.contains(where: { $0.hasPrefix("container:") }) { return nil }
        let own: Set = ["podman", "bridge"]
        let there =
            networks.contains("default") && !seen.networks.isDisjoint(with: own)
            ? seen.networks.subtracting(own).union(["default"]) : seen.networks
        return there == Set(networks) ? nil : there.sorted().joined(separator: " ")
    }
}

extension [Text] {
    /// In one line; nil without any.
    fileprivate var inOneLine: String? { map(\.text).line }
}

extension [String] {
    /// In one line, so that two lists are the same if their lines are; nil without any.
    var line: String? { isEmpty ? nil : shellWords }
}
