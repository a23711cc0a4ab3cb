import Console

/// What `reconcile version` does.
struct VersionCommand: Command {
    static let verb = Verb.version

    private let reporter: Reporter

    init(_ arguments: Arguments, _ reporter: Reporter) { self.reporter = reporter }

    func run() throws -> ExitStatus {
        reporter.print(
            reporter.usesJSON ? try JSONText.document(["version": Main.version]) : "reconcile \(Main.version)\n")
        return .done
    }
}
