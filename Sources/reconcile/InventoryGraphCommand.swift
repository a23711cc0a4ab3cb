import Console
import Diagnostics
import Inventory

/// What `reconcile inventory graph [GROUP]` does; as in Ansible, `--limit` does not count.
struct InventoryGraphCommand: Command {
    static let verb = Verb.inventoryGraph

    private let access: ProjectAccess

    init(_ arguments: Arguments, _ reporter: Reporter) { access = ProjectAccess(arguments, reporter) }

    func run() throws -> ExitStatus {
        let inventory = try access.inventory()
        let group = access.arguments.operands.first ?? "all"
        let graph = inventory.graph(
            of: group, showingVariables: access.arguments.has(.showVariables),
            showsSecrets: access.arguments.has(.showSecrets))
        guard let graph else {
            throw Diagnostic("unknown-group", "no group is named '\(group)'")
                .guessing(group.closest(of: inventory.groups.map(\.name)))
        }
        access.reporter.print(graph + "\n")
        return .done
    }
}
