package import Diagnostics
internal import Model

/// The forms in which `validate` tells what it found.
package enum ProblemFormat: String, Sendable, CaseIterable {
    /// Text for a terminal.
    case human
    /// The document that every verb prints with `--json`.
    case json
    /// OASIS SARIF 2.1.0, which code scanners and editors read.
    case sarif
    /// Commands of GitHub Actions, which become remarks at the lines of a change.
    case github
    /// JUnit's XML, which every build server shows.
    case junit

    /// What goes to standard output for problems, in order; the sources are the files that they point into.
    package func text(of found: [Diagnostic], sources: [Source], version: String) throws -> String {
        switch self {
        case .human: DiagnosticRenderer(sources: sources).render(found)
        case .json: try JSONText.document(DiagnosticsDocument(found))
        case .sarif: SARIFDocument(found, version: version).json.text + "\n"
        case .github: found.map { GitHubAnnotation($0).text + "\n" }.joined()
        case .junit: JUnitDocument(found, renderer: DiagnosticRenderer(sources: sources)).text
        }
    }
}

extension Diagnostic {
    /// The message with its help and those notes that have no place of their own: for forms that know only one text.
    var wholeMessage: String {
        let more =
            fixIts.map { ["help: \($0.message)"] }.joined() + (help.map { ["help: \($0)"] } ?? [])
            + notes.filter { $0.span == nil }.map { "note: \($0.message)" }
        return ([message] + more).joined(separator: "\n")
    }
}
