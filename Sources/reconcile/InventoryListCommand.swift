import Console
import Inventory

/// What `reconcile inventory list` does.
struct InventoryListCommand: Command {
    static let verb = Verb.inventoryList

    private let access: ProjectAccess

    init(_ arguments: Arguments, _ reporter: Reporter) { access = ProjectAccess(arguments, reporter) }

    func run() throws -> ExitStatus {
        access.reporter.print(try access.inventory().listJSON(showsSecrets: access.arguments.has(.showSecrets)) + "\n")
        return .done
    }
}
