internal import Shell

/// The version of a package that an installation would bring.
///
/// Slow: asked only for what is missing or unversioned.
package struct PackageCandidate: Fact {
    package struct Seen: Sendable, Hashable {
        /// As the package manager writes it; nil where it does not tell beforehand.
        package var version: String?

        package init(version: String?) { self.version = version }
    }

    package static let kind = "package-candidate"
    package static let summary = "which version of a package could be installed, where that matters"
    package static let cost = Cost.slow

    package var name: String

    package init(_ name: String) { self.name = name }
}

extension PackageCandidate {
    package static func script(_ facts: [PackageCandidate]) -> String {
        let names = facts.map(\.name).filter(PackageState.isName)
        return PackageManager.detection + "\nset -- \(names.shellWords)\n" + looks
    }

    package static func read(_ output: [UInt8], status: Int32, for facts: [PackageCandidate]) -> [Observation<Seen>] {
        var reader = AnswerReader(output)
        guard let tool = reader.line() else { return facts.map { _ in .unanswered(status) } }
        var answer = CandidateAnswer()
        while let line = reader.line() { answer.read(line, of: tool) }
        switch tool {
        case "none": return facts.map { _ in .unavailable("package manager") }
        case "dpkg" where status != 0:
            return facts.map { _ in .failed(answer.complaint ?? "apt-cache ended with status \(status)") }
        default: break
        }
        return facts.map { fact in
            guard PackageState.isName(fact.name) else { return .failed("'\(fact.name)' is no package name") }
            // Homebrew tells of what is outdated alone.
            if tool == "brew" { return .present(Seen(version: answer.versions[fact.name])) }
            return answer.versions[fact.name].map { .present(Seen(version: $0)) } ?? .absent
        }
    }

    private static let looks = #"""
        case $manager in
        (dpkg)
            has apt-cache || { echo none; exit; }
            echo dpkg
            apt-cache policy -- "$@" 2>&1
            ;;
        (rpm)
            echo rpm
            tool=dnf
            has dnf || tool=yum
            # From what it has fetched before: a look fetches nothing.
            "$tool" -q -C repoquery --latest-limit=1 --qf '%{name} %{evr}\n' -- "$@" 2>/dev/null
            ;;
        (pacman)
            echo pacman
            pacman -Si -- "$@" 2>/dev/null
            ;;
        (apk)
            echo apk
            apk policy -- "$@" 2>/dev/null
            ;;
        (brew)
            echo brew
            HOMEBREW_NO_AUTO_UPDATE=1 "$brew" outdated --verbose 2>/dev/null
            ;;
        (*) echo none ;;
        esac
        """#
}

/// What package managers print of the versions that they could install.
private struct CandidateAnswer {
    private(set) var versions: [String: String] = [:]
    private(set) var complaint: String?
    private var name = ""
    private var version = ""

    mutating func read(_ line: String, of tool: String) {
        switch tool {
        case "dpkg": readPolicy(line)
        case "rpm":
            let words = line.split(separator: " ").map(String.init)
            // dnf writes an epoch of 0 that rpm leaves out.
            if words.count == 2 {
                versions[words[0]] = words[1].hasPrefix("0:") ? String(words[1].dropFirst(2)) : words[1]
            }
        case "pacman":
            let parts = line.split(separator: ":", maxSplits: 1).map { String($0.trimmed) }
            guard parts.count == 2 else { return }
            if parts[0] == "Name" { name = parts[1] }
            // The first repository that has it is the one it comes from.
            if parts[0] == "Version", versions[name] == nil { versions[name] = parts[1] }
        case "apk":
            if line.hasSuffix(" policy:") {
                name = String(line.dropLast(8))
            } else if line.hasPrefix("    ") {
                if line != "    lib/apk/db/installed", line != "    usr/lib/apk/db/installed" {
                    versions[name] = version
                }
            } else if line.hasPrefix("  "), line.hasSuffix(":") {
                version = String(line.dropFirst(2).dropLast())
            }
        default:
            // NAME (INSTALLED) < NEW
            let words = line.split(separator: " ").map(String.init)
            if let first = words.first, let last = words.last, words.count > 3 { versions[first] = last }
        }
    }

    /// A line `NAME:` for each package that is known, and below it, indented, `Candidate: VERSION` or `(none)`.
    private mutating func readPolicy(_ line: String) {
        if line.hasPrefix("E: ") { complaint = complaint ?? String(line.dropFirst(3)) }
        if !line.hasPrefix(" "), line.hasSuffix(":") { name = String(line.dropLast()) }
        if line.hasPrefix("  Candidate: "), line != "  Candidate: (none)" {
            versions[name] = String(line.dropFirst(13))
        }
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}
