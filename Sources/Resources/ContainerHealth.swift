package import Diagnostics
package import Model
internal import YAML

/// How an engine finds out whether what runs in a container is well.
package struct ContainerHealth: FieldValue {
    package static var typeName: String { "a check: command, interval, timeout, start_period, retries" }
    package static var jsonSchema: JSON {
        [
            "type": "object", "additionalProperties": false,
            "properties": [
                "command": String.jsonSchema, "interval": Duration.jsonSchema, "timeout": Duration.jsonSchema,
                "start_period": Duration.jsonSchema, "retries": Int.jsonSchema,
            ],
        ]
    }

    private static let keys = ["command", "interval", "timeout", "start_period", "retries"]

    /// Words of `--health-…` options, without the dashes.
    let parts: [String: String]

    package init(_ given: Given) throws(Problems) {
        guard let entries = given.node.mapping else { throw given.mistyped(Self.typeName) }
        var parts: [String: String] = [:]
        for entry in entries {
            let name = entry.key.string ?? ""
            let part = Given(field: name, node: entry.value, context: given.context)
            switch name {
            case "command": parts["cmd"] = try String(part)
            case "interval": parts["interval"] = try Duration(part).inSeconds
            case "timeout": parts["timeout"] = try Duration(part).inSeconds
            case "start_period": parts["start-period"] = try Duration(part).inSeconds
            case "retries": parts["retries"] = try Int(part).rendered
            default:
                let near = name.closest(of: Self.keys)
                let diagnostic = Diagnostic(
                    "unknown-field", "a check has no field '\(name)'", at: entry.key.span)
                throw Problems([
                    near.map(diagnostic.suggesting)
                        ?? diagnostic.helping("its fields are \(Self.keys.joined(separator: ", "))")
                ])
            }
        }
        guard parts["cmd"]?.isEmpty == false else {
            throw given.problem(
                "health-command", "a check says with a command how it is made",
                help: "give 'command', which a shell in the container runs")
        }
        self.parts = parts
    }

    package var rendered: String { parts.assignments.joined(separator: ", ") }

    var options: [String] { parts.assignments.map { "--health-" + $0 } }
}

extension Duration {
    /// As engines take it.
    var inSeconds: String {
        let (seconds, attoseconds) = components
        return attoseconds == 0 ? "\(seconds)s" : "\(seconds * 1000 + attoseconds / 1_000_000_000_000_000)ms"
    }
}
