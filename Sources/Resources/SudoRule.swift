package import Diagnostics
package import Model
internal import YAML

/// What one user or group may run as whom: a rule of `sudoers(5)`.
package struct SudoRule: FieldValue {
    package static var typeName: String { "a rule: user or group, run_as, commands, nopasswd" }
    package static var jsonSchema: JSON {
        [
            "type": "object", "additionalProperties": false,
            "properties": [
                "user": String.jsonSchema, "group": String.jsonSchema, "run_as": String.jsonSchema,
                "commands": [String].jsonSchema, "nopasswd": Bool.jsonSchema,
            ],
        ]
    }

    private static let keys = ["user", "group", "run_as", "commands", "nopasswd"]

    let user: String?
    let group: String?
    let runAs: String
    let commands: [String]
    let nopasswd: Bool

    package init(_ given: Given) throws(Problems) {
        guard let entries = given.node.mapping else { throw given.mistyped(Self.typeName) }
        for entry in entries where !Self.keys.contains(entry.key.string ?? "") {
            let near = entry.key.string?.closest(of: Self.keys)
            let diagnostic = Diagnostic(
                "unknown-field", "a rule has no field '\(entry.key.string ?? "")'", at: entry.key.span)
            throw Problems([
                near.map(diagnostic.suggesting)
                    ?? diagnostic.helping("its fields are \(Self.keys.joined(separator: ", "))")
            ])
        }
        func part(_ name: String) -> Given? {
            given.node[name].map { Given(field: name, node: $0, context: given.context) }
        }
        user = try part("user").map { part throws(Problems) in try String(part) }
        group = try part("group").map { part throws(Problems) in try String(part) }
        runAs = try part("run_as").map { part throws(Problems) in try String(part) } ?? "root"
        commands = try part("commands").map { part throws(Problems) in try [String](part) } ?? []
        nopasswd = try part("nopasswd").map { part throws(Problems) in try Bool(part) } ?? false
        if let problem { throw given.problem("sudo-rule", problem.0, help: problem.1) }
    }

    package var rendered: String { line }

    /// The rule as `sudoers(5)` writes it, for all hosts.
    var line: String {
        let who = user ?? "%" + (group ?? "")
        return
            "\(who) ALL=(\(runAs)) \(nopasswd ? "NOPASSWD: " : "")\(commands.map(Self.escaped).joined(separator: ", "))"
    }

    private var problem: (String, String)? {
        guard (user == nil) != (group == nil) else {
            return ("a rule is for a user or for a group", "give one of the two")
        }
        for (name, word) in [("user", user), ("group", group), ("run_as", runAs)] {
            if word == "ALL", name != "group" { continue }
            if !AccountName.problems(withReference: word, in: name).isEmpty || word?.isEmpty == true {
                return ("'\(word ?? "")' is no name of an account", "write the account's name in '\(name)'")
            }
        }
        guard !commands.isEmpty else { return ("a rule says what may be run", "give 'commands', or commands: [ALL]") }
        for command in commands where command != "ALL" && !command.hasPrefix("/") {
            return ("'\(command)' is no command that sudo could know", "write its whole path, or ALL")
        }
        for command in commands
        where command.unicodeScalars.contains(where: {
            $0.properties.generalCategory == .control || $0 == "#" || $0 == "\""
        }) {
            return ("'\(command)' holds what a rule cannot hold", "give the file's text with 'content'")
        }
        return nil
    }

    /// Commas, colons and equals signs part rules, unless a backslash stands before them.
    private static func escaped(_ command: String) -> String {
        var text = ""
        var isEscaped = false
        for scalar in command.unicodeScalars {
            if ",:=".unicodeScalars.contains(scalar), !isEscaped { text.unicodeScalars.append("\\") }
            text.unicodeScalars.append(scalar)
            isEscaped = scalar == "\\" && !isEscaped
        }
        return text
    }
}
