import Console
import Nodes
import Shell

/// `reconcile exec PATTERN -- COMMAND`: runs words on hosts, side by side.
struct ExecCommand: Command {
    static let verb = Verb.exec
    /// How long the command may print nothing.
    private static let patience = Duration.seconds(3_600)

    private let access: ProjectAccess
    private let reporter: Reporter

    init(_ arguments: Arguments, _ reporter: Reporter) {
        access = ProjectAccess(arguments, reporter)
        self.reporter = reporter
    }

    func run() async throws -> ExitStatus {
        let questioning = try await Questioning(access, patterns: [access.arguments.operands[0]])
        let words = access.arguments.command
        let (answers, wasInterrupted) = await questioning.answers { node in try await Self.run(words, on: node) }
        if reporter.usesJSON {
            reporter.print(try JSONText.document(AnswersDocument(answers)))
        } else {
            reporter.print(ExecRenderer(style: reporter.style(of: .output)).render(answers))
        }
        return wasInterrupted ? .interrupted : ExitStatus(answers)
    }

    private static func run(_ words: [String], on node: any Node) async throws -> CommandResult {
        let section = Section("exec", "exec 2>&1\n" + words.shellWords, patience: patience)
        switch try await node.run(Request([section])).first {
        case .ended(let status, let output)?:
            return CommandResult(status: status, output: String(decoding: output, as: UTF8.self))
        case .silent(let patience, _)?:
            throw NodeError(.refused, "the command printed nothing in \(patience.components.seconds) s")
        case .skipped?, nil: throw NodeError(.refused, "the command was not run")
        }
    }
}
