import Console
import Inventory

/// What `reconcile inventory host HOST` does.
struct InventoryHostCommand: Command {
    static let verb = Verb.inventoryHost

    private let access: ProjectAccess

    init(_ arguments: Arguments, _ reporter: Reporter) { access = ProjectAccess(arguments, reporter) }

    func run() throws -> ExitStatus {
        let inventory = try access.inventory()
        let host = try inventory.host(called: access.arguments.operands[0])
        access.reporter.print(inventory.hostJSON(host, showsSecrets: access.arguments.has(.showSecrets)) + "\n")
        return .done
    }
}
