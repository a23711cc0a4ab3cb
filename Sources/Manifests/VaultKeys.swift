internal import Diagnostics
internal import Vault
internal import YAML

extension MappingReader {
    /// What `vault` in the settings says of passwords.
    mutating func vaultSettings() -> VaultSettings {
        var settings = VaultSettings()
        guard let given = mapping("vault") else { return settings }
        var reader = MappingReader(given, noun: "'vault'")
        for node in reader.texts("ids") {
            guard let text = node.string else { continue }
            do throws(Diagnostic) {
                _ = try PasswordSource(parsing: text)
                settings.ids.append(text)
            } catch {
                var problem = error
                problem.span = node.span
                reader.report(problem)
            }
        }
        settings.passwordFile = reader.text("password_file")?.string
        settings.defaultID = reader.text("id")?.string ?? settings.defaultID
        settings.encryptID = reader.text("encrypt_id")?.string
        settings.matchesIDs = reader.flag("match_ids") ?? false
        reader.finish()
        report(reader.problems)
        return settings
    }
}

extension VaultSettings {
    /// The settings with paths from the project's folder as paths from the current one.
    func inside(folder: String) -> VaultSettings {
        guard !folder.isEmpty else { return self }
        func inside(_ path: String) -> String {
            path.hasPrefix("/") || path.hasPrefix("~") || path.hasPrefix("$") || path.hasPrefix("prompt")
                ? path : "\(folder)/\(path)"
        }
        var copy = self
        copy.passwordFile = passwordFile.map(inside)
        copy.ids = ids.map { text in
            guard let at = text.firstIndex(of: "@") else { return inside(text) }
            return text[...at] + inside(String(text[text.index(after: at)...]))
        }
        return copy
    }
}
