package import Actions
package import Facts
package import Model
internal import Shell

/// A virtual environment of Python.
package struct Venv: Resource {
    package static let kind = "venv"
    package static let summary = "A virtual environment of Python, with what a file of requirements asks for."
    package static let example = """
        - venv: /opt/voicebot/venv
          python: python3.12
          owner: voicebot
          requirements: /opt/voicebot/requirements.txt

        """
    package static let notes = """
        It is built anew when the requirements change, when `python` has become another version (3.11 and 3.12 differ,
        3.11.2 and 3.11.9 do not), when something that the build installed is not there any more, and when it belongs to
        another user. The one that was there lies aside meanwhile, and comes back when the new one cannot be built.
        What `pip` entries installed besides comes back in the same run; what was installed by hand is gone.

        `requirements` is a file on the node, which a `file` entry may bring; other files that it includes are not
        watched. Name exact versions there, with hashes if you can: then pip takes nothing else. pip runs as the
        `owner`, with the variables of `env`.

        """
    package static let looksAt: [any Fact.Type] = [PathState.self, VenvState.self, PythonVersion.self, UserState.self]
    package static let does: [Action.Kind] = [.buildVenv, .remove]
    package static let removal =
        "`state: absent` removes the environment with all that is in it; `recursive: true` is the consent to that."
    package static let trials = Trial.debian()

    @Identity("The directory that it lies in.") package var path: AbsolutePath
    @Field("The Python that it is made with: a program's name, or its path.") package var python = "python3"
    @Field("A file on the node that says what to install, as pip reads it.") package var requirements: AbsolutePath? =
        nil
    @Field("The user whose it is, and who runs pip; if not given, whoever acts on the node.")
    package var owner: String? = nil
    @Field("Variables that it is built with.") package var env: [String: Text] = [:]
    @Field("Whether it is to be there.") package var state = Presence.present
    @Field("With `state: absent`: consent to remove all that is in it.") package var recursive = false

    package init() {}

    package var identity: String { path.text }
    package var claims: [Claim] { [path.claim] }
    package var effects: Effects { .paths }
    package var wantsAbsence: Bool { state == .absent }

    package var requires: [Claim] {
        guard !wantsAbsence else { return [] }
        let file = requirements.map { $0.claimsAbove + [$0.claim] } ?? []
        return path.claimsAbove + ownership.claims + file
    }

    package var problems: [FieldProblem] {
        if path.text == "/" { return [.init("venv", "the root directory can be no virtual environment")] }
        if wantsAbsence {
            let help = "write recursive: true to remove all that is in it"
            return recursive ? [] : [.init("state", "removing a virtual environment removes all of it", help: help)]
        }
        var problems = AccountName.problems(with: owner ?? "root", in: "owner")
        if recursive {
            let message = "'recursive' is only for a virtual environment that is to be absent"
            problems.append(.init("recursive", message))
        }
        let isPlain = python.utf8.allSatisfy { $0.isAlphanumeric || "+-._/".utf8.contains($0) }
        if !isPlain || python.isEmpty || python.utf8.first == UInt8(ascii: "-") {
            problems.append(.init("python", "'\(python)' is no name of a program"))
        }
        for name in env.keys.sorted() where !name.isShellVariable {
            let help = "letters, digits and '_' make one, and no digit begins it"
            problems.append(.init("env", "'\(name)' is no name of a variable", help: help))
        }
        return problems
    }

    package func facts(given seen: Observations) -> [any Fact] {
        let place = PathState(path.text)
        guard !wantsAbsence else { return [place] }
        let file: [any Fact] = wantedFile.map { [$0] } ?? []
        let looks: [any Fact] = [place, VenvState(path.text), PythonVersion(python)] + file
        switch seen[place] {
        case .absent?: return looks + path.folderFacts + ownership.facts(toChange: nil)
        case .present(let state)?: return looks + ownership.facts(toChange: state)
        case .failed?, .unavailable?, nil: return looks
        }
    }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            let place = try look.see(PathState(path.text))
            if wantsAbsence { return try removal(of: place, look) }
            let digest = try digest(look)
            let version = try version(look)
            guard let place else {
                try look.expectFolder(of: path)
                try ownership.expectAccounts(toChange: nil, look)
                return building(.create, [.init("python", from: nil, to: version)] + requirement(nil, digest), digest)
            }
            guard place.kind == .directory else { throw .error("\(path) is \(place.inWords), not a directory") }
            guard let venv = try look.see(VenvState(path.text)) else {
                throw .error("\(path) holds something that is no virtual environment")
            }
            let fields = ownership.differences(from: place) + differences(from: venv, version, digest)
            if !fields.isEmpty { try ownership.expectAccounts(toChange: place, look) }
            return fields.isEmpty ? nil : building(.update, fields, digest)
        }
    }

    package func signature(given seen: Observations) -> String? {
        guard case .present(let venv)? = seen[VenvState(path.text)], !venv.isHalfBuilt else { return nil }
        let packages = venv.packages.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return Payload("\(venv.python ?? "")\n" + packages.joined(separator: "\n")).digest
    }

    private var ownership: Ownership { Ownership(owner: owner) }
    private var wantedFile: PathState? { requirements.map { PathState($0.text, digest: true) } }

    /// The digest of the requirements, nil without any; throws where they are not there, or about to change.
    private func digest(_ look: Look) throws(Undecided) -> String? {
        guard let requirements, let wantedFile else { return nil }
        if let maker = look.pending.first(where: { $0.claims.contains(requirements.claim) }) {
            throw .depends(on: maker.address)
        }
        guard let seen = try look.see(wantedFile) else {
            if let maker = look.pending(requirements.claim, or: .paths) { throw .depends(on: maker) }
            throw .error("\(requirements) is not there")
        }
        guard seen.kind == .file, let digest = try look.read(seen.digest) else {
            throw .error("\(requirements) is \(seen.inWords), not a file")
        }
        return digest
    }

    private func version(_ look: Look) throws(Undecided) -> String {
        if let version = try look.see(PythonVersion(python))?.version { return version }
        if let bringer = look.pending(Claim("package", "apt/\(python)"), or: [.tools, .packages]) {
            throw .depends(on: bringer)
        }
        throw .error("there is no '\(python)' on the node")
    }

    private func differences(from seen: VenvState.Seen, _ version: String, _ digest: String?) -> [FieldChange] {
        var fields: [FieldChange] = []
        if seen.isHalfBuilt {
            fields.append(.init("state", from: "half built", to: "built"))
        } else if seen.isBroken {
            fields.append(.init("state", from: "without a Python that runs", to: "built"))
        }
        if let python = seen.python, python != version { fields.append(.init("python", from: python, to: version)) }
        fields += requirement(seen, digest)
        let lost = seen.built.filter { seen.packages[$0.key] != $0.value }.keys.sorted()
        if digest != nil, digest == seen.requirements, !lost.isEmpty {
            let were = lost.map { name in "\(name) \(seen.packages[name] ?? "missing")" }
            let are = lost.map { name in "\(name) \(seen.built[name] ?? "")" }
            fields.append(
                .init("packages", from: were.joined(separator: ", "), to: are.joined(separator: ", ")))
        }
        return fields
    }

    private func requirement(_ seen: VenvState.Seen?, _ digest: String?) -> [FieldChange] {
        guard let digest, digest != seen?.requirements else { return [] }
        func short(_ digest: String) -> String { "sha256 \(digest.prefix(12))" }
        return [.init("requirements", from: seen?.requirements.map(short), to: short(digest))]
    }

    private func building(_ kind: Change.Kind, _ fields: [FieldChange], _ digest: String?) -> Change {
        let venv = Action.Venv(
            path: path.text, python: python, owner: owner, requirements: requirements?.text, digest: digest,
            environment: env.mapValues(\.text))
        return Change(
            kind, fields: fields, actions: [.buildVenv(venv)],
            losses: kind == .create ? [] : ["what was installed in \(path) by hand"])
    }

    private func removal(of seen: PathState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        guard let seen else {
            try look.expectStaysAbsent(path.claim, or: .paths)
            return nil
        }
        guard seen.kind == .directory else { throw .error("\(path) is \(seen.inWords), not a directory") }
        return Change(
            .remove, fields: [.init("state", from: "present", to: "absent")],
            actions: [.remove(path: path.text, recursive: true)], losses: ["all that is in \(path)"])
    }
}
