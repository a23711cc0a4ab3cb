internal import Model

/// TOML 1.0: values first, then a table for each mapping, lists of mappings as arrays of tables.
enum TOMLText {
    static func document(_ value: JSON) throws(DataProblem) -> String {
        guard case .object(let members) = value else { throw DataProblem("toml holds a mapping") }
        let text = try table(members, path: "")
        return text.hasPrefix("\n") ? String(text.dropFirst()) : text
    }

    private static func table(_ members: [JSON.Member], path: String) throws(DataProblem) -> String {
        var (values, tables) = ("", "")
        for member in members {
            let name = key(member.name)
            let deeper = path.isEmpty ? name : "\(path).\(name)"
            if case .object(let inner) = member.value {
                tables += try headed("[\(deeper)]", inner, path: deeper)
            } else if let rows = rows(member.value) {
                for row in rows { tables += "\n[[\(deeper)]]\n" + (try table(row, path: deeper)) }
            } else {
                values += "\(name) = \(try inline(member.value, named: member.name))\n"
            }
        }
        return values + tables
    }

    /// A table; one that holds nothing but tables needs no heading of its own.
    private static func headed(
        _ heading: String, _ members: [JSON.Member], path: String
    ) throws(DataProblem) -> String {
        let text = try table(members, path: path)
        return text.hasPrefix("\n") ? text : "\n\(heading)\n\(text)"
    }

    /// The mappings of a list that holds nothing else.
    private static func rows(_ value: JSON) -> [[JSON.Member]]? {
        guard case .array(let items) = value, !items.isEmpty else { return nil }
        let rows = items.compactMap { item -> [JSON.Member]? in
            if case .object(let members) = item { members } else { nil }
        }
        return rows.count == items.count ? rows : nil
    }

    private static func inline(_ value: JSON, named name: String) throws(DataProblem) -> String {
        switch value {
        case .null: throw DataProblem("'\(name)' is null, which toml cannot write")
        case .bool(let value): return value.description
        case .number(let text): return text
        case .string(let text): return text.jsonQuoted
        case .array(let items):
            var texts: [String] = []
            for item in items { texts.append(try inline(item, named: name)) }
            return "[" + texts.joined(separator: ", ") + "]"
        case .object(let members):
            var texts: [String] = []
            for member in members {
                texts.append("\(key(member.name)) = \(try inline(member.value, named: member.name))")
            }
            return "{" + texts.joined(separator: ", ") + "}"
        }
    }

    private static func key(_ name: String) -> String { name.isBareName ? name : name.jsonQuoted }
}
