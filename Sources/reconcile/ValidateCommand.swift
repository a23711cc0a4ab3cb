import Console
import Diagnostics
import Manifests
import Resources

/// `reconcile validate`: all that is wrong with a project, as far as that shows without its hosts.
struct ValidateCommand: Command {
    static let verb = Verb.validate

    private let access: ProjectAccess
    private let reporter: Reporter
    private let format: ProblemFormat

    init(_ arguments: Arguments, _ reporter: Reporter) {
        let given = arguments.value(.format).flatMap(ProblemFormat.init)
        format = given ?? (reporter.usesJSON ? .json : .human)
        // What keeps it from looking at all has no form but these two.
        self.reporter = Reporter(usesJSON: format == .json, isStream: false, noColor: arguments.has(.noColor))
        access = ProjectAccess(arguments, self.reporter)
    }

    func run() throws -> ExitStatus {
        let found = try findings().map { access.arguments.has(.strict) ? $0.strict : $0 }
        let errors = found.count { $0.severity == .error }
        let warnings = found.count { $0.severity == .warning }
        if format == .human {
            reporter.warn(found)
            reporter.print(
                errors == 0 && warnings == 0
                    ? "The project is sound.\n" : "\(count(errors, "error")), \(count(warnings, "warning")).\n")
        } else {
            reporter.print(
                try format.text(of: found, sources: Reporter.sources(of: found), version: Main.version))
        }
        return errors == 0 ? .done : .error
    }

    /// All problems, or those in the files that were named.
    private func findings() throws -> [Diagnostic] {
        var selection = try access.selection()
        selection.manifests = []
        let validation = Validation(
            folder: access.folder, inventory: access.arguments.values(.inventory), catalog: .standard,
            selection: selection, vault: try access.keyring())
        let check = ConnectionCheck(
            choices: ConnectionChoices(access.arguments), extra: selection.extraVars)
        let connections = validation.inventory.map(check.problems) ?? []
        return try validation.narrow(validation.problems(adding: connections), to: access.arguments.operands)
    }

    private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension Diagnostic {
    /// This diagnostic, as an error if it is a warning.
    fileprivate var strict: Diagnostic {
        var copy = self
        if severity == .warning { copy.severity = .error }
        return copy
    }
}
