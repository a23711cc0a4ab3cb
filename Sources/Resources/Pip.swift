package import Actions
package import Facts
package import Model

/// A package of Python in a virtual environment.
package struct Pip: Resource {
    package static let kind = "pip"
    package static let summary = "A package of Python in a virtual environment."
    package static let example = """
        - pip: requests
          venv: /opt/voicebot/venv
          version: 2.32.3

        """
    package static let notes = """
        Entries that follow one another for one environment are installed in one transaction of pip, which so finds
        versions that go together. A version is compared to the letter with what is installed. `Some.Name` and
        `some-name` are one package. pip runs as the user whom the environment belongs to. What is installed outside of
        virtual environments is the system's, which `package` looks after.

        """
    package static let looksAt: [any Fact.Type] = [PathState.self, VenvState.self]
    package static let does: [Action.Kind] = [.installPython, .removePython]
    package static let removal = "`state: absent` removes the package; what it brought with it stays."
    package static let trials = Trial.debian()

    @Identity("The package's name.") package var name: String
    @Field("The virtual environment.") package var venv: AbsolutePath
    @Field("The version that is to be installed; if not given, any will do.") package var version: String? = nil
    @Field("Whether it is to be installed.") package var state = Presence.present

    package init() {}

    package var identity: String { "\(venv)/\(key)" }
    package var claims: [Claim] { [Claim("pip", identity)] }
    package var requires: [Claim] { venv.claimsAbove + [venv.claim] }
    package var effects: Effects { .paths }
    package var wantsAbsence: Bool { state == .absent }

    package var problems: [FieldProblem] {
        func isWord(_ text: String, with others: String) -> Bool {
            guard let first = text.utf8.first, let last = text.utf8.last else { return false }
            return first.isAlphanumeric && last.isAlphanumeric
                && text.utf8.allSatisfy { $0.isAlphanumeric || others.utf8.contains($0) }
        }
        if !isWord(name, with: "-_.") {
            let help = "give the name alone; 'version' takes the version"
            return [.init("pip", "'\(name)' is no name of a package", help: help)]
        }
        guard let version else { return [] }
        if wantsAbsence { return [.init("version", "'version' has no meaning with 'state: absent'")] }
        return isWord(version, with: ".+!-_") ? [] : [.init("version", "'\(version)' is no version of a package")]
    }

    package func facts(given seen: Observations) -> [any Fact] { [PathState(venv.text), VenvState(venv.text)] }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            if let maker = look.pending.first(where: { $0.claims.contains(venv.claim) }) {
                throw .depends(on: maker.address)
            }
            guard let place = try look.see(PathState(venv.text)), let seen = try look.see(VenvState(venv.text)) else {
                if let maker = look.pending(venv.claim, or: .paths) { throw .depends(on: maker) }
                if wantsAbsence { return nil }
                throw .error("\(venv) is no virtual environment; the entry 'venv: \(venv)' makes it")
            }
            let owner = place.owner.id == 0 ? nil : place.owner.name
            let installed = seen.packages[key]
            if wantsAbsence {
                guard let installed else { return nil }
                return Change(
                    .remove, fields: [.init("version", from: installed, to: nil)],
                    actions: [.removePython([name], venv: venv.text, owner: owner)])
            }
            let isCutOff = seen.cutOff.contains(key)
            if let installed, !isCutOff, version == nil || version == installed { return nil }
            return Change(
                installed == nil ? .create : .update, reason: isCutOff ? "its installation was cut off" : nil,
                fields: [.init("version", from: isCutOff ? nil : installed, to: version ?? "the newest")],
                actions: [
                    .installPython([.init(name: name, version: version)], venv: venv.text, owner: owner)
                ])
        }
    }

    package func signature(given seen: Observations) -> String? {
        guard case .present(let seen)? = seen[VenvState(venv.text)] else { return nil }
        return seen.packages[key]
    }

    private var key: String { VenvState.normalized(name) }
}
