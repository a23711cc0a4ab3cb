package import Diagnostics

extension Inventory {
    /// The hosts that a pattern means, in Ansible's order, each once.
    ///
    /// - Parameters:
    ///   - pattern: What to look for.
    ///   - limit: A pattern that the hosts have to match too, from `--limit`.
    /// - Returns: The hosts; none is an answer too.
    /// - Throws: A problem for each term that names neither a host nor a group, that takes a host by a number that
    ///   is too high, or holds a regular expression that cannot be read. A group without hosts is no problem.
    package func hosts(matching pattern: HostPattern, limitedTo limit: HostPattern? = nil) throws(Problems) -> [Host] {
        var warnings: [Diagnostic] = []
        return try hosts(matching: pattern, limitedTo: limit, warnings: &warnings)
    }

    /// The same; what names no host and no group is added to `warnings` where it is not to be a problem.
    package func hosts(
        matching pattern: HostPattern, limitedTo limit: HostPattern? = nil, warnings: inout [Diagnostic]
    ) throws(Problems) -> [Host] {
        var problems: [Diagnostic] = []
        var localName: String?
        var names = names(matching: pattern, localName: &localName, problems: &problems)
        if let limit {
            let allowed = Set(self.names(matching: limit, localName: &localName, problems: &problems))
            names.removeAll { !allowed.contains($0) }
        }
        warnings += problems.filter { $0.severity == .warning }
        problems.removeAll { $0.severity == .warning }
        guard problems.isEmpty else { throw Problems(problems) }
        return names.compactMap { host(named: $0) }
    }

    /// The machine itself, where no inventory mentions it, is called what it is called first.
    private func names(
        matching pattern: HostPattern, localName: inout String?, problems: inout [Diagnostic]
    ) -> [String] {
        var terms = pattern.terms
        if !terms.contains(where: { $0.role == .addition }) {
            terms.append(HostPattern.Term(role: .addition, text: "all", span: pattern.span))
        }
        var result: [String] = []
        for role in [HostPattern.Role.addition, .intersection, .exclusion] {
            for term in terms where term.role == role {
                do {
                    let names = try names(matching: term).map { name in
                        guard Host.localNames.contains(name), hostTable[name] == nil else { return name }
                        localName = localName ?? name
                        return localName ?? name
                    }
                    switch role {
                    case .addition: result += names
                    case .intersection: result = keep(result, in: Set(names))
                    case .exclusion: result = keep(result, notIn: Set(names))
                    }
                } catch {
                    let isUnknown = error.code == Self.unknownName
                    if let problem = isUnknown ? strictness.graded(error, by: .unknownGroups) : error {
                        problems.append(problem)
                    }
                    // What is unknown has no hosts, and nothing is left of what it was to keep.
                    if isUnknown, role == .intersection { result = [] }
                }
            }
        }
        var seen: Set<String> = []
        return result.filter { seen.insert($0).inserted }
    }

    private func keep(_ names: [String], in set: Set<String>) -> [String] { names.filter { set.contains($0) } }
    private func keep(_ names: [String], notIn set: Set<String>) -> [String] { names.filter { !set.contains($0) } }

    /// The hosts of one term, some of them more than once: a subscript counts them so.
    private func names(matching term: HostPattern.Term) throws(Diagnostic) -> [String] {
        if term.role == .addition, hostTable[term.text] != nil { return [term.text] }
        let selector = HostSelector(term)
        let groups = try selector.matches(in: groupTable.names)
        var names = groups.flatMap { hostNames(inGroup: $0) }
        if groups.isEmpty || selector.looksAtHosts { names += try selector.matches(in: hostTable.names) }
        if names.isEmpty, let local = Host.localNames.contains(selector.name) ? host(named: selector.name) : nil {
            names = [local.name]
        }
        if names.isEmpty, groups.isEmpty, selector.isName { throw unknown(term, named: selector.name) }
        guard let chosen = selector.part.map({ $0.of(names) }) ?? names else {
            throw Diagnostic(
                "host-pattern", "'\(term.text)' counts beyond the \(names.count) hosts of '\(selector.name)'",
                at: term.span)
        }
        return chosen
    }

    private static let unknownName = "unknown-host"

    private func unknown(_ term: HostPattern.Term, named name: String) -> Diagnostic {
        let problem = Diagnostic(Self.unknownName, "no host and no group is named '\(name)'", at: term.span)
        if name.contains(":"), !name.contains("[") {
            return problem.helping("a pattern holds commas or colons, not both")
        }
        guard let near = name.closest(of: groupTable.names + hostTable.names) else { return problem }
        return problem.suggesting(term.mended(name, to: near))
    }
}

extension HostPattern.Term {
    /// The whole term with another name in it, to be put where the term stands.
    fileprivate func mended(_ name: String, to other: String) -> String {
        let sign =
            switch role {
            case .addition: ""
            case .intersection: "&"
            case .exclusion: "!"
            }
        return sign + other + text.dropFirst(name.count)
    }
}
