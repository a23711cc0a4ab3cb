/// Turns diagnostics into text for a terminal: the only place that does.
package struct DiagnosticRenderer: Sendable {
    package var sources: [String: Source]
    package var useColor: Bool

    package init(sources: [Source] = [], useColor: Bool = false) {
        self.sources = Dictionary(sources.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.useColor = useColor
    }

    package func render(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map(render).joined(separator: "\n")
    }

    package func render(_ diagnostic: Diagnostic) -> String {
        var text = "\(location(diagnostic.span))\(severity(diagnostic.severity)): \(diagnostic.message)"
        if diagnostic.severity != .note { text += " [\(diagnostic.code)]" }
        text += "\n"
        if let span = diagnostic.span { text += excerpt(span) }
        for fixIt in diagnostic.fixIts { text += "  = help: \(fixIt.message)\n" }
        if let help = diagnostic.help { text += "  = help: \(help)\n" }
        for note in diagnostic.notes { text += render(note) }
        return text
    }

    private func location(_ span: Span?) -> String {
        guard let span else { return "" }
        return "\(span.file):\(span.start.line):\(span.start.column): "
    }

    private func severity(_ severity: Diagnostic.Severity) -> String {
        guard useColor else { return severity.rawValue }
        let color =
            switch severity {
            case .error: "31"
            case .warning: "33"
            case .note: "36"
            }
        return "\u{1B}[1;\(color)m\(severity.rawValue)\u{1B}[0m"
    }

    private func excerpt(_ span: Span) -> String {
        guard let line = sources[span.file]?.line(span.start.line) else { return "" }
        let number = "\(span.start.line)"
        let margin = String(repeating: " ", count: number.count)
        let width = span.end.line == span.start.line ? max(1, span.end.column - span.start.column) : 1
        let caret = String(repeating: " ", count: span.start.column - 1) + String(repeating: "^", count: width)
        return "  \(number) | \(line)\n  \(margin) | \(caret)\n"
    }
}
