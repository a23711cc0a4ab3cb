internal import Shell

/// What is installed of a package of npm, for all users of the node.
package struct NpmPackage: Fact {
    package struct Seen: Sendable, Hashable {
        /// nil where npm does not list it, since its installation was cut off.
        package var version: String?
        /// Its installation was cut off: what is there of it may be torn.
        package var isCutOff: Bool

        package init(version: String?, isCutOff: Bool = false) {
            self.version = version
            self.isCutOff = isCutOff
        }
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
        (0:*|1:/*) printf 'npm\n%s\n' "$text" ;;
        (*) echo '!npm cannot list what is installed'; exit ;;
        esac
        IFS=: read -r folder _ <<END
        $text
        END
        mark=$folder/node_modules/.reconcile-installing
        if [ -r "$mark" ]; then
            while read -r name; do printf 'cut %s\n' "$name"; done <"$mark"
        fi
        echo end
        """#
    }

    /// Lines of `PATH:NAME@VERSION`, and more behind another colon; lines of `cut NAME`; `end`.
    package static func read(_ output: [UInt8], status: Int32, for facts: [NpmPackage]) -> [Observation<Seen>] {
        var reader = AnswerReader(output)
        switch reader.line() {
        case "npm"?: break
        case "none"?: return facts.map { _ in .unavailable("npm") }
        case let line? where line.hasPrefix("!"): return facts.map { _ in .failed(String(line.dropFirst())) }
        default: return facts.map { _ in .unanswered(status) }
        }
        var versions: [String: String] = [:]
        var cutOff: Set<String> = []
        var isWhole = false
        while let line = reader.line() {
            isWhole = line == "end"
            if line.hasPrefix("cut ") { cutOff.insert(String(line.dropFirst(4))) }
            let parts = line.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count > 1, let at = parts[1].lastIndex(of: "@"), at != parts[1].startIndex else { continue }
            versions[String(parts[1][..<at])] = String(parts[1][parts[1].index(after: at)...])
        }
        guard isWhole else { return facts.map { _ in .unanswered(status) } }
        return facts.map { fact in
            let seen = Seen(version: versions[fact.name], isCutOff: cutOff.contains(fact.name))
            return seen.version == nil && !seen.isCutOff ? .absent : .present(seen)
        }
    }
}
