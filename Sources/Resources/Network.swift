package import Actions
package import Facts
package import Model
internal import Shell

/// A network of podman or docker.
package struct Network: Resource {
    package static let kind = "network"
    package static let summary = "A network of podman or docker that containers are on."
    package static let example = """
        - network: lab-internal
          internal: true
          subnet: [10.90.1.0/24]

        """
    package static let notes = """
        A network cannot be changed. Where a field differs, the entry is an error unless `replace: true` consents: then
        the containers that are on it are taken off, and are on the new one after that; addresses of their own and other
        names that they had on the old one are gone.

        `options` are the driver's, as the engine calls them; of docker's and podman's own ones a few differ. What
        engines tell of `ip_range` differs, too: a range that somebody else has given counts as different.

        """
    package static let looksAt: [any Fact.Type] = [NetworkState.self]
    package static let does: [Action.Kind] = [.createNetwork, .removeNetwork]
    package static let removal =
        "`state: absent` removes the network; one that containers are on is an error."
    package static let tools = ["podman", "docker"]
    package static let trials = [
        Trial(.debian12, with: "podman"), Trial(.debian12, with: "docker", .byHand),
        Trial(.debian13, with: "podman"), Trial(.debian11, with: "podman", .byHand),
    ]

    @Identity("The network's name.") package var name: String
    @Field("The driver: `bridge`, `macvlan`, `ipvlan`; if not given, what the engine takes.")
    package var driver: String? = nil
    @Field("Its addresses, as `10.90.1.0/24`; if not given, the engine chooses.") package var subnet: [String] = []
    @Field("The node's address in each of these.") package var gateway: [String] = []
    @Field("What part of each containers get addresses from.") package var ipRange: [String] = []
    @Field("Whether nothing on it reaches the outside.") package var `internal` = false
    @Field("Whether it has addresses of IPv6.") package var ipv6 = false
    @Field("Options of the driver, like `mtu: 1400`.") package var options: [String: String] = [:]
    @Field("Labels.") package var labels: [String: String] = [:]
    @Field("Consent to make it anew where it differs.") package var replace = false
    @Field("Whether it is to be there.") package var state = Presence.present

    package init() {}

    package var identity: String { name }
    package var claims: [Claim] { [Claim("network", name)] }
    package var requires: [Claim] { EngineName.bringers }
    package var wantsAbsence: Bool { state == .absent }

    package var problems: [FieldProblem] {
        var problems = EngineName.problems(with: name, in: "network", of: "a network")
        if ["default", "host", "none", "bridge", "podman"].contains(name) {
            problems.append(.init("network", "'\(name)' is the engine's own"))
        }
        if let driver { problems += EngineName.problems(with: driver, in: "driver", of: "a driver") }
        for (field, list) in [("subnet", subnet), ("gateway", gateway), ("ip_range", ipRange)] {
            let mark: Character? = field == "gateway" ? nil : "/"
            for text in list where !Self.isAddress(text, with: mark) {
                let help = mark == nil ? "write it like 10.90.1.1" : "write it like 10.90.1.0/24"
                problems.append(.init(field, "'\(text)' is no address", help: help))
            }
        }
        for (field, list) in [("gateway", gateway), ("ip_range", ipRange)] where list.count > subnet.count {
            problems.append(.init(field, "'\(field)' needs a 'subnet' that it is of"))
        }
        return problems + EngineLabels.problems(labels, options)
    }

    package func facts(given seen: Observations) -> [any Fact] { [NetworkState(name)] }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            let seen = try look.seeEngine(NetworkState(name))
            if wantsAbsence { return try removal(of: seen, look) }
            guard let seen else {
                return Change(.create, fields: fields.additions(), actions: [create(replacing: false)])
            }
            let changes = fields.compactMap { $0.change(seen, labels: seen.labels) }
            guard !changes.isEmpty else { return nil }
            guard replace else {
                let what = changes.map(\.field).joined(separator: ", ")
                throw .error("\(what) differs, and a network cannot be changed: 'replace: true' makes it anew")
            }
            return Change(
                .update, reason: "it is made anew, and containers on it are taken off meanwhile", fields: changes,
                actions: [create(replacing: true)])
        }
    }

    package func signature(given seen: Observations) -> String? {
        guard case .present(let network)? = seen[NetworkState(name)] else { return nil }
        return network.subnets.joined(separator: " ")
    }

    private static func isAddress(_ text: String, with mark: Character?) -> Bool {
        text.utf8.allSatisfy { $0.isAlphanumeric || ".:/".utf8.contains($0) }
            && (text.contains(".") || text.contains(":")) && text.contains("/") == (mark == "/")
    }

    private var fields: [EngineField<NetworkState.Seen>] {
        [
            .told("driver", driver) { $0.driver },
            .init(name: "subnet", wanted: subnet.line) {
                $0.subnets.starts(with: subnet) ? nil : $0.subnets.line ?? ""
            },
            .init(name: "gateway", wanted: gateway.line) {
                $0.gateways.starts(with: gateway) ? nil : $0.gateways.line ?? ""
            },
            .init(name: "ip_range", wanted: ipRange.line),
            .told("internal", `internal` ? "true" : nil) { $0.isInternal.description },
            .told("ipv6", ipv6 ? "true" : nil) { $0.hasIPv6.description },
            .named("options", options, $options.isSensitive) { $0.options },
            .named("labels", labels, $labels.isSensitive) { $0.labels },
        ]
    }

    private func create(replacing: Bool) -> Action {
        var words = fields.labels(of: address) + labels.assignments.map { "--label=\($0)" }
        words += driver.map { ["--driver=\($0)"] } ?? []
        words += subnet.map { "--subnet=\($0)" } + gateway.map { "--gateway=\($0)" }
        words += ipRange.map { "--ip-range=\($0)" } + (`internal` ? ["--internal"] : []) + (ipv6 ? ["--ipv6"] : [])
        words += options.assignments.map { "--opt=\($0)" }
        return .engine(.create(.network, name, options: words, replaces: replacing))
    }

    private func removal(of seen: NetworkState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        guard seen != nil else {
            for claim in claims { try look.expectStaysAbsent(claim, or: []) }
            return nil
        }
        return Change(
            .remove, fields: [.init("state", from: "present", to: "absent")],
            actions: [.engine(.remove(.network, name))])
    }
}
