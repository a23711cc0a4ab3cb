internal import Diagnostics

/// `lookup('env', 'HOME')`.
enum EnvironmentLookup {
    static let all = [
        Lookup("env", ["*", "default?"]) { call throws(Diagnostic) in
            let environment = try call.machine().environment
            return try call.terms.map { term throws(Diagnostic) in
                let name = try call.text(term).words().first ?? ""
                return environment[name].map { Value.string($0).tainted(SecretWords.areIn(name: name)) }
                    ?? call.options["default"] ?? .string("")
            }
        }
    ]
}
