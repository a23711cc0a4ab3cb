internal import Diagnostics
internal import Inventory
internal import YAML

extension Project {
    /// Everything that the inventory and the files beside it set, by its name; what many hosts have is there once.
    var inventoryVariables: [String: [Node]] {
        var seen: Set<Span> = []
        var result: [String: [Node]] = [:]
        for host in inventory.hosts {
            for layer in inventory.layers(for: host) {
                for (name, value) in layer.variables where seen.insert(value.span).inserted {
                    result[name, default: []].append(value)
                }
            }
        }
        return result
    }

    /// Variables of the inventory whose templates cannot be read: nothing is wrong before something uses one.
    func unreadableVariables(_ variables: [String: [Node]]) -> [Diagnostic] {
        variables.values.joined().flatMap(\.templateProblems).map { problem in
            var copy = problem
            copy.severity = .warning
            return copy
        }
    }
}
