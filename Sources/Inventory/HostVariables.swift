import Diagnostics
import Templates

/// `hostvars`: the variables of every host, by the hosts' names.
struct HostTable: TemplateObject {
    let scope: HostScope
    let names: [String]

    var typeName: String { "hostvars" }
    var keys: [String] { names }

    func value(of key: String) throws(Diagnostic) -> Value? {
        scope.neighbour(key).map { .object(HostVariables(scope: $0)) }
    }
}

/// The variables of one host: `vars`, and what `hostvars` holds.
struct HostVariables: TemplateObject {
    let scope: HostScope

    var typeName: String { "the variables of host '\(scope.host.name)'" }
    var keys: [String] { scope.names }

    func value(of key: String) throws(Diagnostic) -> Value? { try scope.value(of: key) }
}
