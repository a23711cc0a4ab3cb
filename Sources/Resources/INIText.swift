internal import Model

/// Sections of `name = value`, as Python's `configparser` and most others read them.
///
/// What readers disagree about, such as quotes and comments behind a value, is not written.
enum INIText {
    static func document(_ value: JSON) throws(DataProblem) -> String {
        guard case .object(let members) = value else {
            throw DataProblem("ini holds a mapping of sections to mappings")
        }
        var (values, sections) = ("", "")
        for member in members {
            guard case .object(let inner) = member.value else {
                values += try line(member)
                continue
            }
            guard isText(member.name), !member.name.isEmpty, !member.name.unicodeScalars.contains("]") else {
                throw DataProblem("'\(member.name)' is no name of a section")
            }
            sections += "\n[\(member.name)]\n"
            for member in inner { sections += try line(member) }
        }
        let text = values + sections
        return text.hasPrefix("\n") ? String(text.dropFirst()) : text
    }

    private static func line(_ member: JSON.Member) throws(DataProblem) -> String {
        let name = member.name
        guard let first = name.unicodeScalars.first, isText(name), !"[#;".unicodeScalars.contains(first),
            !name.unicodeScalars.contains(where: { $0 == "=" || $0 == ":" })
        else { throw DataProblem("'\(name)' is no name of a value") }
        switch member.value {
        case .null: return "\(name) =\n"
        case .bool(let value): return "\(name) = \(value)\n"
        case .number(let text): return "\(name) = \(text)\n"
        case .string(let text):
            guard isText(text) else {
                throw DataProblem("'\(name)' holds line breaks, control characters, or blanks at its ends")
            }
            return text.isEmpty ? "\(name) =\n" : "\(name) = \(text)\n"
        case .array, .object: throw DataProblem("'\(name)' holds a list or a mapping, which ini cannot write there")
        }
    }

    /// Whether every reader gets it as it is written.
    private static func isText(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        return ![scalars.first, scalars.last].contains { $0?.properties.isWhitespace == true }
            && !scalars.contains { $0.properties.generalCategory == .control }
    }
}
