internal import Shell

/// A group.
package struct GroupState: Fact {
    package struct Seen: Sendable, Hashable {
        package var gid: Int
        /// The users it lists; those who have it as their primary group need not be among them.
        package var members: Set<String>

        package init(gid: Int, members: Set<String> = []) {
            self.gid = gid
            self.members = members
        }
    }

    package static let kind = "group"
    package static let summary = "a group and its number"
    package static let cost = Cost.cheap

    package var name: String

    package init(_ name: String) { self.name = name }
}

extension GroupState {
    /// The groups' lines of `group(5)`, or all of them where there is no `getent`.
    package static func script(_ facts: [GroupState]) -> String {
        let names = facts.map(\.name).filter(isAccountName).shellWords
        return """
            if command -v getent >/dev/null; then
                getent group -- \(names)
                case $? in
                (0|2) ;;
                (*) echo '!getent group ended with an error' ;;
                esac
            else cat /etc/group || echo '!/etc/group cannot be read'; fi
            """
    }

    package static func read(_ output: [UInt8], status: Int32, for facts: [GroupState]) -> [Observation<Seen>] {
        guard status == 0 else { return facts.map { _ in .unanswered(status) } }
        var reader = AnswerReader(output)
        var groups: [String: GroupLine] = [:]
        while let line = reader.line() {
            if line.hasPrefix("!") { return facts.map { _ in .failed(String(line.dropFirst())) } }
            if let group = GroupLine(line) { groups[group.name] = groups[group.name] ?? group }
        }
        return facts.map { fact in
            guard isAccountName(fact.name) else { return .failed("'\(fact.name)' is no name of a group") }
            guard let group = groups[fact.name] else { return .absent }
            return .present(Seen(gid: group.gid, members: group.members))
        }
    }
}
