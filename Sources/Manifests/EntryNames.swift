internal import Diagnostics
internal import Inventory
internal import Model
internal import YAML

/// What the entries of a host are called, those that do not count in this run too: what references can mean.
struct EntryNames {
    private var addresses: Set<Address> = []
    /// Kinds of which an entry is there whose identity cannot be told.
    private var openKinds: Set<String> = []
    /// Texts of entries whose type cannot be told: a reference to one of them has been reported there.
    private var unread: Set<String> = []
    /// Whether an include is there of which nobody can tell what it stands for.
    private var isOpen = false

    /// Adds the addresses of an entry; nil if they cannot be told.
    mutating func add(_ addresses: [Address]?, of kind: String) {
        if let addresses { self.addresses.formUnion(addresses) } else { openKinds.insert(kind) }
    }

    mutating func leaveOpen() { isOpen = true }

    mutating func addUnread(_ entry: Node) {
        unread.formUnion((entry.mapping ?? []).compactMap { $0.value.string })
    }

    /// Each reference that matches no entry, with where the module is included that it stands in.
    func problems(with references: [Reference: [Diagnostic]], in inventory: Inventory) -> [Diagnostic] {
        references.filter { !isKnown($0.key) }.map { reference, chain in
            let problem = Diagnostic(
                "unknown-entry", "'\(reference.text)' names no entry", at: reference.span, notes: chain)
            if let place = reference.otherHosts(in: inventory) {
                return problem.helping(
                    "entries of other hosts, as '\(place)' would name them, cannot be referred to; "
                        + "'after: [MANIFEST\(place)]' waits for a manifest there")
            }
            // Sorted, so that of two that are as near the same one is named for every host.
            guard let near = reference.text.closest(of: addresses.map(\.description).sorted()) else {
                return problem.helping("an entry is named by its type and identity, as they are on the host")
            }
            return problem.suggesting(near)
        }
    }

    private func isKnown(_ reference: Reference) -> Bool {
        let wanted = Address(text: reference.text)
        if isOpen { return true }
        if addresses.contains(wanted) || openKinds.contains(wanted.kind) || unread.contains(wanted.identity) {
            return true
        }
        guard wanted.identity.contains(where: { "*?[".contains($0) }) else { return false }
        let glob = Glob(wanted.identity)
        return addresses.contains { $0.kind == wanted.kind && glob.matches($0.identity) }
    }
}

extension Reference {
    /// The `@…` at its end that names a host or a group, from there on; nil where it names none.
    fileprivate func otherHosts(in inventory: Inventory) -> String? {
        guard let sign = text.lastIndex(of: "@") else { return nil }
        let name = String(text[text.index(after: sign)...])
        guard inventory.group(named: name) != nil || inventory.host(named: name) != nil else { return nil }
        return "@" + name
    }
}
