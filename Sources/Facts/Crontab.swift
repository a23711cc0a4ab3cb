internal import Shell

/// A user's crontab; absent where the user has none.
package struct Crontab: Fact {
    package struct Seen: Sendable, Hashable {
        /// Every byte of it.
        package var text: String

        package init(text: String) { self.text = text }

        /// Its lines without their newlines; a last line without one counts too.
        package var lines: [String] {
            var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            if lines.last?.isEmpty == true { lines.removeLast() }
            return lines
        }
    }

    package static let kind = "crontab"
    package static let summary = "a user's crontab"
    package static let cost = Cost.cheap

    package var user: String

    package init(user: String) { self.user = user }
}

extension Crontab {
    package static func script(_ facts: [Crontab]) -> String {
        ([function] + facts.map { "look \($0.user.shellQuoted)" }).joined(separator: "\n")
    }

    /// For each a record: `=` and the text, `-` for none, or `!` and why it cannot be read.
    package static func read(_ output: [UInt8], status: Int32, for facts: [Crontab]) -> [Observation<Seen>] {
        var reader = AnswerReader(output)
        if output == Array("none\n".utf8) { return facts.map { _ in .unavailable("crontab") } }
        return facts.map { fact in
            guard isAccountName(fact.user) else { return .failed("'\(fact.user)' is no name of a user") }
            guard let answer = reader.record() else { return .unanswered(status) }
            let rest = String(decoding: answer.utf8.dropFirst(), as: UTF8.self)
            return switch answer.utf8.first {
            case UInt8(ascii: "="): .present(Seen(text: rest))
            case UInt8(ascii: "-"): .absent
            default: .failed(rest)
            }
        }
    }

    /// The user whose crontab did not come.
    package static func suspects(_ facts: [Crontab], after output: [UInt8]) -> [Crontab] {
        let answered = output.count { $0 == 0 }
        return answered < facts.count ? [facts[answered]] : facts
    }

    /// `-u` is for root alone, so that one's own is asked for without it.
    private static let function = #"""
        LC_ALL=C
        export LC_ALL
        command -v crontab >/dev/null || { echo none; exit; }
        me=$(id -un)
        list() {
            if [ "$1" = "$me" ]; then crontab -l
            else crontab -u "$1" -l; fi
        }
        look() {
            if text=$(list "$1" 2>/dev/null && printf x); then
                printf '=%s\000' "${text%x}"
                return
            fi
            why=$(list "$1" 2>&1 >/dev/null)
            case $why in
            (*'no crontab for '*|*"can't open '$1': No such file or directory"*) printf -- '-\000' ;;
            (*) printf '!%s\000' "${why:-crontab -l says no more than that it did not work}" ;;
            esac
        }
        """#
}
