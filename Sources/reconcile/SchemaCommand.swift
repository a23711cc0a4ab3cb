import Console
import Diagnostics
import Manifests
import Model
import Resources

/// What `reconcile schema` does: tells editors what a manifest may say.
struct SchemaCommand: Command {
    static let verb = Verb.schema

    private let kind: String
    private let reporter: Reporter

    init(_ arguments: Arguments, _ reporter: Reporter) {
        kind = arguments.operands.first ?? "manifest"
        self.reporter = reporter
    }

    func run() throws -> ExitStatus {
        guard let schema = EditorSchema(rawValue: kind) else {
            throw Diagnostic("wrong-value", "there is no schema of '\(kind)'")
                .helping("it is one of \(EditorSchema.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        reporter.print(schema.json(.standard).text + "\n")
        return .done
    }
}
