internal import Diagnostics

/// Filters on maps.
enum MapFilters {
    static let all: [Filter] = [
        Filter("items", taint: .parts) { call throws(Diagnostic) in
            .list(try call.map().map { .tuple([$0.key, $0.value]) })
        },
        Filter("dictsort", ["case_sensitive?", "by?", "reverse?"], taint: .parts, body: sorted),
        Filter("dict2items", ["key_name?", "value_name?"], taint: .parts) { call throws(Diagnostic) in
            let key = call.arguments.text("key_name", default: "key")
            let value = call.arguments.text("value_name", default: "value")
            let isSecret = ["key_name", "value_name"].contains { call[$0]?.holdsSecret == true }
            return .list(
                try call.map().map { .map([(key, $0.key), (value, $0.value)].asMap).tainted(isSecret) })
        },
        Filter("items2dict", ["key_name?", "value_name?"], taint: .parts) { call throws(Diagnostic) in
            let key = Value.string(call.arguments.text("key_name", default: "key"))
            let value = Value.string(call.arguments.text("value_name", default: "value"))
            var map = ValueMap()
            for item in try call.items() {
                guard map.set(try call.defined(at: key, of: item), to: try call.defined(at: value, of: item)) else {
                    throw call.problem("cannot use a list or a map as a key")
                }
            }
            return .map(map)
        },
        Filter("combine", ["*", "recursive?", "list_merge?"], taint: .parts, body: combined),
    ]

    private static func sorted(_ call: FilterCall) throws(Diagnostic) -> Value {
        let order = call.arguments.text("by", default: "key")
        guard ["key", "value"].contains(order) else {
            throw call.problem("orders by 'key' or 'value', not by '\(order)'")
        }
        let byValue = order == "value"
        let isCaseSensitive = call.arguments.flag("case_sensitive")
        var problem: Diagnostic?
        func key(_ entry: ValueMap.Entry) -> Value {
            let value = byValue ? entry.value : entry.key
            return isCaseSensitive ? value : value.string.map { .string($0.lowercased()) } ?? value
        }
        let wanted: Value.Order = call.arguments.flag("reverse") ? .descending : .ascending
        let entries = try call.map().enumerated().sorted { lhs, rhs in
            guard let order = key(lhs.element).order(to: key(rhs.element)) else {
                problem = call.disorder(key(lhs.element), key(rhs.element))
                return false
            }
            return order == .same || order == .unordered ? lhs.offset < rhs.offset : order == wanted
        }
        if let problem { throw problem }
        return .list(entries.map { .tuple([$0.element.key, $0.element.value]) })
    }

    private static func combined(_ call: FilterCall) throws(Diagnostic) -> Value {
        let merge = try MapMerge(call)
        var result: Value?
        for value in ([call.input] + call.arguments.rest).flatMap({ $0.list == nil ? [$0] : $0.items ?? [] }) {
            guard let map = value.map else { throw call.takes("maps", not: value) }
            let merged = result?.map.map { merge.merged($0, map) } ?? map
            result = Value.map(merged).tainted(value.isSensitive || result?.isSensitive == true)
        }
        return result ?? .map([:])
    }
}

extension [(String, Value)] {
    fileprivate var asMap: ValueMap { ValueMap(self) }
}
