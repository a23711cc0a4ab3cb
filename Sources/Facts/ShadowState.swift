internal import Shell

/// What `shadow(5)` holds of a user: its password's hash, and until when the account is good.
///
/// Absent where it has no line for the user. Only root may look.
package struct ShadowState: Fact {
    package struct Seen: Sendable, Hashable {
        /// The hash, behind a `!` where it is locked, or what stands in its place: to be shown to nobody.
        package var password: String
        /// The day from which on the account is closed, counted from 1970-01-01; nil where there is none.
        package var expiry: Int?

        package init(password: String, expiry: Int? = nil) {
            self.password = password
            self.expiry = expiry
        }
    }

    package static let kind = "shadow"
    package static let summary = "what shadow(5) holds of a user, by its digest where it is secret"
    package static let cost = Cost.cheap

    package var name: String

    package init(_ name: String) { self.name = name }
}

extension ShadowState {
    /// The users' lines of the file alone, read by the shell itself; a line that begins with `!` says why there are none.
    package static func script(_ facts: [ShadowState]) -> String {
        let names = facts.map(\.name).filter(isAccountName).shellWords
        return function + "\nshadows \(names)"
    }

    package static func read(_ output: [UInt8], status: Int32, for facts: [ShadowState]) -> [Observation<Seen>] {
        guard status == 0 else { return facts.map { _ in .unanswered(status) } }
        var reader = AnswerReader(output)
        var users: [String: Seen] = [:]
        while let line = reader.line() {
            if line.hasPrefix("!") { return facts.map { _ in .failed(String(line.dropFirst())) } }
            let fields = fields(line)
            guard fields.count > 1 else { continue }
            let expiry = fields.count > 7 ? Int(fields[7]).flatMap { $0 < 0 ? nil : $0 } : nil
            users[fields[0]] = Seen(password: fields[1], expiry: expiry)
        }
        return facts.map { fact in
            guard isAccountName(fact.name) else { return .failed("'\(fact.name)' is no name of an account") }
            return users[fact.name].map { .present($0) } ?? .absent
        }
    }

    private static let function = #"""
        shadows() {
            if ! [ -e /etc/shadow ]; then echo '!there is no /etc/shadow'
            elif ! [ -r /etc/shadow ]; then echo '!/etc/shadow: permission denied'
            else
                while IFS=: read -r user rest; do
                    for name in "$@"; do
                        [ "$name" != "$user" ] || printf '%s:%s\n' "$user" "$rest"
                    done
                done </etc/shadow
            fi
        }
        """#
}
