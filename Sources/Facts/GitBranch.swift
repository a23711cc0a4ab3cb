internal import Shell

/// The commit that a branch of another repository is at.
///
/// Slow: it asks over the network, once for each.
package struct GitBranch: Fact {
    package struct Seen: Sendable, Hashable {
        package var revision: String

        package init(revision: String) { self.revision = revision }
    }

    package static let kind = "git-branch"
    package static let summary = "which commit a branch of the other repository is at"
    package static let cost = Cost.slow

    package var repository: String
    package var branch: String
    /// Whose git asks, where that is not the shell's own user's: with its keys and known hosts.
    package var owner: String?

    package init(_ repository: String, _ branch: String, owner: String? = nil) {
        self.repository = repository
        self.branch = branch
        self.owner = owner
    }
}

extension GitBranch {
    package static func script(_ facts: [GitBranch]) -> String {
        let calls = facts.map { fact in
            ["branch", fact.repository, "refs/heads/" + fact.branch, fact.owner ?? ""].shellWords
        }
        return ([GitCheckout.gitSetup, AsUser.function, function] + calls).joined(separator: "\n")
    }

    /// For each a line: the commit, `-` where there is no such branch, or `!` and why nobody can tell.
    package static func read(_ output: [UInt8], status: Int32, for facts: [GitBranch]) -> [Observation<Seen>] {
        if output == Array("!\n".utf8) { return facts.map { _ in .unavailable("git") } }
        var reader = AnswerReader(output)
        return facts.map { _ in
            guard let line = reader.line() else { return .unanswered(status) }
            if line == "-" { return .absent }
            return line.hasPrefix("!") ? .failed(String(line.dropFirst())) : .present(Seen(revision: line))
        }
    }

    /// The branch that was being asked about.
    package static func suspects(_ facts: [GitBranch], after output: [UInt8]) -> [GitBranch] {
        let answered = output.count { $0 == UInt8(ascii: "\n") }
        return answered < facts.count ? [facts[answered]] : facts
    }

    private static let function = #"""
        set -f
        tab=$(printf '\t')
        # REPOSITORY REF OWNER
        branch() {
            text=$(cd / && reconcile_as "$3" git ls-remote -- "$1" "$2" 2>&1) || {
                text=${text%%"$nl"*}
                printf '!%s\n' "${text#fatal: }"
                return
            }
            found=-
            IFS=$nl
            for line in $text; do
                case $line in
                (*"$tab$2") found=${line%%"$tab"*} ;;
                esac
            done
            unset IFS
            printf '%s\n' "$found"
        }
        """#
}
