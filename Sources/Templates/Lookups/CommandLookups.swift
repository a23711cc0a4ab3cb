internal import Diagnostics

/// Lookups that run a command on this machine, where that is allowed.
enum CommandLookups {
    static let all: [Lookup] = [
        Lookup("pipe") { call throws(Diagnostic) in
            try outputs(call).map { Value.string($0.text.stripped(.end)).tainted($0.isSensitive) }
        },
        Lookup("lines") { call throws(Diagnostic) in
            try outputs(call).flatMap { output in
                output.text.pythonLines.map { Value.string($0).tainted(output.isSensitive) }
            }
        },
    ]

    private static func outputs(_ call: LookupCall) throws(Diagnostic) -> [Value] {
        let machine = try call.machine()
        return try call.terms.map { term throws(Diagnostic) in
            let command = term.text
            let name = term.holdsSecret ? "the command" : "'\(command)'"
            switch machine.commands {
            case .refused:
                throw Diagnostic(
                    "not-allowed",
                    "lookup '\(call.name)' runs a command on this machine, which the project does not allow",
                    at: call.span
                ).helping(
                    "allow it in reconcile.yaml, 'lookups: {commands: true}', or keep what it prints in a variable")
            case .unknown:
                throw Diagnostic(
                    Diagnostic.unknownValue, "what \(name) prints is not known before the run", at: call.span)
            case .run(let run):
                return Value.string(try run(command, name, call.span)).tainted(SecretWords.areIn(command: command))
            }
        }
    }
}
