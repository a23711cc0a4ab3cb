package import Model

extension Container {
    package var problems: [FieldProblem] {
        let own = EngineName.problems(with: name, in: "container", of: "a container")
        if wantsAbsence { return own + pointless }
        guard let image else { return own + [.init("image", "the entry does not say which image it runs")] }
        return own + EngineName.problems(withImage: image, in: "image") + secretProblems + variableProblems
            + networkProblems + limitProblems + wordProblems
    }

    /// Fields that say something about a container that is not to be.
    private var pointless: [FieldProblem] {
        [("restart_on", restartOn), ("reload_on", reloadOn)].filter { !$0.1.isEmpty }.map {
            .init($0.0, "'\($0.0)' has no meaning for a container that is to be absent")
        }
    }

    private var secretProblems: [FieldProblem] {
        let help = "give it in 'env', or in a file that 'volumes' or 'env_file' brings"
        return [
            ("command", $command.isSensitive && !command.isEmpty),
            ("entrypoint", $entrypoint.isSensitive && !entrypoint.isEmpty),
            ("labels", $labels.isSensitive && !labels.isEmpty),
            ("healthcheck", $healthcheck.isSensitive && healthcheck != nil),
        ].filter(\.1).map {
            .init($0.0, "a secret in '\($0.0)' could be read by everybody on the node", help: help)
        }
    }

    private var variableProblems: [FieldProblem] {
        env.sorted { $0.key < $1.key }.compactMap { name, value in
            let isName =
                name.utf8.first.map { $0.isAlphanumeric || $0 == UInt8(ascii: "_") } == true
                && name.utf8.allSatisfy { $0.isAlphanumeric || "_.-".utf8.contains($0) }
            if !isName {
                return .init("env", "'\(name)' is no name of a variable", help: "letters, digits and '_.-' make one")
            }
            if value.text.utf8.contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
                let help = "put it in a file, and mount that"
                return .init("env", "the variable '\(name)' holds a line break, which engines do not take", help: help)
            }
            return nil
        }
    }

    private var networkProblems: [FieldProblem] {
        let modes = networks.filter { ["host", "none"].contains($0) || $0.hasPrefix("container:") }
        if let mode = modes.first, networks.count > 1 {
            return [.init("networks", "'\(mode)' cannot stand beside other networks")]
        }
        return networks.flatMap { network in
            let name = network.hasPrefix("container:") ? String(network.dropFirst(10)) : network
            return EngineName.problems(with: name, in: "networks", of: "a network")
        }
    }

    private var limitProblems: [FieldProblem] {
        var problems: [FieldProblem] = []
        if let cpus, Self.nanoProcessors(cpus).map({ $0 > 0 }) != true {
            problems.append(.init("cpus", "'\(cpus)' is no number of processors", help: "write it like 2 or 0.5"))
        }
        if let pidsLimit, pidsLimit < 1 {
            problems.append(.init("pids_limit", "'pids_limit' takes a number from 1 on, not \(pidsLimit)"))
        }
        for (name, limit) in ulimits.sorted(by: { $0.key < $1.key }) {
            let numbers = limit.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
            let isLimit = (1...2).contains(numbers.count) && numbers.allSatisfy { $0.map { $0 >= -1 } == true }
            if !isLimit || !name.isBareName {
                let help = "write it like 'nofile: 65536' or 'nofile: 1024:65536'; -1 is no limit"
                problems.append(.init("ulimits", "'\(name): \(limit)' is no limit", help: help))
            }
        }
        let policies = ["no", "always", "unless-stopped", "on-failure"]
        if let restart, !policies.contains(restart) {
            let count = restart.hasPrefix("on-failure:") ? Int(restart.dropFirst(11)) : nil
            if count.map({ $0 > 0 && restart == "on-failure:\($0)" }) != true {
                let help = "write no, always, unless-stopped, on-failure or on-failure:5"
                problems.append(.init("restart", "'\(restart)' does not say when it is started again", help: help))
            }
        }
        return problems
    }

    /// Words that an engine would take apart, or not take at all.
    private var wordProblems: [FieldProblem] {
        var problems: [FieldProblem] = []
        for gpu in gpus where !EngineName.isName(gpu) {
            problems.append(.init("gpus", "'\(gpu)' names no GPU", help: "write all, or numbers like [0, 1]"))
        }
        for place in tmpfs + devices where place.utf8.first != UInt8(ascii: "/") {
            let field = tmpfs.contains(place) ? "tmpfs" : "devices"
            problems.append(.init(field, "'\(place)' begins with no absolute path"))
        }
        problems += EngineLabels.problems(labels, [:]) + EngineLabels.names(sysctls, in: "sysctls")
        problems += EngineLabels.names(logOptions, in: "log_options")
        if gpus.contains("all"), gpus.count > 1 { problems.append(.init("gpus", "'all' cannot stand beside others")) }
        return problems
    }
}
