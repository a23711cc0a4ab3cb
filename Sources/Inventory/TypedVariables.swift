package import Diagnostics
import Templates

extension HostScope {
    /// A variable as text, such as `ansible_host`; nil if there is none, or it is null.
    ///
    /// A number is taken as it prints. Throws what rendering throws, and an error at its place if it is a list or a map.
    package func text(_ name: String) throws(Diagnostic) -> String? {
        try variable(name, as: "text") { value in
            switch value.payload {
            case .string, .int, .big, .float, .bool: value.text
            default: nil
            }
        }
    }

    /// A variable as a whole number, such as `ansible_port`; nil if there is none.
    ///
    /// Text that is a number will do.
    package func number(_ name: String) throws(Diagnostic) -> Int? {
        try variable(name, as: "a whole number") { value in
            switch value.payload {
            case .int(let number): number
            case .string(let text): Int(text)
            default: nil
            }
        }
    }

    /// A variable as a truth, such as `ansible_become`; nil if there is none.
    ///
    /// Ansible's words for it will do.
    package func truth(_ name: String) throws(Diagnostic) -> Bool? {
        try variable(name, as: "true or false") { value in
            switch value.payload {
            case .bool(let truth): truth
            case .int(1), .float(1): true
            case .int(0), .float(0): false
            case .string(let text): Self.truths[text.lowercased()]
            default: nil
            }
        }
    }

    /// The words of Ansible's `boolean()`.
    private static let truths = [
        "y": true, "yes": true, "on": true, "1": true, "true": true, "t": true, "1.0": true, "n": false, "no": false,
        "off": false, "0": false, "false": false, "f": false, "0.0": false,
    ]

    private func variable<T>(
        _ name: String, as kind: String, _ convert: (Value) -> T?
    ) throws(Diagnostic) -> T? {
        guard let value = try value(of: name) else { return nil }
        if case .null = value.payload { return nil }
        if let converted = convert(value) { return converted }
        let found = value.holdsSecret || value.string == nil ? value.typeName : "'\(value.text)'"
        throw Diagnostic(
            "wrong-type", "variable '\(name)' of host '\(host.name)' has to be \(kind), not \(found)",
            at: span(of: name))
    }
}
