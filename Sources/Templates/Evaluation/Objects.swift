internal import Diagnostics

/// What `namespace()` made: a name for values that the evaluator holds, since they change.
struct Namespace: TemplateObject {
    let index: Int

    var typeName: String { "a namespace" }
}

/// The function `namespace`, which the evaluator itself carries out.
struct NamespaceFunction: TemplateObject {
    var typeName: String { "the function 'namespace'" }
}

/// `loop` inside a loop.
struct Loop: TemplateObject {
    let items: [Value]
    let index: Int

    var typeName: String { "'loop'" }
    var keys: [String] {
        [
            "index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem",
            "nextitem", "cycle",
        ]
    }

    func value(of key: String) throws(Diagnostic) -> Value? {
        switch key {
        case "index": return .int(index + 1)
        case "index0": return .int(index)
        case "revindex": return .int(items.count - index)
        case "revindex0": return .int(items.count - index - 1)
        case "first": return .bool(index == 0)
        case "last": return .bool(index == items.count - 1)
        case "length": return .int(items.count)
        // Jinja2 counts only loops that call themselves.
        case "depth": return .int(1)
        case "depth0": return .int(0)
        case "previtem": return index > 0 ? items[index - 1] : nil
        case "nextitem": return index + 1 < items.count ? items[index + 1] : nil
        case "cycle":
            let index = index
            return .object(
                Function("cycle") { arguments throws(Diagnostic) in
                    guard !arguments.positional.isEmpty else {
                        throw Diagnostic("wrong-arguments", "'cycle' needs values to go through", at: arguments.span)
                    }
                    return arguments.positional[index % arguments.positional.count]
                })
        default: return nil
        }
    }
}
