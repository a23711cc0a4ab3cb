internal import Shell

/// The keys with which one can log in as a user, and where they are kept; absent where there is no such user.
package struct AuthorizedKeys: Fact {
    package struct Seen: Sendable, Hashable {
        package var gid: Int
        package var home: String
        package var folder: Folder
        /// `.ssh/authorized_keys` of the home folder; absent where it is not there.
        package var file: Observation<FileLines.Seen>

        package init(gid: Int, home: String, folder: Folder = .directory, file: Observation<FileLines.Seen>) {
            self.gid = gid
            self.home = home
            self.folder = folder
            self.file = file
        }
    }

    /// What is at `.ssh` of the home folder.
    ///
    /// `homeless`: the home folder itself is not there; `hidden`: who looks may not look there.
    package enum Folder: String, Sendable, Hashable { case directory, nothing, other, homeless, hidden }

    package static let kind = "keys"
    package static let summary = "the keys with which one can log in as a user, and the folder that holds them"
    package static let cost = Cost.cheap

    package var user: String

    package init(user: String) { self.user = user }
}

extension AuthorizedKeys {
    /// One look at all users and one at all of their files.
    ///
    /// A line `GID:MARK:HOME` for each user that is there, behind its name and a colon, then an empty line, then what
    /// `FileLines` has to say of their files, in this order. A line that begins with `!` says why nothing can be told.
    package static func script(_ facts: [AuthorizedKeys]) -> String {
        let names = facts.map(\.user).filter(isAccountName).shellWords
        return FileLines.functions + "\n" + function + "\nkeys \(names)"
    }

    package static func read(_ output: [UInt8], status: Int32, for facts: [AuthorizedKeys]) -> [Observation<Seen>] {
        var reader = AnswerReader(output)
        if output == Array("!\n".utf8) { return facts.map { _ in .unavailable("stat") } }
        var users: [(name: String, gid: Int, folder: Folder, home: String)] = []
        while let line = reader.line(), !line.isEmpty {
            if line.hasPrefix("!") { return facts.map { _ in .failed(String(line.dropFirst())) } }
            let fields = fields(line)
            guard fields.count > 3, let gid = Int(fields[1]), let folder = Folder(rawValue: fields[2]) else { continue }
            users.append((fields[0], gid, folder, fields[3...].joined(separator: ":")))
        }
        let files = users.map { FileLines(file(in: $0.home)) }
        let texts = FileLines.read(Array(reader.rest), status: status, for: files)
        let isWhole = !output.isEmpty
        var seen: [String: Seen] = [:]
        for (user, text) in zip(users, texts) {
            seen[user.name] = Seen(gid: user.gid, home: user.home, folder: user.folder, file: text)
        }
        return facts.map { fact in
            guard isAccountName(fact.user) else { return .failed("'\(fact.user)' is no name of a user") }
            if let seen = seen[fact.user] { return .present(seen) }
            return isWhole && status == 0 ? .absent : .unanswered(status)
        }
    }

    /// Where the keys are kept.
    package static func file(in home: String) -> String { (home == "/" ? "" : home) + "/.ssh/authorized_keys" }

    private static let function = #"""
        accounts() {
            if command -v getent >/dev/null; then
                getent passwd -- "$@"
                case $? in
                (0|2) ;;
                (*) echo '!getent passwd ended with an error' ;;
                esac
            else cat /etc/passwd || echo '!/etc/passwd cannot be read'; fi
        }
        keys() {
            lines=$(accounts "$@")
            nl='
        '
            names=" $* "
            set --
            IFS=$nl
            for line in $lines; do
                user=${line%%:*}
                case $user in
                (!*)
                    printf '%s\n' "$line"
                    exit
                    ;;
                esac
                case $names in
                (*" $user "*) ;;
                (*) continue ;;
                esac
                rest=${line#*:*:*:}
                gid=${rest%%:*}
                rest=${rest#*:*:}
                home=${rest%:*}
                if ! [ -d "$home" ]; then mark=homeless
                elif ! [ -x "$home" ]; then mark=hidden
                elif [ -L "$home/.ssh" ]; then mark=other
                elif [ -d "$home/.ssh" ]; then
                    mark=directory
                    [ -x "$home/.ssh" ] || mark=hidden
                elif [ -e "$home/.ssh" ]; then mark=other
                else mark=nothing; fi
                printf '%s:%s:%s:%s\n' "$user" "$gid" "$mark" "$home"
                [ "$home" != / ] || home=
                set -- "$@" "$home/.ssh/authorized_keys"
            done
            unset IFS
            echo
            [ "$#" -eq 0 ] || look "$@"
        }
        """#
}
