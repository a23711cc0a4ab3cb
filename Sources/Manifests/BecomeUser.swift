package import Diagnostics
internal import Inventory
internal import Templates
internal import YAML

extension HostReading {
    /// The user as whom an entry is looked at and done; nil for the one who logs in.
    ///
    /// Lowest to highest: the project, the command line, the manifest, includes, the entry; over all of them, as in
    /// Ansible, the variables `ansible_become` and `ansible_become_user`.
    func becomeUser(_ own: Become, in surroundings: Surroundings, scope: HostScope) throws -> String? {
        let render = { (node: Node) in try node.rendered(in: scope) }
        let levels = try [project.settings.become, surroundings.manifest.become].map { try $0.wish(render) }
        let wishes = [levels[0], selection.become, levels[1]] + surroundings.wishes + [try own.wish(render)]
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
    /// The user whom the connection to a host has to become, so that every entry there can be done: root where several
    /// are wanted, the one who logs in among them, nil where nobody wants another than that one.
    ///
    /// What rests on facts does not count, since they are not known before the host is connected to.
    package func becomeUser(on host: String, selection: Selection = Selection()) throws(Problems) -> String? {
        let reading = try HostReading(self, host: host, facts: nil, selection: selection)
        let wanted = reading.manifests.filter { selection.selects($0) }
            .map { reading.becomeUsers(of: $0.resources, in: reading.surroundings(of: $0)) }
        let users = wanted.reduce(into: Set<String?>()) { $0.formUnion($1) }
        return users.count > 1 ? "root" : users.first ?? nil
    }
}

extension HostReading {
    /// The users that entries want to be done as, those of modules too.
    fileprivate func becomeUsers(of resources: ResourceList, in surroundings: Surroundings) -> Set<String?> {
        resources.items.reduce(into: []) { users, item in
            switch item {
            case .entry(let entry):
                let scope = EntryInstance(entry, in: surroundings, isChosen: true).scope
                users.insert((try? becomeUser(entry.keys.become, in: surroundings, scope: scope)) ?? nil)
            case .include(let include):
                guard let module = project.modules[include.module], !surroundings.modules.contains(module.name) else {
                    return
                }
                for inner in self.surroundings(of: include, module, in: surroundings).rounds {
                    users.formUnion(becomeUsers(of: module.resources, in: inner))
                }
            }
        }
    }
}
