package import Diagnostics

/// A group of hosts, with what inventory files say about it.
package struct HostGroup: Sendable, Hashable {
    /// A child group and where it was made one; nil for `all`'s children that nobody wrote down.
    struct Child: Sendable, Hashable {
        var name: String
        var span: Span?
    }

    package var name: String
    package var span: Span?
    /// The hosts named in the group itself, in order.
    package internal(set) var ownHosts: [String] = []
    /// The length of the longest way down from `all`.
    package internal(set) var depth = 0
    /// `ansible_group_priority`: decides between groups of one depth.
    package internal(set) var priority = 1
    var children: [Child] = []
    var parents: [String] = []
    /// The variables that inventory files give it, first to last.
    var layers: [VariableLayer] = []

    /// The names of the groups directly below, in order.
    package var childNames: [String] { children.map { $0.name } }
}
