/// One thing that reconcile has to say about its input, in a form fit for people and for tools.
///
/// Diagnostics are values: code returns or throws them, and only `DiagnosticRenderer` turns them
/// into text. The message says what is wrong in one line, without a full stop; notes say why.
package struct Diagnostic: Error, Sendable, Hashable, Codable {
    package enum Severity: String, Sendable, Codable { case error, warning, note }

    /// A likely mend: text to put in place of what a span covers.
    package struct FixIt: Sendable, Hashable, Codable {
        package var message: String
        package var span: Span
        package var replacement: String
    }

    /// A stable name, such as `unknown-field`, under which `reconcile explain` has a longer text.
    package var code: String
    package var severity: Severity
    package var message: String
    package var span: Span?
    package var notes: [Diagnostic]
    package var fixIts: [FixIt]

    package init(
        _ code: String, _ message: String, at span: Span? = nil, severity: Severity = .error,
        notes: [Diagnostic] = [], fixIts: [FixIt] = []
    ) {
        self.code = code
        self.severity = severity
        // A word of the user's that a message quotes may be as long as a file.
        self.message = message.utf8.count > 10_000 ? message.prefix(5_000) + "…" : message
        self.span = span
        self.notes = notes
        self.fixIts = fixIts
    }

    package static func note(_ message: String, at span: Span? = nil) -> Self {
        Self("note", message, at: span, severity: .note)
    }

    /// A sentence that says what to do about it, shown as `= help:`.
    package var help: String?

    /// This diagnostic with a sentence that says what to do.
    package func helping(_ sentence: String) -> Self {
        var copy = self
        copy.help = sentence
        return copy
    }

    /// This diagnostic, offering to replace what it points at; asking whether that was meant where it points nowhere.
    package func suggesting(_ replacement: String) -> Self {
        guard let span else { return helping("did you mean '\(replacement)'?") }
        var copy = self
        copy.fixIts.append(.init(message: "did you mean '\(replacement)'?", span: span, replacement: replacement))
        return copy
    }
}

/// Everything that was wrong with an input; never empty.
package struct Problems: Error, Sendable, Hashable, Codable {
    package var all: [Diagnostic]

    package init(_ all: [Diagnostic]) { self.all = all }
}

extension Sequence<Diagnostic> {
    /// The diagnostics by file, line and column; those without a place come last, in the order given.
    package var inOrder: [Diagnostic] {
        enumerated().sorted { lhs, rhs in
            switch (lhs.element.span, rhs.element.span) {
            case (let left?, let right?):
                (left.file, left.start, lhs.offset) < (right.file, right.start, rhs.offset)
            case (_?, nil): true
            case (nil, _?): false
            case (nil, nil): lhs.offset < rhs.offset
            }
        }.map(\.element)
    }
}
