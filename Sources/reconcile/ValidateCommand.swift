import Console
import Diagnostics
import Manifests
import Resources

/// `reconcile validate`: all that is wrong with a project, as far as that shows without its hosts.
struct ValidateCommand: Command {
    static let verb = Verb.validate

    private let access: ProjectAccess
    private let reporter: Reporter

    init(_ arguments: Arguments, _ reporter: Reporter) {
        let usesJSON = reporter.usesJSON || arguments.value(.format) == "json"
        self.reporter = Reporter(usesJSON: usesJSON, isStream: false, noColor: arguments.has(.noColor))
        access = ProjectAccess(arguments, self.reporter)
    }

    func run() throws -> ExitStatus {
        let found = Project.validate(
            folder: access.folder, inventory: access.arguments.values(.inventory), catalog: .standard,
            selection: try access.selection(), vault: try access.keyring())
        let errors = found.count { $0.severity == .error }
        let warnings = found.count { $0.severity == .warning }
        if reporter.usesJSON || !found.isEmpty { reporter.report(found) }
        if !reporter.usesJSON {
            reporter.print(
                errors == 0 && warnings == 0
                    ? "The project is sound.\n" : "\(count(errors, "error")), \(count(warnings, "warning")).\n")
        }
        return errors == 0 ? .done : .error
    }

    private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
