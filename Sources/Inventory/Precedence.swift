import Diagnostics
package import YAML

extension Inventory {
    /// The variables of a host, lowest precedence first, in the order of Ansible's `VARIABLE_PRECEDENCE`.
    ///
    /// Inventory vars of `all`, then of its other groups; `group_vars/all`, then `group_vars` of its other groups,
    /// in each case beside the inventories before beside the project; inventory vars of the host; `host_vars`.
    /// So any file in `group_vars` beats what inventory files say about any group. Groups count by depth,
    /// then `ansible_group_priority`, then name.
    package func layers(for host: Host) -> [VariableLayer] {
        let groups = host.groups.compactMap { groupTable[$0] }
        let byPlace = [variableFolders.filter { !$0.isProject }, variableFolders.filter { $0.isProject }].joined()
        var layers = groupTable["all"]?.layers ?? []
        layers += groups.flatMap { $0.layers }
        layers += byPlace.flatMap { $0.groups["all"] ?? [] }
        layers += byPlace.flatMap { folder in groups.flatMap { folder.groups[$0.name] ?? [] } }
        layers += host.isImplicit ? [Self.implicitLocalhost(host)] : host.layers
        layers += byPlace.flatMap { $0.hosts[host.name] ?? [] }
        return layers
    }

    /// What is known of the machine itself where no inventory says it.
    private static func implicitLocalhost(_ host: Host) -> VariableLayer {
        let start = Position(line: 1, column: 1)
        let place = Span(file: "localhost", start: start, end: start)
        return VariableLayer(
            rule: "implicit \(host.name)", file: place.file,
            variables: ["ansible_connection": Node(.scalar("local", isQuoted: true), at: place)])
    }
}

extension [VariableLayer] {
    /// The value of each variable in the highest layer that has it.
    package var winners: [String: Node] {
        reduce(into: [:]) { result, layer in result.merge(layer.variables) { _, higher in higher } }
    }
}
