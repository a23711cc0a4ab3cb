import Console

/// What one verb does; one file for each.
protocol Command: Sendable {
    static var verb: Verb { get }
    init(_ arguments: Arguments, _ reporter: Reporter)
    /// Does it, and says what became of it.
    /// - Throws: `Diagnostic`, `Problems` and whatever else kept it from being done.
    func run() async throws -> ExitStatus
}
