internal import Diagnostics

/// Lookups of variables by a name that is only known when the template is rendered.
enum VariableLookups {
    static let all: [Lookup] = [
        Lookup("vars", ["*", "default?"]) { call throws(Diagnostic) in
            try call.terms.map { term throws(Diagnostic) in
                let name = try call.text(term)
                if let value = try call.evaluator.scope.value(of: name) { return value }
                if let standard = call.options["default"] { return standard }
                let problem = Diagnostic("undefined-variable", "variable '\(name)' is not defined", at: call.span)
                throw name.closest(of: call.evaluator.scope.names).map { problem.helping("did you mean '\($0)'?") }
                    ?? problem
            }
        },
        Lookup("varnames") { call throws(Diagnostic) in
            let names = call.evaluator.scope.names
            return try call.terms.collected { term throws(Diagnostic) in
                let pattern = try call.evaluator.regex(try call.text(term), [], at: call.span)
                return try names.collected { name throws(Diagnostic) in
                    try pattern.match(in: Array(name.utf8)) == nil ? [] : [Value.string(name)]
                }
            }
        },
        Lookup("inventory_hostnames") { call throws(Diagnostic) in
            guard let function = try call.evaluator.scope.value(of: "hosts") else {
                throw call.problem("finds no inventory here")
            }
            let pattern = try call.terms.map { term throws(Diagnostic) in try call.text(term) }.joined(separator: ":")
            let arguments = Arguments([.string(pattern)], at: call.span)
            return try call.evaluator.call(function, arguments, "'hosts'").list ?? []
        },
    ]
}
