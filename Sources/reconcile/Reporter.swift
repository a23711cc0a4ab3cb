import Console
import Diagnostics
import FoundationEssentials
import Nodes
import Vault

/// Prints results on standard output and problems on standard error, in the form that was asked for.
struct Reporter: Sendable {
    let usesJSON: Bool
    /// Whether JSON is a stream of objects, one on each line, in which problems are one too.
    private let isStream: Bool
    private let noColor: Bool

    init(usesJSON: Bool, isStream: Bool, noColor: Bool) {
        self.usesJSON = usesJSON
        self.isStream = isStream
        self.noColor = noColor || !(ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    }

    /// Colours where a terminal shows them and they are wanted.
    func style(of stream: Stream) -> TextStyle {
        TextStyle(useColor: stream.isTerminal && !noColor && ProcessInfo.processInfo.environment["TERM"] != "dumb")
    }

    func print(_ text: String) { Stream.output.write(text) }

    /// A word to the operator beside the result.
    func note(_ text: String) { Stream.errors.write(style(of: .errors)("note: \(text.printable)", .dim) + "\n") }

    /// Whatever went wrong, in the form of diagnostics.
    func report(_ error: any Error) { report(Self.diagnostics(of: error)) }

    /// Problems; with `--json` they are the document on standard output.
    func report(_ diagnostics: [Diagnostic]) {
        guard usesJSON else { return warn(diagnostics) }
        // Encoding strings and numbers cannot go wrong; were it to, the text is still better than nothing.
        let document = DiagnosticsDocument(diagnostics)
        guard let text = try? isStream ? JSONText.line(document) : JSONText.document(document) else {
            return warn(diagnostics)
        }
        print(text)
    }

    /// Problems as text on standard error, whatever the form of the result.
    func warn(_ diagnostics: [Diagnostic]) {
        let renderer = DiagnosticRenderer(
            sources: Self.sources(of: diagnostics), useColor: style(of: .errors).useColor)
        Stream.errors.write(renderer.render(diagnostics))
    }

    static func diagnostics(of error: any Error) -> [Diagnostic] {
        switch error {
        case let problem as Diagnostic: return [problem]
        case let problems as Problems: return problems.all
        case let error as NodeError:
            let problem = Diagnostic(error.kind.rawValue, error.reason)
            return [error.help.map(problem.helping) ?? problem]
        default: return [Diagnostic("error", "\(error)")]
        }
    }

    /// The files that diagnostics point into, as far as they can be read.
    static func sources(of diagnostics: [Diagnostic]) -> [Source] {
        let all = diagnostics + diagnostics.flatMap(\.notes)
        return Set(all.compactMap { $0.span?.file }).compactMap { file in
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
            // What is wrong with the plain text of an encrypted file is at no line of the file as it is.
            let isAboutPlain = all.contains { $0.span?.file == file && !$0.code.hasPrefix("vault-") }
            if EncryptedText.isMarked(text.utf8), isAboutPlain { return nil }
            let secrets = all.filter { $0.code == Diagnostic.plainSecret }.compactMap(\.span)
            return Source(name: file, text: text).masking(secrets.filter { $0.file == file })
        }
    }
}
