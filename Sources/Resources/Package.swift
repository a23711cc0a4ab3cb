package import Actions
package import Facts
package import Model

/// A package of the node's own package manager.
package struct Package: Resource {
    package static let kind = "package"
    package static let summary = "A package of the node's own package manager: apt, dnf, pacman, apk or Homebrew."
    package static let example = """
        - package: nginx

        """
    package static let notes = """
        A version is compared to the letter; unquoted, `1.20` stays `1.20`. `latest` asks the node on every plan which
        version it could install, which takes about a second. Packages that are held back on the node are left at
        their version, and wanting another one is an error. Packages are installed without recommended ones being
        asked about, and configuration files that were changed on the node are kept. What follows one another in a
        manifest is one transaction, which removes nothing that nobody named: with apt, what conflicts with a package or
        is lacking is named in the plan, as an error; the other managers tell of it when they install. What no trusted
        key has signed is refused by all of them, unless a `repository` says `signed: false`.

        The node's package lists are read anew when they do not hold what is wanted and are older than a day, and when they
        turn out to be too old during the installation; `latest` is the newest version that they tell of.

        Which package manager there is, the node tells; names are what it calls its packages. pacman and Homebrew have one
        version of a package at a time, so that another one cannot be had. A removal never takes other packages with
        it: where one is needed, that is an error.

        dnf and pacman were tried on Debian, with a repository in a folder, apk and Homebrew only against what they are
        documented to print.

        """
    package static let looksAt: [any Fact.Type] = [
        PackageState.self, PackageCandidate.self, PackageIndex.self, PackageTrial.self,
    ]
    package static let does: [Action.Kind] = [.installPackages, .removePackages]
    package static let removal =
        "`state: absent` removes the package, unless another one needs it; with `purge: true` its configuration goes too."
    package static let tools = ["apt", "dnf", "pacman", "apk", "Homebrew"]
    package static let trials = Trial.debian(with: "apt") + ["dnf", "pacman"].map { Trial(.debian12, with: $0) }

    /// Whether, and how fresh, the package is to be.
    package enum State: String, CaseIterable, FieldValue { case present, latest, absent }

    @Identity("The package's name; with `:ARCH` for another architecture.") package var name: String
    @Field("The version that is to be installed, as the package manager writes it.") package var version: String? = nil
    @Field("Whether it is to be installed, and kept at the newest version.") package var state = State.present
    @Field("With `state: absent`: whether its configuration files go too.") package var purge = false

    package init() {}

    package var identity: String { name }
    package var claims: [Claim] { [Claim("package", "apt/\(name)")] }
    package var effects: Effects { [.paths, .units, .accounts, .tools, .packages, .processes] }
    package var wantsAbsence: Bool { state == .absent }

    package var problems: [FieldProblem] {
        if let mark = name.firstIndex(of: "="), mark != name.startIndex {
            let help = "write version: \"\(name[name.index(after: mark)...])\""
            return [.init("package", "'\(name)' holds a version", help: help)]
        }
        guard Self.isWord(name, with: "+-.:_@/") else {
            return [.init("package", "'\(name)' is no name of a package: letters, digits and +-.:@/ make one")]
        }
        if version != nil, state != .present {
            return [.init("version", "'version' has no meaning with 'state: \(state.rawValue)'")]
        }
        if let version, !Self.isWord(version, with: "+-.:~_") {
            let help = "letters, digits and +-.:~ make one"
            return [.init("version", "'\(version)' is no version of a package", help: help)]
        }
        return purge && !wantsAbsence ? [.init("purge", "'purge' is only for a package that is to be absent")] : []
    }

    /// Whether a letter or a digit begins it, and only these and a few other characters follow.
    private static func isWord(_ text: String, with others: String) -> Bool {
        func isAlphanumeric(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
        return text.utf8.first.map(isAlphanumeric) == true
            && text.utf8.allSatisfy { isAlphanumeric($0) || others.utf8.contains($0) }
    }

    package func facts(given seen: Observations) -> [any Fact] {
        let look = PackageState(name)
        switch seen[look] {
        case nil: return state == .latest ? [look, PackageCandidate(name)] : [look]
        case .present(let installed)? where installed.isBroken || !isOutdated(installed) && state != .latest:
            return [look]
        case .present?, .absent?: break
        case .unavailable?, .failed?: return [look]
        }
        guard !wantsAbsence else { return [look] }
        switch seen[PackageCandidate(name)] {
        case .absent?: return [look, PackageCandidate(name), PackageIndex()]
        case .present(let candidate)? where version == nil || version == candidate.version:
            if case .present(let installed)? = seen[look], installed.version == candidate.version { break }
            return [look, PackageCandidate(name), trial]
        default: break
        }
        return [look, PackageCandidate(name)]
    }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            let installed = try look.see(PackageState(name))
            if wantsAbsence { return try removal(of: installed, look) }
            guard let installed else { return try installation(look) }
            return try update(of: installed, look)
        }
    }

    package func signature(given seen: Observations) -> String? {
        guard case .present(let installed)? = seen[PackageState(name)], !installed.isBroken else { return nil }
        return installed.version
    }

    private func isOutdated(_ installed: PackageState.Seen) -> Bool {
        version != nil && version != installed.version
    }

    private func removal(of installed: PackageState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        guard let installed else {
            for claim in claims { try look.expectStaysAbsent(claim, or: .packages) }
            return nil
        }
        return Change(
            .remove, fields: [.init("version", from: installed.version, to: nil)],
            actions: [.removePackages([name], purge: purge)],
            losses: purge ? ["the configuration of \(name), and what else it is said to leave behind"] : [])
    }

    private func installation(_ look: Look) throws(Undecided) -> Change? {
        let found = try look.see(PackageCandidate(name))
        let candidate = found?.version
        var reason: String?
        try expectNothingAgainst(look)
        if found == nil {
            if let bringer = look.pending(Claim("path", "/etc/apt/sources.list"), or: .packages) {
                throw .depends(on: bringer)
            }
            guard try look.see(PackageIndex())?.isFresh == false else {
                throw .error("the node's package lists hold no package '\(name)'")
            }
            reason = "the node's package lists are read anew first"
        }
        return Change(
            .create, reason: reason, fields: [.init("version", from: nil, to: version ?? candidate ?? "the newest")],
            actions: [install(version, refreshing: found == nil || (version != nil && version != candidate))])
    }

    private func update(of installed: PackageState.Seen, _ look: Look) throws(Undecided) -> Change? {
        if installed.isBroken {
            let field = FieldChange("state", from: installed.progress.rawValue, to: "installed")
            return Change(.update, fields: [field], actions: [install(version, refreshing: false)])
        }
        let candidate = isOutdated(installed) || state == .latest ? try look.see(PackageCandidate(name))?.version : nil
        let wanted = state == .latest ? candidate ?? installed.version : version ?? installed.version
        guard wanted != installed.version else { return nil }
        guard !installed.isHeld else {
            let mend =
                "'apt-mark unhold \(name)' or an entry 'package_hold: \(name)' with 'state: absent' takes that back"
            throw .error("\(name) is held back at \(installed.version); \(mend)")
        }
        try expectNothingAgainst(look)
        return Change(
            .update, fields: [.init("version", from: installed.version, to: wanted)],
            actions: [install(wantedExactly(wanted, look), refreshing: wanted != candidate)])
    }

    private var trial: PackageTrial { PackageTrial(name, version: version) }

    /// Throws where the node's package manager has told that it would refuse.
    private func expectNothingAgainst(_ look: Look) throws(Undecided) {
        guard case .present(let seen)? = look.seen[trial], let obstacle = seen.obstacle else { return }
        if let maker = look.pending.first(where: { !$0.effects.isDisjoint(with: .packages) }) {
            throw .depends(on: maker.address)
        }
        throw .error("the node's apt would refuse it: \(obstacle)")
    }

    /// Not every tool brings a package that is installed already to its newest version unless that is named.
    private func wantedExactly(_ wanted: String, _ look: Look) -> String? {
        ["dnf", "apk"].contains(look.facts.packageManager) ? wanted : version
    }

    private func install(_ version: String?, refreshing: Bool) -> Action {
        .installPackages([.init(name: name, version: version)], refreshIndex: refreshing)
    }
}
