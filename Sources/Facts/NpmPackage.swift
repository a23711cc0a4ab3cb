internal import Shell

/// What is installed of a package of npm, for all users of the node.
package struct NpmPackage: Fact {
    package struct Seen: Sendable, Hashable {
        package var version: String

        package init(version: String) { self.version = version }
    }

    package static let kind = "npm"
    package static let summary = "which version of a package npm has installed for all users"
    package static let cost = Cost.slow

    package var name: String

    package init(_ name: String) { self.name = name }
}

extension NpmPackage {
    /// npm lists all of them at once.
    package static func script(_ facts: [NpmPackage]) -> String {
        #"""
        command -v npm >/dev/null || { echo none; exit; }
        export NO_UPDATE_NOTIFIER=1
        cd / || exit
        text=$(npm ls --global --depth=0 --parseable --long 2>/dev/null)
        # 1 says as well that what is installed lacks something: the list is whole.
        case $?:$text in
        (0:*|1:/*) printf 'npm\n%s\nend\n' "$text" ;;
        (*) echo '!npm cannot list what is installed' ;;
        esac
        """#
    }

    /// Lines of `PATH:NAME@VERSION`, and more behind another colon.
    package static func read(_ output: [UInt8], status: Int32, for facts: [NpmPackage]) -> [Observation<Seen>] {
        var reader = AnswerReader(output)
        switch reader.line() {
        case "npm"?: break
        case "none"?: return facts.map { _ in .unavailable("npm") }
        case let line? where line.hasPrefix("!"): return facts.map { _ in .failed(String(line.dropFirst())) }
        default: return facts.map { _ in .unanswered(status) }
        }
        var versions: [String: String] = [:]
        var isWhole = false
        while let line = reader.line() {
            isWhole = line == "end"
            let parts = line.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count > 1, let at = parts[1].lastIndex(of: "@"), at != parts[1].startIndex else { continue }
            versions[String(parts[1][..<at])] = String(parts[1][parts[1].index(after: at)...])
        }
        guard isWhole else { return facts.map { _ in .unanswered(status) } }
        return facts.map { fact in versions[fact.name].map { .present(Seen(version: $0)) } ?? .absent }
    }
}
