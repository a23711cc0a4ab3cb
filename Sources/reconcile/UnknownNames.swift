import Diagnostics
import Inventory

extension Diagnostic {
    /// This diagnostic, asking whether a name that is much like the unknown one was meant.
    func guessing(_ name: String?) -> Self { name.map { helping("did you mean '\($0)'?") } ?? self }
}

extension Inventory {
    /// The host that the operator names.
    /// - Throws: a `Diagnostic` where there is none.
    func host(called name: String) throws -> Host {
        guard let host = host(named: name) else {
            throw Diagnostic("unknown-host", "no host is named '\(name)'")
                .guessing(name.closest(of: hosts.map(\.name)))
        }
        return host
    }
}
