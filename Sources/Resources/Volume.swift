package import Actions
package import Facts
package import Model
internal import Shell

/// A volume of podman or docker.
package struct Volume: Resource {
    package static let kind = "volume"
    package static let summary = "A volume of podman or docker, which keeps what containers write."
    package static let example = """
        - volume: headscale-data
          labels: {backup: daily}

        """
    package static let notes = """
        A volume cannot be changed. Where a field differs, the entry is an error unless `replace: true` consents to make
        it anew, without what is in it. A plan shows apart what would be lost. A volume that a container uses cannot be removed, nor made anew.

        """
    package static let looksAt: [any Fact.Type] = [VolumeState.self]
    package static let does: [Action.Kind] = [.createVolume, .removeVolume]
    package static let removal =
        "`state: absent` removes the volume with all that is in it; `recursive: true` is the consent to that."
    package static let tools = ["podman", "docker"]
    package static let trials = [
        Trial(.debian12, with: "podman"), Trial(.debian12, with: "docker", .byHand),
        Trial(.debian13, with: "podman"), Trial(.debian11, with: "podman", .byHand),
    ]

    @Identity("The volume's name.") package var name: String
    @Field("The driver; if not given, what the engine takes.") package var driver: String? = nil
    @Field("Options of the driver, like `type: nfs`.") package var options: [String: String] = [:]
    @Field("Labels.") package var labels: [String: String] = [:]
    @Field("Consent to make it anew where it differs, and to lose what is in it.") package var replace = false
    @Field("Whether it is to be there.") package var state = Presence.present
    @Field("With `state: absent`: consent to remove all that is in it.") package var recursive = false

    package init() {}

    package var identity: String { name }
    package var claims: [Claim] { [Claim("volume", name)] }
    package var requires: [Claim] { EngineName.bringers }
    package var wantsAbsence: Bool { state == .absent }

    package var problems: [FieldProblem] {
        var problems = EngineName.problems(with: name, in: "volume", of: "a volume")
        if let driver { problems += EngineName.problems(with: driver, in: "driver", of: "a driver") }
        if wantsAbsence {
            if replace {
                problems.append(.init("replace", "'replace' has no meaning for a volume that is to be absent"))
            }
            return problems
        }
        if recursive {
            problems.append(.init("recursive", "'recursive' is only for a volume that is to be absent"))
        }
        return problems + EngineLabels.problems(labels, options)
    }

    package func facts(given seen: Observations) -> [any Fact] { [VolumeState(name)] }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            let seen = try look.seeEngine(VolumeState(name))
            if wantsAbsence { return try removal(of: seen, look) }
            guard let seen else {
                return Change(.create, fields: fields.additions(), actions: [create(replacing: false)])
            }
            if seen.isTorn {
                return Change(
                    .update, reason: ContainerEngine.tornReason, fields: fields.additions(),
                    actions: [create(replacing: true)])
            }
            let changes = fields.compactMap { $0.change(seen, labels: seen.labels) }
            guard !changes.isEmpty else { return nil }
            guard replace else {
                let what = changes.map(\.field).joined(separator: ", ")
                throw .error(
                    "\(what) differs, and a volume cannot be changed: "
                        + "'replace: true' makes it anew without what is in it")
            }
            return Change(
                .update, reason: "it is made anew", fields: changes, actions: [create(replacing: true)],
                losses: ["all that is in the volume \(name)"])
        }
    }

    private var fields: [EngineField<VolumeState.Seen>] {
        [
            .told("driver", driver) { $0.driver },
            .named("options", options, $options.isSensitive) { $0.options },
            .named("labels", labels, $labels.isSensitive) { $0.labels },
        ]
    }

    private func create(replacing: Bool) -> Action {
        var words = fields.labels(of: address) + labels.assignments.map { "--label=\($0)" }
        words += (driver.map { ["--driver=\($0)"] } ?? []) + options.assignments.map { "--opt=\($0)" }
        return .engine(.create(.volume, name, options: words, replaces: replacing))
    }

    private func removal(of seen: VolumeState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        guard seen != nil else {
            for claim in claims { try look.expectStaysAbsent(claim, or: []) }
            return nil
        }
        guard recursive else {
            throw .error("the volume is there with all that is in it: 'recursive: true' removes it")
        }
        return Change(
            .remove, fields: [.init("state", from: "present", to: "absent")],
            actions: [.engine(.remove(.volume, name))], losses: ["all that is in the volume \(name)"])
    }
}
