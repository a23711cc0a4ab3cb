internal import YAML

/// What `lookups` in `reconcile.yaml` says: what templates may do on the machine that renders them.
package struct LookupSettings: Sendable, Hashable {
    /// Whether `pipe` and `lines` may run commands.
    package var commands = false
}

extension MappingReader {
    /// Reads the mapping `lookups`.
    mutating func lookupSettings() -> LookupSettings {
        var settings = LookupSettings()
        guard let node = mapping("lookups") else { return settings }
        var reader = MappingReader(node, noun: "'lookups'")
        settings.commands = reader.flag("commands") ?? false
        reader.finish()
        report(reader.problems)
        return settings
    }
}
