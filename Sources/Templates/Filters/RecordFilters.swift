internal import Diagnostics

/// Filters on lists of maps, and on maps of them.
enum RecordFilters {
    static let all: [Filter] = [
        Filter("extract", ["container", "morekeys?"], taint: .own, body: extracted),
        Filter("subelements", ["subelements", "skip_missing?"], taint: .parts, body: subelements),
        Filter("rekey_on_member", ["key", "duplicates?"], taint: .parts, body: rekeyed),
        Filter("lists_mergeby", ["*", "recursive?", "list_merge?"], taint: .parts, body: merged),
    ]

    private static func extracted(_ call: FilterCall) throws(Diagnostic) -> Value {
        var value = call["container"] ?? .null
        let more = call["morekeys"].flatMap { $0 == .null ? nil : $0 }
        for key in [call.input] + (more.map { $0.list ?? [$0] } ?? []) {
            guard let part = try call.evaluator.item(key, of: value) else {
                let shown = key.holdsSecret ? "such key" : key.representation
                return Value(.undefined(call.problem("finds no \(shown) in \(value.typeName)")))
            }
            value = part.tainted(value.isSensitive || key.isSensitive)
        }
        return value
    }

    /// The maps that the input is a list of, or has as its values.
    private static func records(_ call: FilterCall) throws(Diagnostic) -> [Value] {
        if let map = call.input.map { return map.values.map { $0.tainted(call.input.isSensitive) } }
        guard call.input.list != nil else { throw call.takes("a list of maps or a map of them") }
        return try call.items()
    }

    private static func subelements(_ call: FilterCall) throws(Diagnostic) -> Value {
        let wanted = call["subelements"] ?? .null
        let path = wanted.list ?? wanted.text.splitScalars(by: ".").map { .string($0) }
        var pairs: [Value] = []
        for record in try records(call) {
            var part: Value? = record
            for key in path {
                guard let map = part?.map else { throw call.takes("maps", not: part) }
                part = map.value(of: key)
                guard part == nil else { continue }
                guard call.arguments.flag("skip_missing") else {
                    throw call.problem("finds no '\(key.text)' in an item").helping("or write skip_missing=true")
                }
                break
            }
            guard let part else { continue }
            guard let items = part.list else { throw call.takes("a list under '\(wanted.text)'", not: part) }
            pairs += items.map { .tuple([record, $0.tainted(part.isSensitive)]) }
        }
        return .list(pairs)
    }

    private static func rekeyed(_ call: FilterCall) throws(Diagnostic) -> Value {
        let key = call["key"] ?? .null
        let duplicates = call.arguments.text("duplicates", default: "error")
        guard ["error", "overwrite"].contains(duplicates) else {
            throw call.problem("knows no duplicates '\(duplicates)'").helping("it knows error, overwrite")
        }
        var result = ValueMap()
        for record in try records(call) {
            guard let map = record.map else { throw call.takes("maps", not: record) }
            guard let name = map.value(of: key) else { throw call.problem("finds no '\(key.text)' in an item") }
            guard result.value(of: name) == nil || duplicates == "overwrite" else {
                let shown = name.holdsSecret ? "a value" : name.representation
                throw call.problem("finds \(shown) twice").helping("or write duplicates='overwrite'")
            }
            guard result.set(name, to: record) else { throw call.problem("cannot use a list or a map as a key") }
        }
        return .map(result)
    }

    /// `lists_mergeby` of the collection community.general: maps of several lists that agree in one key, combined.
    private static func merged(_ call: FilterCall) throws(Diagnostic) -> Value {
        guard let index = call.arguments.rest.last else { throw call.problem("needs the name of a key") }
        let merge = try MapMerge(call)
        var lists: [[Value]] = []
        for given in [call.input] + call.arguments.rest.dropLast() {
            let items = try call.items(of: given)
            if items.isEmpty { continue }
            let inner = items.compactMap(\.list)
            lists += inner.count == items.count ? inner : [items]
        }
        if lists.count < 2 { return .list(lists.first ?? []) }
        var result = ValueMap()
        for record in lists.joined() {
            guard let map = record.map else { throw call.takes("maps", not: record) }
            guard let name = map.value(of: index) else { continue }
            let old = result.value(of: name)?.map
            guard result.set(name, to: .map(old.map { merge.merged($0, map) } ?? map)) else {
                throw call.problem("cannot use a list or a map as a key")
            }
        }
        var isMixed = false
        let sorted = result.sorted { left, right in
            let order = left.key.order(to: right.key)
            isMixed = isMixed || order == nil
            return order == .ascending
        }
        guard !isMixed else { throw call.problem("cannot order what stands under '\(index.text)'") }
        return .list(sorted.map(\.value))
    }
}
