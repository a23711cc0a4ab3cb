internal import Diagnostics

/// How `combine` and its like put one map over another.
struct MapMerge {
    private let isRecursive: Bool
    private let lists: ListMerge

    /// Reads the arguments `recursive` and `list_merge`.
    init(_ call: FilterCall) throws(Diagnostic) {
        let name = call.arguments.text("list_merge", default: "replace")
        guard let lists = ListMerge(rawValue: name) else {
            throw call.problem("knows no list_merge '\(name)'")
                .helping("it knows " + ListMerge.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self.lists = lists
        isRecursive = call.arguments.flag("recursive")
    }

    func merged(_ low: ValueMap, _ high: ValueMap) -> ValueMap {
        var result = low
        for entry in high {
            let old = low.value(of: entry.key)
            var value = entry.value
            if isRecursive, let before = old?.map, let after = value.map {
                value.payload = .map(merged(before, after))
                value.isSensitive = value.isSensitive || old?.isSensitive == true
            } else if let before = old?.list, let after = value.list {
                value.payload = .list(lists.merged(before, after))
                value.isSensitive = value.isSensitive || old?.isSensitive == true
            }
            result.set(entry.key, to: value)
        }
        return result
    }
}

/// What becomes of two lists under one key.
private enum ListMerge: String, CaseIterable {
    case replace, keep, append, prepend
    case appendNew = "append_rp"
    case prependNew = "prepend_rp"

    func merged(_ low: [Value], _ high: [Value]) -> [Value] {
        switch self {
        case .replace: high
        case .keep: low
        case .append: low + high
        case .prepend: high + low
        case .appendNew: low.filter { !high.contains($0) } + high
        case .prependNew: high + low.filter { !high.contains($0) }
        }
    }
}
