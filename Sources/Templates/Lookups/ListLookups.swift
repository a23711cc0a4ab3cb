internal import Diagnostics

/// Lookups that only put lists together in another way.
enum ListLookups {
    static let all: [Lookup] = [
        Lookup("items") { call throws(Diagnostic) in flattened(call.terms) },
        Lookup("list") { call throws(Diagnostic) in call.terms },
        Lookup("dict") { call throws(Diagnostic) in
            try call.terms.collected { term throws(Diagnostic) in
                guard let map = term.map else { throw call.problem("takes maps, not \(term.typeName)") }
                return map.map { entry in
                    Value.map(["key": entry.key, "value": entry.value]).tainted(term.isSensitive)
                }
            }
        },
        Lookup("indexed_items") { call throws(Diagnostic) in
            flattened(call.terms).enumerated().map { .list([.int($0.offset), $0.element]) }
        },
        Lookup("together") { call throws(Diagnostic) in
            let columns = try lists(call)
            return (0..<(columns.map(\.count).max() ?? 0)).map { row in
                .list(flattened(columns.map { $0.indices.contains(row) ? $0[row] : .null }))
            }
        },
        Lookup("nested") { call throws(Diagnostic) in
            var rows: [[Value]] = [[]]
            for list in try lists(call) {
                guard rows.count * max(1, list.count) <= 1_000_000 else { throw call.problem("would give too much") }
                rows = rows.flatMap { row in list.map { row + [$0] } }
            }
            return rows.map { .list(flattened($0)) }
        },
        Lookup("subelements") { call throws(Diagnostic) in try subelements(call) },
    ]

    /// What is in lists among the values stands beside the others.
    private static func flattened(_ values: [Value]) -> [Value] {
        values.flatMap { value in value.list == nil ? [value] : value.items ?? [] }
    }

    private static func lists(_ call: LookupCall) throws(Diagnostic) -> [[Value]] {
        guard !call.terms.isEmpty else { throw call.problem("needs a list") }
        return call.terms.map { $0.list == nil ? [$0] : $0.items ?? [] }
    }

    /// Each record with each item of one of its lists, which it goes without then.
    private static func subelements(_ call: LookupCall) throws(Diagnostic) -> [Value] {
        guard (2...3).contains(call.terms.count), let path = call.terms[1].string,
            let records = call.terms[0].map?.values ?? call.terms[0].list
        else { throw call.problem("takes a list or a map, and the name of what is in each") }
        let skipsMissing = call.terms.count > 2 && call.terms[2].map?["skip_missing"]?.isTrue == true
        return try records.collected { record throws(Diagnostic) -> [Value] in
            guard let map = record.map else { throw call.problem("takes maps, not \(record.typeName)") }
            guard let (items, rest) = split(map, path.splitScalars(by: ".")) else {
                if skipsMissing { return [] }
                throw call.problem("finds no list '\(path)' in an item").helping("or give it {'skip_missing': true}")
            }
            return items.map { .list([Value.map(rest).tainted(record.isSensitive), $0]) }
        }
    }

    private static func split(_ map: ValueMap, _ path: [String]) -> (items: [Value], rest: ValueMap)? {
        guard let name = path.first, let part = map[name] else { return nil }
        var rest = map
        if path.count == 1 {
            rest[name] = nil
            return part.list == nil ? nil : (part.items ?? [], rest)
        }
        guard let inner = part.map, let found = split(inner, Array(path.dropFirst())) else { return nil }
        rest[name] = .map(found.rest)
        return (found.items, rest)
    }
}
