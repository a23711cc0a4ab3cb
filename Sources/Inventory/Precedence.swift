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
        let places = variableFolders.filter { !$0.isProject } + variableFolders.filter { $0.isProject }
        var layers = ranked(groupTable["all"]?.layers, .init(.inventoryAll))
        layers += groups.flatMap { ranked($0.layers, .init(.inventoryGroup, of: $0)) }
        for (place, folder) in places.enumerated() {
            layers += ranked(folder.groups["all"], .init(.fileAll, place: place, isProject: folder.isProject))
        }
        for (place, folder) in places.enumerated() {
            for group in groups {
                let rank = LayerRank(.fileGroup, of: group, place: place, isProject: folder.isProject)
                layers += ranked(folder.groups[group.name], rank)
            }
        }
        let own = host.isImplicit ? [Self.implicitLocalhost(host)] : host.layers
        layers += ranked(own, .init(.inventoryHost))
        for (place, folder) in places.enumerated() {
            layers += ranked(folder.hosts[host.name], .init(.fileHost, place: place, isProject: folder.isProject))
        }
        return layers
    }

    private func ranked(_ layers: [VariableLayer]?, _ rank: LayerRank) -> [VariableLayer] {
        (layers ?? []).map { $0.ranked(rank) }
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
