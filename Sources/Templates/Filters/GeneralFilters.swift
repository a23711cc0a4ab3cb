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
                if case .null = call.input.payload, let value = call["none_val"] { return value }
                return (call.input.isTrue ? call["true_val"] : call["false_val"]) ?? .null
            },
            Filter("attr", ["name"], taint: .parts) { call throws(Diagnostic) in
                try call.attribute(at: call["name"] ?? .null, of: call.input)
            },
            Filter("type_debug") { call throws(Diagnostic) in .string(pythonType(of: call.input)) },
            // Nothing is escaped here, so that everything is as safe as it is.
            Filter("safe") { call throws(Diagnostic) in .string(call.input.text) },
            defaulting, defaulting.named("d"),
        ]
        + [
            ListFilters.all.first { $0.name == "length" }?.named("count")
        ].compactMap { $0 }

    private static let defaulting = Filter(
        "default", ["default_value?", "boolean?"], taint: .own, takesUndefined: true
    ) { call throws(Diagnostic) in
        let isWanted = call.input.isUndefined || call.arguments.flag("boolean") && !call.input.isTrue
        return isWanted ? call["default_value"] ?? .string("") : call.input
    }

    private static func pythonType(of value: Value) -> String {
        switch value.payload {
        case .null: "NoneType"
        case .bool: "bool"
        case .int: "int"
        case .float: "float"
        case .string: "str"
        case .list: value.isTuple ? "tuple" : "list"
        case .map: "dict"
        case .object, .undefined: "object"
        }
    }
}
