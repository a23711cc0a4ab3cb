internal import Shell

/// A git repository with its files checked out, as its owner's git tells of it.
package struct GitCheckout: Fact {
    package struct Seen: Sendable, Hashable {
        /// The directory is there and empty; nothing else is known then.
        package var isEmpty = false
        /// The commit that is checked out, in full; nil before the first one.
        package var revision: String?
        /// The branch that it is on; nil with a commit by itself.
        package var branch: String?
        /// Where `origin` is.
        package var remote: String?
        /// The commit that `tag` means here.
        package var tagged: String?
        /// Files that git follows and that are not as they were committed.
        package var changes: [String] = []
        /// Commits that are on no other repository as far as this one knows; counted up to 100.
        package var ownCommits = 0
        /// A checkout of ours was cut off here, so what differs is not somebody's work.
        package var isCutOff = false

        package init() {}
    }

    package static let kind = "git"
    package static let summary = "what is checked out, where it comes from, and what work lies there"
    package static let cost = Cost.slow

    /// Absolute.
    package var path: String
    /// Whose git looks, where that is not the shell's own user's.
    package var owner: String?
    /// A tag whose commit is asked about.
    package var tag: String?

    package init(_ path: String, owner: String? = nil, tag: String? = nil) {
        self.path = path
        self.owner = owner
        self.tag = tag
    }
}

// Canonically equivalent names are equal Strings but different files.
extension GitCheckout {
    package static func == (lhs: Self, rhs: Self) -> Bool { lhs.key == rhs.key }
    package func hash(into hasher: inout Hasher) { hasher.combine(key) }

    private var key: [[UInt8]] { [path, owner ?? "", tag ?? ""].map { Array($0.utf8) } }
}

extension GitCheckout {
    /// Git tells of one repository at a time: two programs for each, one more for a tag, and one more where something
    /// else is checked out than reconcile did.
    package static func script(_ facts: [GitCheckout]) -> String {
        let calls = facts.map { fact in
            ["checkout", fact.path, fact.owner ?? "", fact.tag ?? ""].shellWords
        }
        return ([gitSetup, AsUser.function, function] + calls).joined(separator: "\n")
    }

    /// For each records of `!` and a reason, `none`, `empty`, or `git` and six more: what `git status` says, where
    /// origin is, the tag's commit, the count of own commits, whether it was cut off.
    package static func read(_ output: [UInt8], status: Int32, for facts: [GitCheckout]) -> [Observation<Seen>] {
        if output == Array("!\n".utf8) { return facts.map { _ in .unavailable("git") } }
        var reader = AnswerReader(output)
        return facts.map { _ in
            guard let first = reader.record() else { return .unanswered(status) }
            if first == "none" { return .absent }
            if first.utf8.first == UInt8(ascii: "!") { return .failed(String(first.dropFirst())) }
            var seen = Seen()
            if first == "empty" {
                seen.isEmpty = true
                return .present(seen)
            }
            let rest = (1...5).compactMap { _ in reader.record() }
            guard rest.count == 5 else { return .unanswered(status) }
            seen.readStatus(rest[0])
            seen.remote = rest[1].isEmpty ? nil : rest[1]
            seen.tagged = rest[2].isEmpty ? nil : rest[2]
            seen.ownCommits = Int(rest[3]) ?? 0
            seen.isCutOff = !rest[4].isEmpty
            return .present(seen)
        }
    }

    /// Nobody is asked for a password, and looking leaves no lock behind.
    static let gitSetup = #"""
        command -v git >/dev/null || { echo '!'; exit; }
        LC_ALL=C
        GIT_TERMINAL_PROMPT=0
        GIT_OPTIONAL_LOCKS=0
        GIT_SSH_COMMAND=${GIT_SSH_COMMAND:-ssh -o BatchMode=yes}
        export LC_ALL GIT_TERMINAL_PROMPT GIT_OPTIONAL_LOCKS GIT_SSH_COMMAND
        reconcile_me=$(id -un)
        nl='
        '
        """#

    private static let function = #"""
        # PATH OWNER TAG
        checkout() {
            if ! [ -e "$1/.git" ]; then
                if [ -d "$1" ] && ! [ -L "$1" ] && [ -z "$(ls -A -- "$1")" ]; then printf 'empty\000'
                else printf 'none\000'; fi
                return
            fi
            text=$(reconcile_as "$2" git -C "$1" status --porcelain=v2 --branch --untracked-files=no 2>&1) || {
                text=${text%%"$nl"*}
                printf '!%s\000' "${text#fatal: }"
                return
            }
            printf 'git\000%s\000' "$text"
            printf '%s\000' "$(reconcile_as "$2" git -C "$1" config --get remote.origin.url)"
            if [ -n "$3" ]; then
                printf '%s\000' "$(reconcile_as "$2" git -C "$1" rev-parse --verify --quiet "refs/tags/$3^{commit}")"
            else printf '\000'; fi
            # What reconcile has checked out is nobody's own commit.
            made=
            [ ! -r "$1/.git/refs/reconcile/made" ] || read -r made <"$1/.git/refs/reconcile/made"
            case $text in
            (*'branch.oid (initial)'*|*"branch.oid ${made:-unknown}$nl"*) printf '\000' ;;
            (*) printf '%s\000' "$(reconcile_as "$2" git -C "$1" rev-list --count --max-count=100 HEAD --not --remotes \
                --tags --glob=refs/reconcile)" ;;
            esac
            [ ! -e "$1/.git/refs/reconcile/moving" ] || printf yes
            printf '\000'
        }
        """#
}

extension GitCheckout.Seen {
    /// The second version of `git-status(1)`, PORCELAIN FORMAT.
    fileprivate mutating func readStatus(_ text: String) {
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
            switch words[0] {
            case "#" where words.count > 2 && words[1] == "branch.oid":
                revision = words[2] == "(initial)" ? nil : String(words[2])
            case "#" where words.count > 2 && words[1] == "branch.head":
                branch = words[2] == "(detached)" ? nil : words[2...].joined(separator: " ")
            case "1": changes.append(words.dropFirst(8).joined(separator: " "))
            case "2": changes.append(String(words.dropFirst(9).joined(separator: " ").prefix { $0 != "\t" }))
            case "u": changes.append(words.dropFirst(10).joined(separator: " "))
            default: continue
            }
        }
    }
}
