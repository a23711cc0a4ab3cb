import Synchronization
import Templates
import YAML

/// What is known of one host, and what was rendered of it so far.
final class HostKnowledge: Sendable {
    let host: Host
    let variables: [String: Node]
    let specials: [String: Value]
    let fallback: @Sendable (String) -> Value?
    /// The values of variables, nil for those that are not set.
    let rendered = Kept<Value?>()

    init(_ host: Host, _ content: HostScope.Content) {
        self.host = host
        variables = content.layers.winners
        specials = content.specials
        fallback = content.fallback
    }
}

/// The hosts that a scope may be asked about: each is looked into when it is first needed.
final class Neighbours: Sendable {
    let inventory: Inventory
    private let contents: @Sendable (Host) -> HostScope.Content
    private let values = Kept<Value>()
    private let known = Kept<HostKnowledge>()

    init(inventory: Inventory, contents: @escaping @Sendable (Host) -> HostScope.Content) {
        self.inventory = inventory
        self.contents = contents
    }

    /// The names of the hosts of each group, which is a lot of work in a large inventory that nobody may ask for.
    var groups: Value {
        if let groups = values["groups"] { return groups }
        let pairs = inventory.groups.map { group in
            (group.name, Value.list(inventory.hostNames(inGroup: group.name).map { .string($0) }))
        }
        let groups = Value.map(ValueMap(pairs))
        values["groups"] = groups
        return groups
    }

    func knowledge(of name: String) -> HostKnowledge? {
        if let knowledge = known[name] { return knowledge }
        guard let host = inventory.host(named: name) else { return nil }
        let knowledge = HostKnowledge(host, contents(host))
        known[name] = knowledge
        return knowledge
    }
}

/// Values that were worked out once and are kept, for all copies of what holds them.
final class Kept<Value: Sendable>: Sendable {
    private let values = Mutex<[String: Value]>([:])

    subscript(name: String) -> Value? {
        get { values.withLock { $0[name] } }
        set { values.withLock { $0[name] = newValue } }
    }
}
