internal import Diagnostics
internal import FoundationEssentials
internal import Model

/// Looks for secrets in plain text in all that a project's authors write.
///
/// What is found is never shown. One that is meant to be there is allowed by a comment `reconcile: allow-secret` in its
/// line or the one above, or by its file's path among `allow_secrets` in `reconcile.yaml`.
struct SecretSearch {
    private static let folders = [
        "files", "group_vars", "host_vars", "inventory", "manifests", "modules", "playbooks", "roles", "templates",
        "vars",
    ]
    private static let permission = "reconcile: allow-secret"
    /// Larger files are data.
    private static let mostBytes = 1 << 20

    let files: ProjectFiles
    /// Globs of paths in the project.
    let allowed: [String]

    var findings: [Diagnostic] {
        let globs = allowed.map { Glob($0) }
        let paths =
            [ProjectSettings.fileName, "inventory.yaml", "hosts", "hosts.ini"] + Self.folders.flatMap(files.below)
        return paths.filter { path in !globs.contains { $0.matches(path) } }.flatMap { findings(in: files.path($0)) }
    }

    private func findings(in path: String) -> [Diagnostic] {
        guard let bytes = files.bytesOfText(at: path, upTo: Self.mostBytes) else { return [] }
        let found = SecretText(bytes).findings
        guard !found.isEmpty else { return [] }
        let source = Source(name: path, text: String(decoding: bytes, as: UTF8.self))
        return found.compactMap { finding in
            let start = source.position(ofByte: finding.range.lowerBound)
            let end = source.position(ofByte: finding.range.upperBound)
            let around = [start.line, start.line - 1].compactMap { source.line($0) }
            guard !around.contains(where: { $0.contains(Self.permission) }) else { return nil }
            return Diagnostic(
                Diagnostic.plainSecret, "\(finding.noun) stands here in plain text",
                at: Span(file: path, start: start, end: end)
            ).helping(
                "change it where it was issued, for it is known to whoever has read this file, and encrypt the new one; "
                    + "a comment '\(Self.permission)' in the line above allows one that is no secret")
        }
    }
}

extension ProjectFiles {
    /// The paths of all files below a folder of the project, in order; hidden ones are left out.
    fileprivate func below(_ folder: String) -> [String] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: path(folder))) ?? []
        return names.filter { !$0.hasPrefix(".") && !$0.contains("/.") }.sorted().map { "\(folder)/\($0)" }
    }

    /// The bytes of a file, unless it is large, no text or no file at all.
    fileprivate func bytesOfText(at path: String, upTo limit: Int) -> [UInt8]? {
        guard let handle = FileManager.default.contents(atPath: path), handle.count <= limit, !handle.contains(0)
        else { return nil }
        return [UInt8](handle)
    }
}
