internal import Diagnostics

/// Filters that take any value.
enum GeneralFilters {
    static let all: [Filter] =
        [
            Filter("mandatory", ["msg?"], taint: .own, takesUndefined: true) { call throws(Diagnostic) in
                guard case .undefined(var problem) = call.input.payload else { return call.input }
                if let message = call["msg"]?.string { problem.message = message }
                throw problem
            },
            Filter("ternary", ["true_val", "false_val", "none_val?"], taint: .own) { call throws(Diagnostic) in
                if case .null = call.input.payload, let value = call["none_val"], value != .null { return value }
                return (call.input.isTrue ? call["true_val"] : call["false_val"]) ?? .null
            },
            Filter("attr", ["name"], taint: .parts) { call throws(Diagnostic) in
                // What lies under a key is no attribute to Python.
                let name = call.arguments.text("name")
                let value = call.input.map == nil ? try call.evaluator.attribute(name, of: call.input) : nil
                return value ?? Value(.undefined(call.problem("finds no attribute '\(name)'")))
            },
            Filter("type_debug") { call throws(Diagnostic) in .string(call.input.pythonTypeName) },
            defaulting, defaulting.named("d"),
        ]
        + [
            ListFilters.all.first { $0.name == "length" }?.named("count")
        ].compactMap { $0 }

    private static let defaulting = Filter(
        "default", ["default_value?", "boolean?"], taint: .own, takesUndefined: true
    ) { call throws(Diagnostic) in
        if let flag = call["boolean"] {
            guard case .bool = flag.payload else {
                throw Diagnostic(
                    "wrong-type", "the second argument of '\(call.name)' is true or false, not \(flag.typeName)",
                    at: call.span)
            }
        }
        let isWanted = call.input.isUndefined || call.arguments.flag("boolean") && !call.input.isTrue
        return isWanted ? call["default_value"] ?? .string("") : call.input
    }
}

extension Value {
    /// What Python's `type()` calls it.
    var pythonTypeName: String {
        switch payload {
        case .null: "NoneType"
        case .bool: "bool"
        case .int, .big: "int"
        case .float: "float"
        case .string: isMarkup ? "Markup" : "str"
        case .list: isTuple ? "tuple" : "list"
        case .map: "dict"
        case .object, .undefined: "object"
        }
    }
}
