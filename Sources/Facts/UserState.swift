internal import Shell

/// A user account.
package struct UserState: Fact {
    package struct Seen: Sendable, Hashable {
        package var uid: Int
        package var gid: Int
        /// The primary group's name; nil where the node knows none for the gid.
        package var group: String?
        /// The groups that list the user as a member, in no order that means anything.
        package var groups: Set<String>
        package var home: String
        package var shell: String
        package var comment: String

        package init(
            uid: Int, gid: Int, group: String?, groups: Set<String> = [], home: String, shell: String,
            comment: String = ""
        ) {
            self.uid = uid
            self.gid = gid
            self.group = group
            self.groups = groups
            self.home = home
            self.shell = shell
            self.comment = comment
        }
    }

    package static let kind = "user"
    package static let summary = "an account: numbers, groups, home, shell"
    package static let cost = Cost.cheap

    package var name: String

    package init(_ name: String) { self.name = name }
}

extension UserState {
    /// The users' lines of `passwd`, an empty line, and those lines of `group` that name or list one of them.
    ///
    /// A line that begins with `!` says what could not be looked up. An account that reconcile was making when that was
    /// cut off is not there yet.
    package static func script(_ facts: [UserState]) -> String {
        let names = facts.map(\.name).filter(isAccountName).shellWords
        return filter + "\nset -- \(names)\naccounts \"$@\" | filter \"$@\""
    }

    package static func read(_ output: [UInt8], status: Int32, for facts: [UserState]) -> [Observation<Seen>] {
        var reader = AnswerReader(output)
        var users: [String: [String]] = [:]
        while let line = reader.line(), !line.isEmpty {
            if line.hasPrefix("!") { return facts.map { _ in .failed(String(line.dropFirst())) } }
            let fields = fields(line)
            if fields.count == 7 { users[fields[0]] = fields }
        }
        guard status == 0 else { return facts.map { _ in .unanswered(status) } }
        var groups: [GroupLine] = []
        while let line = reader.line() {
            if line.hasPrefix("!") { return facts.map { _ in .failed(String(line.dropFirst())) } }
            if let group = GroupLine(line) { groups.append(group) }
        }
        return facts.map { fact in
            guard isAccountName(fact.name) else { return .failed("'\(fact.name)' is no name of an account") }
            guard let user = users[fact.name] else { return .absent }
            guard let uid = Int(user[2]), let gid = Int(user[3]) else { return .failed("has no number") }
            return .present(
                Seen(
                    uid: uid, gid: gid, group: groups.first { $0.gid == gid }?.name,
                    groups: Set(groups.filter { $0.members.contains(fact.name) }.map(\.name)), home: user[5],
                    shell: user[6], comment: user[4]))
        }
    }

    private static let filter = #"""
        set -f
        accounts() {
            if command -v getent >/dev/null; then
                getent passwd -- "$@"
                case $? in
                (0|2) ;;
                (*) echo '!getent passwd ended with an error' ;;
                esac
                echo
                getent group || echo '!getent group ended with an error'
            else
                cat /etc/passwd || echo '!/etc/passwd cannot be read'
                echo
                cat /etc/group || echo '!/etc/group cannot be read'
            fi
        }
        filter() {
            gids=' '
            while IFS=: read -r user _ uid gid rest && [ -n "$user" ]; do
                case $user in
                (!*) printf '%s\n' "$user" ;;
                esac
                for name in "$@"; do
                    [ "$name" != "$user" ] || [ -e "/var/lib/reconcile/.user-$name" ] || {
                        gids="$gids$gid "
                        printf '%s\n' "$user::$uid:$gid:$rest"
                    }
                done
            done
            echo
            while IFS=: read -r group _ gid members; do
                case $gids,$group in
                (*" $gid "*,*|*,!*)
                    printf '%s\n' "$group::$gid:$members"
                    continue
                    ;;
                esac
                for name in "$@"; do
                    case ",$members," in
                    (*",$name,"*)
                        printf '%s\n' "$group::$gid:$members"
                        break
                        ;;
                    esac
                done
            done
            :
        }
        """#
}
