package import Diagnostics
internal import Inventory
internal import Templates
internal import YAML

extension HostReading {
    /// The user as whom an entry is looked at and done; nil for the one who logs in.
    ///
    /// Lowest to highest: the project, the command line, the manifest, the entry; over all of them, as in Ansible, the
    /// variables `ansible_become` and `ansible_become_user`.
    func becomeUser(of entry: ManifestEntry?, in manifest: Manifest, scope: HostScope) throws -> String? {
        let levels = [project.settings.become, manifest.become, entry?.become]
        var wishes = try levels.map { try $0?.wish { try $0.rendered(in: scope) } }
        wishes.insert(selection.become, at: 1)
        var wish = wishes.reduce(Become.Wish()) { $0.under($1) }
        wish.isWanted = try scope.flag("ansible_become") ?? (wish.effectiveUser != nil)
        wish.user = try scope.value(of: "ansible_become_user")?.string ?? wish.user
        return wish.effectiveUser
    }
}

extension HostScope {
    /// A variable that says yes or no, by a boolean or one of Ansible's words for it.
    fileprivate func flag(_ name: String) throws(Diagnostic) -> Bool? {
        guard let value = try value(of: name) else { return nil }
        guard let word = value.string else { return value.isTrue }
        return ["yes", "on", "1", "true", "t", "y"].contains(word.lowercased())
    }
}

extension Project {
    /// The user whom the connection to a host has to become, so that every entry there can be done: root where any wants
    /// root or several users are wanted, nil where nobody wants another than the one who logs in.
    ///
    /// What rests on facts does not count, since they are not known before the host is connected to.
    package func becomeUser(on host: String, selection: Selection = Selection()) throws(Problems) -> String? {
        let reading = try HostReading(self, host: host, facts: nil, selection: selection)
        let wanted = reading.manifests.filter { selection.selects($0) }.map { reading.becomeUsers(in: $0) }
        let users = wanted.reduce(into: Set<String?>()) { $0.formUnion($1) }
        let others = users.compactMap(\.self)
        return others.count > 1 ? "root" : others.first
    }
}

extension HostReading {
    /// The users that entries of a manifest want to be done as.
    fileprivate func becomeUsers(in manifest: Manifest) -> Set<String?> {
        let variables = scope(of: manifest)
        let scope = variables.scope()
        let own = manifest.entries.map { entry in
            let scope =
                entry.variables == nil ? scope : variables.adding(defaults: nil, variables: entry.variables).scope()
            return (try? becomeUser(of: entry, in: manifest, scope: scope)) ?? nil
        }
        return Set(own)
    }
}
