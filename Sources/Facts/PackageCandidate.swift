internal import Shell

/// The version of a package that an installation would bring.
///
/// Slow: asked only for what is missing or unversioned.
package struct PackageCandidate: Fact {
    package struct Seen: Sendable, Hashable {
        /// As the package manager writes it.
        package var version: String

        package init(version: String) { self.version = version }
    }

    package static let kind = "package-candidate"
    package static let cost = Cost.slow

    package var name: String

    package init(_ name: String) { self.name = name }
}

extension PackageCandidate {
    package static func script(_ facts: [PackageCandidate]) -> String {
        let names = facts.map(\.name).filter(PackageState.isName)
        return """
            command -v apt-cache >/dev/null || { echo none; exit; }
            LC_ALL=C apt-cache policy -- \(names.shellWords) 2>&1
            """
    }

    /// A line `NAME:` for each package that is known, and below it, indented, `Candidate: VERSION` or `(none)`.
    package static func read(_ output: [UInt8], status: Int32, for facts: [PackageCandidate]) -> [Observation<Seen>] {
        var reader = AnswerReader(output)
        var candidates: [String: String] = [:]
        var name = ""
        var complaint: String?
        while let line = reader.line() {
            if line == "none" { return facts.map { _ in .unavailable("apt-cache") } }
            if line.hasPrefix("E: ") { complaint = complaint ?? String(line.dropFirst(3)) }
            if !line.hasPrefix(" "), line.hasSuffix(":") { name = String(line.dropLast()) }
            if line.hasPrefix("  Candidate: ") { candidates[name] = String(line.dropFirst(13)) }
        }
        if status != 0 {
            return facts.map { _ in .failed(complaint ?? "apt-cache ended with status \(status)") }
        }
        return facts.map { fact in
            guard PackageState.isName(fact.name) else { return .failed("'\(fact.name)' is no package name") }
            guard let version = candidates[fact.name], version != "(none)" else { return .absent }
            return .present(Seen(version: version))
        }
    }
}
