internal import Digests
internal import Model
internal import Shell
internal import YAML

/// How a file writes structured data.
package enum DataFormat: String, CaseIterable, FieldValue {
    case json, yaml, toml, ini, env

    /// The data as text that ends in a line break.
    ///
    /// - Throws: Why the format cannot hold the data.
    func text(of data: Node) throws(DataProblem) -> String {
        let value = try JSON(data)
        return switch self {
        case .json: value.text + "\n"
        case .yaml: YAMLText.document(value)
        case .toml: try TOMLText.document(value)
        case .ini: try INIText.document(value)
        case .env: try EnvironmentText.document(value)
        }
    }
}

/// Why data cannot be written in a format.
struct DataProblem: Error {
    let message: String

    init(_ message: String) { self.message = message }
}

extension JSON {
    /// What YAML means, resolved as Ansible does.
    fileprivate init(_ node: Node) throws(DataProblem) {
        switch node.value {
        case .sequence(let nodes):
            var items: [JSON] = []
            for node in nodes { items.append(try JSON(node)) }
            self = .array(items)
        case .mapping(let entries):
            var members: [Member] = []
            for entry in entries {
                guard let name = entry.key.string else { throw DataProblem("its keys must be text") }
                members.append(Member(name, try JSON(entry.value)))
            }
            self = .object(members)
        case .scalar(let text, _):
            switch node.scalar {
            case .null: self = .null
            case .bool(let value): self = .bool(value)
            case .int(let value): self = .number(value.description)
            case .big(let value): self = .number(value.description)
            case .float(let value):
                guard value.isFinite else { throw DataProblem("'\(text)' is no number that it can write") }
                self = .number(value.description)
            case .string, nil: self = .string(text)
            }
        }
    }
}

/// Lines of `NAME=value`, quoted so that a shell, systemd's `EnvironmentFile` and dotenv read the same.
private enum EnvironmentText {
    static func document(_ value: JSON) throws(DataProblem) -> String {
        guard case .object(let members) = value else { throw DataProblem("env holds a mapping of names to values") }
        var lines = ""
        for member in members { lines += try line(member) + "\n" }
        return lines
    }

    private static func line(_ member: JSON.Member) throws(DataProblem) -> String {
        let name = member.name
        guard name.isShellVariable else {
            throw DataProblem("'\(name)' is no name of a variable: letters, digits and '_' are")
        }
        switch member.value {
        case .string(let text): return "\(name)=\(quoted(text))"
        case .number(let text): return "\(name)=\(text)"
        case .bool(let value): return "\(name)=\(value)"
        case .null: return "\(name)="
        case .array, .object: throw DataProblem("'\(name)' holds a list or a mapping, which env cannot write")
        }
    }

    private static func quoted(_ text: String) -> String {
        let plain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "_./:@%+,=-".utf8.contains(byte)
            }
        }
        if plain { return text }
        // By scalars: as a Character, a quote with a combining mark behind it is no quote, but to a shell it is one.
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\", "$", "`": "\\\(scalar)"
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
