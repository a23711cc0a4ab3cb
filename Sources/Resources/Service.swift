package import Actions
package import Facts
package import Model
package import YAML

/// A systemd unit's running and its start at boot.
package struct Service: Resource {
    package static let kind = "service"
    package static let summary = "Whether a systemd unit runs, and whether it starts at boot."
    package static let example = """
        - service: nginx
          state: running
          enabled: true
          restart_on: [file:/etc/nginx/nginx.conf]

        """
    package static let notes = """
        Any unit can be named with its suffix, like `backup.timer`; without one a `.service` is meant. A unit of type
        `oneshot` counts as running once it ran well since the boot. A unit that is stopped is not restarted, and a
        start answers what was owed. Where unit files changed, systemd reads them before anything else is done. Other
        managers of services (launchd, OpenRC) are not known.

        """
    package static let answers: [Owed.Kind] = [.restart, .reload]
    package static let looksAt: [any Fact.Type] = [UnitState.self]
    package static let does: [Action.Kind] = [.reloadUnitFiles, .unit]
    package static let removal =
        "It has none: `state: stopped` and `enabled: false` say that it is not to run. The unit is a `unit` entry's."
    package static let trials = Trial.debian()

    /// Whether the unit is to run.
    package enum State: String, CaseIterable, FieldValue { case running, stopped }

    @Identity("The unit's name; `.service` may be left out.") package var name: String
    @Field("Whether it is to run; if not given, it is left as it is.") package var state: State? = nil
    @Field("Whether it is to start at boot; if not given, that is left as it is.") package var enabled: Bool? = nil
    @Field("Addresses, with globs: it is restarted when one of these changed since its last start.")
    package var restartOn: [String] = []
    @Field("Addresses, with globs: it is reloaded when one of these changed since its last start.")
    package var reloadOn: [String] = []
    @Field("Any value: it is restarted when this is not what it was at its last start.")
    package var triggers: Node? = nil

    package init() {}

    package var identity: String { name }
    package var claims: [Claim] { [Claim("unit", unit.text)] }
    package var effects: Effects { .processes }

    package var requires: [Claim] {
        let files = [unit, unit.template].compactMap { $0?.path.claim }
        return files + [Claim("package", "apt/\(unit.stem)")]
    }

    package var problems: [FieldProblem] {
        if let problem = UnitName.problem(with: name) { return [.init("service", problem)] }
        if unit.isTemplate {
            let help = "write what stands behind the '@', like '\(unit.stem)one'"
            return [.init("service", "'\(name)' is a template, of which only instances can run", help: help)]
        }
        guard state == nil, enabled == nil, restartOn.isEmpty, reloadOn.isEmpty, triggers == nil else { return [] }
        let help = "give state, enabled, restart_on, reload_on or triggers"
        return [.init("service", "the entry says nothing about the service", help: help)]
    }

    package func facts(given seen: Observations) -> [any Fact] { [UnitState(unit.text)] }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            guard let seen = try look.see(UnitState(unit.text)) else { return try absence(look) }
            try expectUsable(seen, look)
            var change = Change(.update, actions: [])
            try enable(seen, &change)
            run(seen, look, &change)
            if seen.needsReload || unitFileChanges(look) {
                if change.actions.isEmpty { change.reason = "systemd has not read its unit file since it changed" }
                if seen.needsReload || !change.actions.isEmpty { change.actions.insert(.reloadUnitFiles, at: 0) }
            }
            return change.actions.isEmpty ? nil : change
        }
    }

    /// The run that it is in: a new one has read everything anew.
    package func signature(given seen: Observations) -> String? {
        guard case .present(let seen)? = seen[UnitState(unit.text)], seen.isRunning else { return nil }
        return seen.invocationID
    }

    private var unit: UnitName { UnitName(name) }

    /// With no such unit on the node: nothing, where nothing is to run.
    private func absence(_ look: Look) throws(Undecided) -> Change? {
        for claim in requires + claims {
            if let bringer = look.pending(claim, or: .units) { throw .depends(on: bringer) }
        }
        guard state == .running || enabled == true || state == nil && enabled == nil else { return nil }
        throw .error("systemd on the node knows no unit '\(unit.text)'")
    }

    private func expectUsable(_ seen: UnitState.Seen, _ look: Look) throws(Undecided) {
        guard state == .running || enabled == true else { return }
        if seen.isMasked {
            throw .error("\(unit.text) is masked on the node; 'systemctl unmask \(unit.text)' takes that back")
        }
        guard seen.loadState == "error" || seen.loadState == "bad-setting" else { return }
        for claim in requires {
            if let bringer = look.pending(claim, or: .units) { throw .depends(on: bringer) }
        }
        if !seen.needsReload { throw .error("systemd cannot use the unit file of \(unit.text): \(seen.loadState)") }
    }

    private func enable(_ seen: UnitState.Seen, _ change: inout Change) throws(Undecided) {
        guard let enabled else { return }
        // static, alias, generated and indirect units start when something else asks for them: no link makes that so.
        let isEnabled = ["enabled", "alias", "generated", "indirect"].contains(seen.unitFileState)
        if enabled, !isEnabled {
            guard seen.unitFileState != "static", seen.unitFileState != "transient", seen.unitFileState != "" else {
                throw .error("\(unit.text) cannot start at boot by itself: its unit file has no [Install] section")
            }
            change.fields.append(.init("enabled", from: "false", to: "true"))
            change.actions.append(.unit(.enable, unit: unit.text))
        } else if !enabled, seen.unitFileState.hasPrefix("enabled") {
            change.fields.append(.init("enabled", from: "true", to: "false"))
            change.actions.append(.unit(.disable, unit: unit.text))
        }
    }

    private func run(_ seen: UnitState.Seen, _ look: Look, _ change: inout Change) {
        if state == .running, !seen.isRunning, !seen.hasRunWell {
            change.fields.append(.init("state", from: seen.inWords, to: "running"))
            change.actions.append(.unit(.start, unit: unit.text))
        } else if state == .stopped {
            guard seen.isRunning || seen.isRestarting else { return }
            change.fields.append(.init("state", from: seen.inWords, to: "stopped"))
            change.actions.append(.unit(.stop, unit: unit.text))
        } else if seen.isRunning || seen.hasRunWell {
            answer(look.owed, &change)
        }
    }

    /// A restart does what a reload does.
    private func answer(_ owed: [Owed], _ change: inout Change) {
        let restarts = owed.contains { $0.kind == .restart }
        let answered = owed.filter { $0.kind == (restarts ? .restart : .reload) }
        guard !answered.isEmpty else { return }
        change.kind = restarts ? .restart : .reload
        change.reason = answered.map(\.reason).joined(separator: "; ")
        change.actions.append(.unit(restarts ? .restart : .reload, unit: unit.text))
    }

    /// Whether a file that the unit is made of is planned to change before.
    private func unitFileChanges(_ look: Look) -> Bool {
        let files = [unit, unit.template].compactMap { $0?.path.text }
        return look.pending.contains { pending in
            pending.claims.contains { claim in
                claim.kind == "path" && files.contains { claim.name == $0 || claim.name.hasPrefix($0 + ".d/") }
            }
        }
    }
}

extension UnitState.Seen {
    fileprivate var isRunning: Bool {
        ["active", "reloading", "activating", "refreshing"].contains(activeState) && !isRestarting
    }

    /// It ended by itself, and systemd will start it again.
    fileprivate var isRestarting: Bool { activeState == "activating" && subState == "auto-restart" }

    fileprivate var hasRunWell: Bool {
        type == "oneshot" && activeState == "inactive" && result == "success" && invocationID != nil
    }

    fileprivate var inWords: String {
        if isRestarting { return "ended, about to be started again" }
        return activeState == "inactive" ? "stopped" : isRunning ? "running" : activeState
    }
}
