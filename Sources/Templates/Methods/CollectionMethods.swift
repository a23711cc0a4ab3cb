internal import Diagnostics

/// The methods of Python's `list` that leave it as it is.
enum ListMethods {
    static let all: [Method] = [
        Method("index", ["item"]) { value, arguments throws(Diagnostic) in
            guard let place = value.list?.firstIndex(of: arguments["item"] ?? .null) else {
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
            value.map?.value(of: arguments["key"] ?? .null) ?? arguments["default"] ?? .null
        },
        Method("copy", keepsParts: true) { value, _ throws(Diagnostic) in value },
    ]
}
