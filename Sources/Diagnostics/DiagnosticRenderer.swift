/// Turns diagnostics into text for a terminal: the only place that does.
package struct DiagnosticRenderer: Sendable {
    package var sources: [String: Source]
    package var useColor: Bool

    package init(sources: [Source] = [], useColor: Bool = false) {
        self.sources = Dictionary(sources.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.useColor = useColor
    }

    /// The text of all of them, by file, line and column.
    package func render(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.inOrder.map { render($0) }.joined(separator: "\n")
    }

    package func render(_ diagnostic: Diagnostic) -> String {
        var text = "\(location(diagnostic.span))\(severity(diagnostic.severity)): \(diagnostic.message.printable)"
        if diagnostic.severity != .note { text += " [\(diagnostic.code)]" }
        text += "\n"
        if let span = diagnostic.span { text += excerpt(span) }
        for fixIt in diagnostic.fixIts { text += "  = help: \(fixIt.message.printable)\n" }
        if let help = diagnostic.help { text += "  = help: \(help.printable)\n" }
        for note in diagnostic.notes {
            text += note.span == nil ? "  = note: \(note.message.printable)\n" : render(note)
        }
        return text
    }

    private func location(_ span: Span?) -> String {
        guard let span else { return "" }
        return "\(span.file.printable):\(span.start.line):\(span.start.column): "
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
        Excerpt(of: span, in: sources[span.file]).map { $0.text } ?? ""
    }
}

extension String {
    /// The text with what would move the cursor or break the line written as escapes.
    fileprivate var printable: String {
        guard unicodeScalars.contains(where: { $0.isControl }) else { return self }
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            result.append(
                contentsOf: (scalar.isControl ? scalar.escaped(asASCII: true) : String(scalar)).unicodeScalars)
        }
        return String(result)
    }
}
