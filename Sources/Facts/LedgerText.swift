internal import Shell

/// This project's ledger on the node, as text, and the folder that it is kept in.
package struct LedgerText: Fact {
    package struct Seen: Sendable, Hashable {
        /// Absolute: below `/var/lib` where the shell is root's, else in the user's own state folder.
        package var folder: String
        /// Nil where there is no ledger yet.
        package var text: String?

        package init(folder: String, text: String?) {
            self.folder = folder
            self.text = text
        }
    }

    package static let kind = "ledger"
    package static let cost = Cost.cheap

    package var project: String

    package init(project: String) { self.project = project }
}

extension LedgerText {
    package static func script(_ facts: [LedgerText]) -> String {
        let calls = facts.map { "ledger \($0.project.shellQuoted)" }
        return ([functions] + calls).joined(separator: "\n")
    }

    /// For each: the folder, then `=` and the text, `-` for none, or `!` and why it cannot be read; each ended by NUL.
    package static func read(_ output: [UInt8], status: Int32, for facts: [LedgerText]) -> [Observation<Seen>] {
        var reader = AnswerReader(output)
        return facts.map { _ in
            guard let folder = reader.record(), let answer = reader.record() else { return .unanswered(status) }
            let rest = String(decoding: answer.utf8.dropFirst(), as: UTF8.self)
            return switch answer.utf8.first {
            case UInt8(ascii: "="): .present(Seen(folder: folder, text: rest))
            case UInt8(ascii: "-"): .present(Seen(folder: folder, text: nil))
            default: .failed(rest)
            }
        }
    }

    private static let functions =
        effectiveUser + #"""

            ledger() {
                if [ "$euid" = 0 ]; then folder=/var/lib/reconcile/$1
                else folder=${XDG_STATE_HOME:-${HOME-}/.local/state}/reconcile/$1; fi
                printf '%s\000' "$folder"
                case $folder in
                (/.local/*) printf '!%s\000' 'HOME is not set'; return ;;
                esac
                if text=$(LC_ALL=C cat "$folder/ledger" 2>&1 && printf x); then
                    printf '=%s\000' "${text%x}"
                else
                    case $text in
                    (*': No such file or directory') printf -- '-\000' ;;
                    (*) printf '!%s\000' "$text" ;;
                    esac
                fi
            }
            """#
}

/// Sets `euid` to the effective user's id, without a fork where there is `/proc`.
let effectiveUser = #"""
    euid=
    if [ -r /proc/self/status ]; then
        while read -r key _ value _; do
            case $key in
            (Uid:) euid=$value; break ;;
            esac
        done </proc/self/status
    fi
    [ -n "$euid" ] || euid=$(id -u)
    """#
