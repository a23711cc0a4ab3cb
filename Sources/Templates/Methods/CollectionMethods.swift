internal import Diagnostics
internal import Digests

/// The methods of Python's `list` that leave it as it is.
enum ListMethods {
    static let all: [Method] = [
        Method("index", ["item", "start?", "stop?"]) { value, arguments throws(Diagnostic) in
            let items = value.list ?? []
            let range = try arguments.range(in: items.count)
            guard let place = items[range].firstIndex(of: arguments["item"] ?? .null) else {
                throw Diagnostic("not-found", "the list does not hold that item", at: arguments.span)
            }
            return .int(place)
        },
        Method("count", ["item"]) { value, arguments throws(Diagnostic) in
            .int((value.list ?? []).count { $0 == arguments["item"] })
        },
        Method("copy", keepsParts: true) { value, _ throws(Diagnostic) in value },
    ]
}

/// The methods of Python's `dict` that leave it as it is.
enum MapMethods {
    static let all: [Method] = [
        Method("items", keepsParts: true) { value, _ throws(Diagnostic) in
            .list((value.map ?? [:]).map { .tuple([$0.key, $0.value]) })
        },
        Method("keys", keepsParts: true) { value, _ throws(Diagnostic) in .list(value.map?.keys ?? []) },
        Method("values", keepsParts: true) { value, _ throws(Diagnostic) in .list(value.map?.values ?? []) },
        Method("get", ["key", "default?"], keepsParts: true) { value, arguments throws(Diagnostic) in
            let key = arguments["key"] ?? .null
            guard MapKey(key) != nil else {
                throw Diagnostic("wrong-key", "\(key.typeName) cannot be a key", at: arguments.span)
            }
            return value.map?.value(of: key) ?? arguments["default"] ?? .null
        },
        Method("copy", keepsParts: true) { value, _ throws(Diagnostic) in value },
    ]
}

/// The methods of Python's numbers.
enum NumberMethods {
    static let all: [Method] = [
        Method("is_integer") { value, _ throws(Diagnostic) in
            .bool(value.isWhole || value.number.map { $0 == $0.rounded() && $0.isFinite } ?? false)
        },
        Method("bit_length") { value, _ throws(Diagnostic) in
            .int(value.integer?.bitCount ?? 0)
        },
    ]
}
