internal import Shell

/// A command of the manifest that looks whether something is so: `unless`, `onlyif`.
package struct CommandSucceeds: Fact {
    package struct Seen: Sendable, Hashable {
        package var status: Int32

        package init(status: Int32) { self.status = status }

        package var isSuccess: Bool { status == 0 }
    }

    package static let kind = "command"
    package static let summary = "whether a command that the entry gives succeeds"
    package static let cost = Cost.command

    /// Text for a POSIX shell.
    package var script: String
    /// Who runs it, where that is not the shell's own user.
    package var user: String?
    /// Where it runs; where not given, wherever the shell is.
    package var directory: String?
    /// Whether a secret is in the text.
    package var isSecret: Bool

    package init(_ script: String, user: String? = nil, directory: String? = nil, isSecret: Bool = false) {
        self.script = script
        self.isSecret = isSecret
        self.user = user
        self.directory = directory
    }
}

extension CommandSucceeds {
    /// The text is not part of any command line, where others could see it, and a mistake in its syntax is its own.
    package static func script(_ facts: [CommandSucceeds]) -> String {
        ([functions] + facts.map(\.call)).joined(separator: "\n")
    }

    package var secrets: [String] { isSecret ? [script.shellQuoted] : [] }

    private var call: String {
        let place = (directory ?? "").shellQuoted
        let look = user.map { "reconcile_look_as \($0.shellQuoted) \(place)" } ?? "reconcile_look_here \(place)"
        return "reconcile_text=\(script.shellQuoted)\n\(look)"
    }

    /// For each a line: its status, or `!` and why it was not run.
    package static func read(_ output: [UInt8], status: Int32, for facts: [CommandSucceeds]) -> [Observation<Seen>] {
        var reader = AnswerReader(output)
        return facts.map { _ in
            guard let line = reader.line() else { return .unanswered(status) }
            if let status = Int32(line) { return .present(Seen(status: status)) }
            return .failed(String(line.drop { $0 == "!" }))
        }
    }

    /// The command that was running.
    package static func suspects(_ facts: [CommandSucceeds], after output: [UInt8]) -> [CommandSucceeds] {
        let answered = output.count { $0 == UInt8(ascii: "\n") }
        return answered < facts.count ? [facts[answered]] : facts
    }

    /// The names are such as no program has, since the text sees the functions.
    private static let functions = #"""
        reconcile_can_enter() {
            [ -z "$1" ] || [ -d "$1" ] || {
                echo '!the directory to run it in is not there'
                return 1
            }
        }
        reconcile_look_here() {
            reconcile_can_enter "$1" || return 0
            (
                [ -z "$1" ] || cd "$1" || exit 126
                eval "$reconcile_text"
            ) </dev/null >/dev/null 2>&1
            echo $?
        }
        reconcile_look_as() {
            reconcile_can_enter "$2" || return 0
            id -u -- "$1" >/dev/null 2>&1 || {
                echo '!the user to run it as is not there'
                return 0
            }
            if [ "$1" = "$(id -un)" ]; then
                reconcile_look_here "$2"
                return
            fi
            [ "$(id -u)" = 0 ] || {
                echo '!only root runs it as another user'
                return 0
            }
            if command -v runuser >/dev/null; then set -- "$2" runuser -u "$1" -- sh -c
            else set -- "$2" su -s /bin/sh "$1" -c; fi
            printf '%s' "$reconcile_text" | (
                [ -z "$1" ] || cd "$1" || exit 126
                shift
                # shellcheck disable=SC2016 # the other shell expands it
                "$@" 'text=$(cat; echo x) && exec </dev/null && eval "${text%x}"'
            ) >/dev/null 2>&1
            echo $?
        }
        """#
}
