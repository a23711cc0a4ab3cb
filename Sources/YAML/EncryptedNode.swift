extension Node {
    /// The tags of scalars that Ansible Vault encrypted.
    private static let encrypted: Set<String> = ["!vault", "!vault-encrypted"]
    /// The one key of the mapping that stands for such a scalar in Ansible's JSON.
    private static let jsonKey = "__ansible_vault"

    /// Whether it is an encrypted text of Ansible Vault: a scalar tagged `!vault`, or JSON's mapping for one.
    package var isEncrypted: Bool { ciphertext != nil }

    /// The scalar that holds the encrypted text; nil where this is none.
    package var ciphertext: Node? {
        if let tag { return Self.encrypted.contains(tag) && string != nil ? self : nil }
        guard let entries = mapping, entries.count == 1, entries[0].key.string == Self.jsonKey,
            entries[0].value.string != nil
        else { return nil }
        return entries[0].value
    }

    /// Whether an encrypted text is somewhere in it.
    package var holdsEncrypted: Bool {
        if isEncrypted { return true }
        return switch value {
        case .scalar: false
        case .sequence(let items): items.contains { $0.holdsEncrypted }
        case .mapping(let entries): entries.contains { $0.value.holdsEncrypted }
        }
    }

    /// The node, and all in it, as no secret, for an operator who asks to see it.
    package var disclosed: Node {
        var copy = self
        copy.isSensitive = false
        switch value {
        case .scalar: break
        case .sequence(let items): copy.value = .sequence(items.map(\.disclosed))
        case .mapping(let entries):
            copy.value = .mapping(entries.map { .init(key: $0.key.disclosed, value: $0.value.disclosed) })
        }
        return copy
    }

    /// The node, and all in it, as a secret.
    package var secret: Node {
        var copy = self
        copy.isSensitive = true
        switch value {
        case .scalar: break
        case .sequence(let items): copy.value = .sequence(items.map(\.secret))
        case .mapping(let entries):
            copy.value = .mapping(entries.map { .init(key: $0.key.secret, value: $0.value.secret) })
        }
        return copy
    }
}
