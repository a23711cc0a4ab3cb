internal import Shell

/// What stands against installing a package, as apt finds when it only pretends to.
///
/// Slow: asked only for what is to be installed from lists that hold it. Other package managers are not asked.
package struct PackageTrial: Fact {
    package struct Seen: Sendable, Hashable {
        /// In apt's words, or which packages would have to go; nil where nothing stands against it.
        package var obstacle: String?

        package init(obstacle: String? = nil) { self.obstacle = obstacle }
    }

    package static let kind = "package-trial"
    package static let summary = "what stands against installing a package, where one is to be installed with apt"
    package static let cost = Cost.slow

    package var name: String
    package var version: String?

    package init(_ name: String, version: String?) {
        self.name = name
        self.version = version
    }
}

extension PackageTrial {
    /// One try for all, and one for each only where that fails.
    package static func script(_ facts: [PackageTrial]) -> String {
        let names = facts.map { fact in fact.name + (fact.version.map { "=" + $0 } ?? "") }
        return PackageManager.detection + "\nset -- \(names.shellWords)\n" + tries
    }

    private static let tries = #"""
        has apt-get || manager=
        [ "$manager" = dpkg ] || { echo untold; exit; }
        echo dpkg
        try() {
            text=$(apt-get -s -q -y -o Debug::NoLocking=1 -o APT::Cmd::Pattern-Only=true --allow-downgrades \
                install -- "$@" 2>&1 </dev/null)
            printf '%s\000%s\000' "$?" "$text"
            ! printf '%s\n' "$text" | grep -q -e '^Remv ' -e '^E: '
        }
        try "$@" || for name; do try "$name"; done
        echo end
        """#

    /// `untold`, or `dpkg` and, for all together and then maybe for each, a status and what apt-get said, each ended by
    /// NUL; then `end`.
    package static func read(_ output: [UInt8], status: Int32, for facts: [PackageTrial]) -> [Observation<Seen>] {
        var reader = AnswerReader(output)
        let tool = reader.line()
        if tool == "untold" { return facts.map { _ in .present(Seen()) } }
        guard tool == "dpkg", let together = reader.attempt() else { return facts.map { _ in .unanswered(status) } }
        guard let joint = together.obstacle else { return facts.map { _ in .present(Seen()) } }
        let each = facts.map { _ in reader.attempt() }
        guard !each.contains(where: { $0 == nil }) else { return facts.map { _ in .unanswered(status) } }
        let obstacles = each.map { $0?.obstacle }
        let isJoint = !obstacles.contains { $0 != nil }
        return obstacles.map { .present(Seen(obstacle: isJoint ? joint : $0)) }
    }
}

/// What came of pretending to install something.
private struct Attempt {
    var status: String
    var text: String

    var obstacle: String? {
        let lines = text.split(separator: "\n").map(String.init)
        let removed = lines.filter { $0.hasPrefix("Remv ") }.compactMap { $0.split(separator: " ").dropFirst().first }
        if !removed.isEmpty { return "it would remove \(removed.joined(separator: ", "))" }
        guard status != "0" else { return nil }
        if let start = lines.firstIndex(where: { $0.hasSuffix("unmet dependencies:") }) {
            let reasons = lines[(start + 1)...].prefix { $0.hasPrefix(" ") }.map { line in
                line.split(separator: " ").joined(separator: " ")
            }
            if !reasons.isEmpty { return reasons.joined(separator: "; ") }
        }
        let complaint = lines.last { $0.hasPrefix("E: ") }.map { String($0.dropFirst(3)) }
        return complaint ?? "apt-get ended with status \(status)"
    }
}

extension AnswerReader {
    fileprivate mutating func attempt() -> Attempt? {
        guard let status = record(), let text = record() else { return nil }
        return Attempt(status: status, text: text)
    }
}
