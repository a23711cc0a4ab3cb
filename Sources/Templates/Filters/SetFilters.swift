internal import Diagnostics

/// Filters that treat lists as sets; the order of the first list stays.
enum SetFilters {
    static let all: [Filter] = [
        Filter("union", ["other"], taint: .parts) { call throws(Diagnostic) in
            .list(unique(try call.items() + other(call)))
        },
        Filter("intersect", ["other"], taint: .parts) { call throws(Diagnostic) in
            let other = try other(call)
            return .list(unique(try call.items()).filter { other.contains($0) })
        },
        Filter("difference", ["other"], taint: .parts) { call throws(Diagnostic) in
            let other = try other(call)
            return .list(unique(try call.items()).filter { !other.contains($0) })
        },
        Filter("symmetric_difference", ["other"], taint: .parts) { call throws(Diagnostic) in
            let (mine, other) = (unique(try call.items()), unique(try other(call)))
            return .list(mine.filter { !other.contains($0) } + other.filter { !mine.contains($0) })
        },
    ]

    private static func other(_ call: FilterCall) throws(Diagnostic) -> [Value] {
        try call.items(of: call["other"] ?? .null)
    }

    private static func unique(_ items: [Value]) -> [Value] {
        var seen = ValueSet()
        return items.filter { seen.insert($0) }
    }
}
