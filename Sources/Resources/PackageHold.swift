package import Actions
package import Facts
package import Model

/// Whether upgrades leave a package alone.
package struct PackageHold: Resource {
    package static let kind = "package_hold"
    package static let summary = "Keeps a package at the version that is installed, whatever upgrades bring."
    package static let example = "- package_hold: nvidia-driver-550\n"
    package static let notes = """
        With apt it is `apt-mark hold`, with dnf its `versionlock` (the plugin has to be there), with Homebrew `brew pin`.
        pacman and apk know no such thing that could be told apart from what others wrote into their configuration; an
        entry is an error there. Only what is installed can be held. A `package` entry that wants another version of what
        is held is an error, too.

        """
    package static let looksAt: [any Fact.Type] = [PackageState.self]
    package static let does: [Action.Kind] = [.holdPackage]
    package static let removal = "`state: absent` lets the package go; it stays installed."
    package static let tools = ["apt", "dnf", "Homebrew"]
    package static let trials = [Trial(.debian12, with: "apt", .byHand)]

    @Identity("The package's name; with `:ARCH` for another architecture.") package var name: String
    @Field("Whether it is to be held.") package var state = Presence.present

    package init() {}

    package var identity: String { name }
    package var claims: [Claim] { [Claim("package_hold", name)] }
    package var requires: [Claim] { [package] }
    package var wantsAbsence: Bool { state == .absent }

    package var problems: [FieldProblem] {
        let isWord =
            name.utf8.first.map(\.isAlphanumeric) == true
            && name.utf8.allSatisfy { $0.isAlphanumeric || "+-.:_@/".utf8.contains($0) }
        return isWord ? [] : [.init("package_hold", "'\(name)' is no name of a package")]
    }

    package func facts(given seen: Observations) -> [any Fact] { [PackageState(name)] }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            if let maker = look.pending.first(where: { $0.claims.contains(package) }) {
                throw .depends(on: maker.address)
            }
            guard let seen = try look.see(PackageState(name)) else {
                if let maker = look.pending(package, or: .packages) { throw .depends(on: maker) }
                if wantsAbsence { return nil }
                throw .error("\(name) is not installed, and only what is can be held")
            }
            guard seen.isHeld == wantsAbsence else { return nil }
            guard !["pacman", "apk", "zypper"].contains(look.facts.packageManager) else {
                throw .error("\(look.facts.packageManager) cannot hold a package")
            }
            let held = "held at \(seen.version)"
            return Change(
                wantsAbsence ? .remove : .create,
                fields: [.init("state", from: wantsAbsence ? held : nil, to: wantsAbsence ? nil : held)],
                actions: [.holdPackage(name, isHeld: !wantsAbsence)])
        }
    }

    private var package: Claim { Claim("package", "apt/\(name)") }
}
