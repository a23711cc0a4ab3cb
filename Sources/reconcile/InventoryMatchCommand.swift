import Console
import Inventory

/// What `reconcile inventory match PATTERN` does.
struct InventoryMatchCommand: Command {
    static let verb = Verb.inventoryMatch

    private let access: ProjectAccess

    init(_ arguments: Arguments, _ reporter: Reporter) { access = ProjectAccess(arguments, reporter) }

    func run() throws -> ExitStatus {
        let names = try access.hosts(matching: access.arguments.operands[0], of: try access.inventory()).map(\.name)
        access.reporter.print(
            access.reporter.usesJSON
                ? try JSONText.document(["hosts": names]) : names.map { $0 + "\n" }.joined())
        return .done
    }
}
