import Console
import Diagnostics
import Model
import Resources

/// What `reconcile docs` does: prints the reference.
struct DocsCommand: Command {
    static let verb = Verb.docs
    /// The page of the keys that any entry may have.
    private static let common = "common"

    private let name: String?
    private let reporter: Reporter

    init(_ arguments: Arguments, _ reporter: Reporter) {
        name = arguments.operands.first
        self.reporter = reporter
    }

    func run() throws -> ExitStatus {
        let catalog = Catalog.standard
        let renderer = PageRenderer(reporter.style(of: .output))
        guard let name else {
            reporter.print(
                reporter.usesJSON ? try JSONText.document(TypesDocument(catalog)) : renderer.list(catalog))
            return .done
        }
        if name == Self.common, !reporter.usesJSON {
            reporter.print(renderer.text(ReferencePage.commonKeys))
            return .done
        }
        guard let type = catalog.type(named: name) else {
            let problem = Diagnostic("unknown-type", "no type is named '\(name)'")
            if let near = name.closest(of: catalog.keys) { throw problem.guessing(near) }
            throw problem.helping("'reconcile docs' lists the types")
        }
        reporter.print(
            reporter.usesJSON
                ? try JSONText.document(TypeDocument(type)) : renderer.text(ReferencePage.page(type)))
        return .done
    }
}
