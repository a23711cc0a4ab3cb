package import Diagnostics

/// A machine of the inventory.
package struct Host: Sendable, Hashable {
    package var name: String
    /// Where it is first mentioned; nil for a `localhost` that no inventory mentions.
    package var span: Span?
    /// The groups it is in, directly or through their children, `all` left out, in order of precedence.
    package var groups: [String] = []
    /// Whether this is the machine reconcile runs on, named by a pattern but by no inventory.
    package var isImplicit = false
    /// The file that mentions it first, from the root on; nil where it is only in a list of hosts.
    package var source: String?
    /// What inventory files say beside the host's name, first to last.
    var layers: [VariableLayer] = []

    /// The names by which Ansible knows the machine that it runs on.
    static let localNames = ["127.0.0.1", "localhost", "::1"]

    /// The first label of the name, or all of it where it is an address.
    package var shortName: String {
        if HostAddress.isIPv4(name) || HostAddress.isIPv6(name) { return name }
        return String(name.prefix { $0 != "." })
    }
}
