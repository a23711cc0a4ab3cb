import Console
import Diagnostics
import Inventory
import YAML

/// Whether the variables that say how hosts are reached can mean what they say; no host is reached.
struct ConnectionCheck {
    let choices: ConnectionChoices
    /// The mappings of `-e`.
    let extra: [Node]

    func problems(of inventory: Inventory) -> [Diagnostic] {
        inventory.hosts.flatMap { problems(of: $0, in: inventory) }
    }

    /// Goes on without each variable that is wrong, to find the next one.
    private func problems(of host: Host, in inventory: Inventory) -> [Diagnostic] {
        let values = HostValues(of: host, in: inventory, extra: extra)
        var found: [Diagnostic] = []
        var passedOver: Set<String> = []
        while true {
            var last: String?
            do {
                _ = try choices.settings(for: host.name, place: values.scope.span) { name in
                    guard !passedOver.contains(name) else { return nil }
                    last = name
                    return try values.text(of: name)
                }
                return found
            } catch {
                found += Reporter.diagnostics(of: error).filter { $0.code != HostValues.unknownFacts }
            }
            guard let last else { return found }
            passedOver.insert(last)
        }
    }
}
