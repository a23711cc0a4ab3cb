internal import Diagnostics

/// Filters on lists that order, cut and join them.
enum ListFilters {
    static let all: [Filter] =
        [
            Filter("first", taint: .parts) { call throws(Diagnostic) in try end(call) { $0.first } },
            Filter("last", taint: .parts) { call throws(Diagnostic) in try end(call) { $0.last } },
            Filter("list", taint: .parts) { call throws(Diagnostic) in .list(try call.items()) },
            Filter("length") { call throws(Diagnostic) in
                guard let items = call.input.items else { throw call.takes("a list, a map or text") }
                return .int(items.count)
            },
            Filter("reverse", taint: .parts) { call throws(Diagnostic) in
                if call.input.string != nil { return .string(String(scalars: call.input.scalars.reversed())) }
                return .list(try call.items().reversed())
            },
            Filter("sort", ["reverse?", "case_sensitive?", "attribute?"], taint: .parts) { call throws(Diagnostic) in
                let keyed = try keyed(call)
                let sorted = try stableSorted(keyed, isReversed: call.arguments.flag("reverse"), call)
                return .list(sorted.map { $0.item })
            },
            Filter("unique", ["case_sensitive?", "attribute?"], taint: .parts) { call throws(Diagnostic) in
                var seen = ValueSet()
                let items = try keyed(call)
                // Ansible compares to the letter where there are items that Python cannot hash.
                let areHashable = items.allSatisfy { $0.keys.allSatisfy { MapKey($0) != nil } }
                let isExact = !areHashable && call["attribute"] == nil && call["case_sensitive"] == nil
                return .list(items.filter { seen.insert(isExact ? $0.item : .list($0.keys)) }.map { $0.item })
            },
            Filter("min", ["case_sensitive?", "attribute?"], taint: .parts) { call throws(Diagnostic) in
                try extreme(call, .ascending)
            },
            Filter("max", ["case_sensitive?", "attribute?"], taint: .parts) { call throws(Diagnostic) in
                try extreme(call, .descending)
            },
            Filter("flatten", ["levels?", "skip_nulls?"], taint: .parts) { call throws(Diagnostic) in
                .list(
                    flattened(
                        try call.items(), levels: try call.arguments.int("levels") ?? .max,
                        skipsNulls: call.arguments.flag("skip_nulls", default: true)))
            },
            Filter("zip", ["*"], taint: .parts) { call throws(Diagnostic) in
                let lists = [call.input] + call.arguments.rest
                let columns = try lists.map { list throws(Diagnostic) in try call.items(of: list) }
                let count = columns.map(\.count).min() ?? 0
                return .list((0..<count).map { row in .tuple(columns.map { $0[row] }) })
            },
            Filter("zip_longest", ["*", "fillvalue?"], taint: .parts) { call throws(Diagnostic) in
                let lists = [call.input] + call.arguments.rest
                let columns = try lists.map { list throws(Diagnostic) in try call.items(of: list) }
                let fill = call["fillvalue"] ?? .null
                let count = columns.map(\.count).max() ?? 0
                return .list(
                    (0..<count).map { row in .tuple(columns.map { $0.indices.contains(row) ? $0[row] : fill }) })
            },
            Filter("batch", ["linecount", "fill_with?"], taint: .parts, body: batches),
            Filter("slice", ["slices", "fill_with?"], taint: .parts, body: slices),
            Filter("groupby", ["attribute", "default?", "case_sensitive?"], taint: .parts, body: groups),
        ]

    private static func end(_ call: FilterCall, _ pick: ([Value]) -> Value?) throws(Diagnostic) -> Value {
        let items = try call.items()
        return pick(items)
            ?? Value(
                .undefined(
                    call.problem("has nothing to take from an empty \(call.input.string == nil ? "list" : "text")")))
    }

    /// An item with what it is ordered by.
    private struct Keyed {
        var item: Value
        var keys: [Value]
    }

    private static func keyed(_ call: FilterCall) throws(Diagnostic) -> [Keyed] {
        let isCaseSensitive = call.arguments.flag("case_sensitive")
        let paths: [Value]? = call["attribute"].flatMap { attribute in
            if case .null = attribute.payload { return nil }
            guard let text = attribute.string else { return [attribute] }
            return text.splitScalars(by: ",").map { .string($0) }
        }
        return try call.items().map { item throws(Diagnostic) in
            let values = try paths?.map { path throws(Diagnostic) in try call.defined(at: path, of: item) } ?? [item]
            return Keyed(item: item, keys: values.map { isCaseSensitive ? $0 : $0.caseFolded })
        }
    }

    private static func stableSorted(
        _ items: [Keyed], isReversed: Bool, byFirst: Bool = false, _ call: FilterCall
    ) throws(Diagnostic) -> [Keyed] {
        var problem: Diagnostic?
        let wanted: Value.Order = isReversed ? .descending : .ascending
        let sorted = items.enumerated().sorted { lhs, rhs in
            for (left, right) in zip(lhs.element.keys, rhs.element.keys).prefix(byFirst ? 1 : .max) where left != right
            {
                guard let order = left.order(to: right) else {
                    problem = call.disorder(left, right)
                    return lhs.offset < rhs.offset
                }
                if order != .same, order != .unordered { return order == wanted }
            }
            return lhs.offset < rhs.offset
        }
        if let problem { throw problem }
        return sorted.map(\.element)
    }

    private static func extreme(_ call: FilterCall, _ wanted: Value.Order) throws(Diagnostic) -> Value {
        let items = try keyed(call)
        guard var best = items.first else {
            return Value(.undefined(call.problem("has nothing to take from an empty list")))
        }
        for item in items.dropFirst() {
            guard let key = item.keys.first, let other = best.keys.first, let order = key.order(to: other) else {
                throw call.disorder(item.item, best.item)
            }
            if order == wanted { best = item }
        }
        return best.item
    }

    private static func flattened(_ items: [Value], levels: Int, skipsNulls: Bool) -> [Value] {
        items.flatMap { item -> [Value] in
            if skipsNulls, [.null, .string("None"), .string("null")].contains(item) { return [] }
            guard levels > 0, item.list != nil, let inner = item.items else { return [item] }
            return flattened(inner, levels: levels - 1, skipsNulls: skipsNulls)
        }
    }

    private static func batches(_ call: FilterCall) throws(Diagnostic) -> Value {
        let items = try call.items()
        let size = try call.arguments.int("linecount", default: 1)
        guard size > 0, size <= Arithmetic.longest else { throw call.problem("needs a positive number of items") }
        var batches = stride(from: 0, to: items.count, by: size).map { Array(items[$0..<min($0 + size, items.count)]) }
        if let fill = call["fill_with"], fill != .null, let last = batches.popLast() {
            batches.append(last + Array(repeating: fill, count: size - last.count))
        }
        return .list(batches.map { .list($0) })
    }

    private static func slices(_ call: FilterCall) throws(Diagnostic) -> Value {
        let items = try call.items()
        let count = try call.arguments.int("slices", default: 1)
        guard count > 0, count <= Arithmetic.longest else { throw call.problem("needs a positive number of slices") }
        let (size, longer) = items.count.quotientAndRemainder(dividingBy: count)
        var start = 0
        return .list(
            (0..<count).map { index in
                let end = start + size + (index < longer ? 1 : 0)
                defer { start = end }
                let fill = call["fill_with"].flatMap { $0 != .null && index >= longer ? [$0] : nil } ?? []
                return .list(Array(items[start..<end]) + fill)
            })
    }

    private static func groups(_ call: FilterCall) throws(Diagnostic) -> Value {
        let isCaseSensitive = call.arguments.flag("case_sensitive")
        let path = call["attribute"] ?? .null
        let items = try call.items().map { item throws(Diagnostic) in
            var value = try call.attribute(at: path, of: item)
            if value.isUndefined, let standard = call["default"] { value = standard }
            value = try value.defined()
            return Keyed(item: item, keys: [isCaseSensitive ? value : value.caseFolded, value])
        }
        let sorted = try stableSorted(items, isReversed: false, byFirst: true, call)
        var groups: [(key: Value, items: [Value])] = []
        for (place, keyed) in sorted.enumerated() {
            if place > 0, sorted[place - 1].keys[0] == keyed.keys[0] {
                groups[groups.count - 1].items.append(keyed.item)
            } else {
                // A group is known by what stands in the first of its items, in the case that it has there.
                groups.append((keyed.keys[1], [keyed.item]))
            }
        }
        return .list(groups.map { .tuple([$0.key, .list($0.items)]) })
    }
}

extension Value {
    /// Text in lower case for comparisons that do not mind case; anything else as it is.
    fileprivate var caseFolded: Value { string.map { .string($0.lowercased()).tainted(isSensitive) } ?? self }
}

/// Values each of which is in it once; those that can be keys are found by hashing.
struct ValueSet {
    private var keys: Set<MapKey> = []
    private var others: [Value] = []

    /// Whether the value was not yet in it.
    mutating func insert(_ value: Value) -> Bool {
        if let single = value.list, single.count == 1, let key = MapKey(single[0]) { return keys.insert(key).inserted }
        if let key = MapKey(value) { return keys.insert(key).inserted }
        guard !others.contains(value) else { return false }
        others.append(value)
        return true
    }
}
