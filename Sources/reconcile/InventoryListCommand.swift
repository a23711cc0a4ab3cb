import Console
import Inventory

/// What `reconcile inventory list` does.
struct InventoryListCommand: Command {
    static let verb = Verb.inventoryList

    private let access: ProjectAccess

    init(_ arguments: Arguments, _ reporter: Reporter) { access = ProjectAccess(arguments, reporter) }

    func run() throws -> ExitStatus {
        let inventory = try access.inventory()
        let limit =
            access.arguments.value(.limit) == nil
            ? nil : Set(try access.hosts(matching: "all", of: inventory).map(\.name))
        let showsSecrets = access.arguments.has(.showSecrets)
        access.reporter.print(inventory.listJSON(limitedTo: limit, showsSecrets: showsSecrets) + "\n")
        return .done
    }
}
