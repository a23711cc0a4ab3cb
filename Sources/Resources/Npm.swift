package import Actions
package import Facts
package import Model

/// A package of npm, installed for all users of the node.
package struct Npm: Resource {
    package static let kind = "npm"
    package static let summary = "A package of npm, installed for all users of the node."
    package static let example = """
        - npm: "@devcontainers/cli"
          version: 0.80.3

        """
    package static let notes = """
        It is installed with `npm install --global`, by whoever acts on the node and looks at it; entries that follow one another are one
        call. A version is compared to the letter. Packages run programs of their own while they are installed.

        """
    package static let spellings = [Spelling("npm_package")]
    package static let looksAt: [any Fact.Type] = [NpmPackage.self]
    package static let does: [Action.Kind] = [.installNpm, .removeNpm]
    package static let removal = "`state: absent` removes the package."
    package static let trials = [Trial(.debian12)]

    @Identity("The package's name, with its scope.") package var name: String
    @Field("The version that is to be installed; if not given, any will do.") package var version: String? = nil
    @Field("Whether it is to be installed.") package var state = Presence.present

    package init() {}

    package var identity: String { name }
    package var claims: [Claim] { [Claim("npm", name)] }
    package var requires: [Claim] { [Claim("package", "apt/npm"), Claim("package", "apt/nodejs")] }
    package var effects: Effects { [.paths, .tools] }
    package var wantsAbsence: Bool { state == .absent }

    package var problems: [FieldProblem] {
        func isWord(_ text: Substring, with others: String) -> Bool {
            text.utf8.first.map { $0.isAlphanumeric } == true
                && text.utf8.allSatisfy { $0.isAlphanumeric || others.utf8.contains($0) }
        }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isScoped = parts.count == 2 && parts[0].first == "@" && isWord(parts[0].dropFirst(), with: "-_.")
        guard parts.last.map({ isWord($0, with: "-_.") }) == true, parts.count == 1 || isScoped else {
            let help = "give the name alone, like left-pad or @scope/name; 'version' takes the version"
            return [.init("npm", "'\(name)' is no name of a package", help: help)]
        }
        guard let version else { return [] }
        if wantsAbsence { return [.init("version", "'version' has no meaning with 'state: absent'")] }
        let help = "write one version, like 1.2.3"
        return isWord(version[...], with: "-+.")
            ? [] : [.init("version", "'\(version)' is no version of a package", help: help)]
    }

    package func facts(given seen: Observations) -> [any Fact] { [NpmPackage(name)] }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            try look.expectLookerDoes("npm's packages")
            let seen = try look.see(NpmPackage(name))
            let installed = seen?.version
            let isCutOff = seen?.isCutOff == true
            if wantsAbsence {
                guard let installed else { return nil }
                return Change(
                    .remove, fields: [.init("version", from: installed, to: nil)], actions: [.removeNpm([name])])
            }
            if let installed, !isCutOff, version == nil || installed == version { return nil }
            return Change(
                installed == nil ? .create : .update, reason: isCutOff ? "its installation was cut off" : nil,
                fields: [.init("version", from: isCutOff ? nil : installed, to: version ?? "the newest")],
                actions: [.installNpm([.init(name: name, version: version)])])
        }
    }

    package func signature(given seen: Observations) -> String? {
        guard case .present(let seen)? = seen[NpmPackage(name)] else { return nil }
        return seen.version
    }
}
