package import Diagnostics
package import Templates
package import Vault

/// The hosts of a project, their groups, and the variables that files give them; nothing is rendered.
package struct Inventory: Sendable {
    /// What was read, for excerpts in messages.
    package internal(set) var sources: [Source] = []
    /// What is odd but does no harm, such as a variable file of a group that does not exist.
    package internal(set) var warnings: [Diagnostic] = []
    /// The folder from which `group_vars` and `host_vars` of the project were read.
    package internal(set) var projectFolder = "."
    /// The inventory files and folders, as they were given.
    package internal(set) var paths: [String] = []
    /// What opens encrypted values when they are asked for.
    package internal(set) var vault = Keyring()
    /// What templates see as `secrets`; nil where the project names none.
    package var secrets: Value?

    /// What templates may see of this machine; nil for nothing of it.
    package var machine: LocalMachine?

    /// What host patterns are checked by.
    var strictness = Strictness()

    /// The templates that variables hold, read once for all hosts.
    let templates = ReadTemplates()

    let hostTable: Table<Host>
    let groupTable: Table<HostGroup>
    /// The hosts of each group, those of its children included.
    let membersByGroup: [String: [String]]
    /// `group_vars` and `host_vars`, lowest first: beside the inventories, then beside the project.
    var variableFolders: [VariableFolder] = []

    init(_ builder: InventoryBuilder) {
        hostTable = builder.hosts
        groupTable = builder.groups
        let pairs = builder.groups.names.map { ($0, Self.members(of: $0, in: builder.groups)) }
        membersByGroup = Dictionary(uniqueKeysWithValues: pairs)
    }

    /// All hosts, in the order in which files mention them first.
    package var hosts: [Host] { hostTable.all }
    /// All groups, `all` and `ungrouped` first, then in the order in which files mention them.
    package var groups: [HostGroup] { groupTable.all }

    package func group(named name: String) -> HostGroup? { groupTable[name] }

    /// The names of the hosts in a group and in all groups below it, in order; none for an unknown group.
    package func hostNames(inGroup name: String) -> [String] { membersByGroup[name] ?? [] }

    /// A host by its name; `localhost` is there even if no inventory mentions it.
    package func host(named name: String) -> Host? {
        if let host = hostTable[name] { return host }
        guard Host.localNames.contains(name) else { return nil }
        if let known = hostTable.names.first(where: { Host.localNames.contains($0) }) { return hostTable[known] }
        return Host(name: name, isImplicit: true)
    }

    /// Walks from a group down, level by level, and lists each host once.
    private static func members(of name: String, in groups: Table<HostGroup>) -> [String] {
        var seenGroups: Set<String> = []
        var seenHosts: Set<String> = []
        var level = [name]
        var result: [String] = []
        while !level.isEmpty {
            let new = level.filter { seenGroups.insert($0).inserted }.compactMap { groups[$0] }
            for host in new.flatMap({ $0.ownHosts }) where seenHosts.insert(host).inserted { result.append(host) }
            level = new.flatMap { $0.childNames }
        }
        return result
    }
}
