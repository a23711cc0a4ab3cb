internal import Diagnostics
internal import Model

/// Writes what there is to say about a host, a line or a few for each thing.
struct EntryRenderer {
    /// How wide the column of addresses is at least, and at most.
    private static let columns = 36...64
    private static let margin = "      "

    private let style: TextStyle
    private let showsDone: Bool
    /// How wide the column of addresses is.
    private let column: Int

    /// - Parameters:
    ///   - entries: what will be written, one under the other.
    ///   - style: the colours.
    ///   - showsDone: whether the fields of what was done are shown.
    init(_ entries: [ReportEntry], style: TextStyle, showsDone: Bool) {
        self.style = style
        self.showsDone = showsDone
        let widths = entries.compactMap { $0.address?.description.printable.count }
        let fitting = widths.filter { $0 <= Self.columns.upperBound - 2 }.max() ?? 0
        column = max(Self.columns.lowerBound, fitting + 2)
    }

    func lines(_ entry: ReportEntry) -> [String] {
        switch entry {
        case .status(let status, let reason):
            ["  " + style("\(status.rawValue): \(reason.printable)", .red)]
        case .problem(let problem): lines(problem)
        case .note(let text): ["  " + style("note: \(text.printable)", .dim)]
        case .resource(let resource): lines(resource)
        case .outcome(let outcome): lines(outcome)
        case .orphan(let orphan):
            [
                line(
                    mark: "*", .magenta, orphan.address,
                    "orphan: manifest '\(orphan.manifest.printable)' has no such entry any more", at: nil)
            ]
        }
    }

    private func lines(_ problem: Diagnostic) -> [String] {
        let head =
            "  " + style("\(problem.severity.rawValue): \(problem.message.printable)", .red) + Self.place(of: problem)
        let help = problem.help.map { ["\(Self.margin)help: \($0.printable)"] } ?? []
        let notes = problem.notes.map { note in
            "\(Self.margin)note: \(note.message.printable)" + Self.place(of: note)
        }
        return [head] + help + notes
    }

    private static func place(of problem: Diagnostic) -> String {
        problem.span.map { " (\($0.file.printable):\($0.start.line))" } ?? ""
    }

    private func lines(_ resource: ResourcePlan) -> [String] {
        let reason = resource.reason?.printable
        let (mark, ink, words): (String, TextStyle.Ink, String)
        switch resource.verdict {
        case .same: (mark, ink, words) = ("=", .dim, reason ?? "as wanted")
        case .unknown: (mark, ink, words) = ("?", .cyan, "unknown: \(reason ?? "cannot be told yet")")
        case .error: (mark, ink, words) = ("✗", .red, "error: \(reason ?? "cannot be made true")")
        case .change:
            (mark, ink) = Self.mark(resource.action)
            let what = Self.words(resource.action, resource.address, resource.changes)
            words = reason.map { "\(what): \($0)" } ?? what
        }
        return [line(mark: mark, ink, resource.address, words, at: resource.source)]
            + fields(resource.changes, isCreated: resource.action == .create)
    }

    private func lines(_ outcome: Outcome) -> [String] {
        let (mark, ink) = Self.mark(outcome.action)
        let what = Self.words(outcome.action, outcome.address, outcome.changes)
        let detail = (outcome.detail ?? "").lines.drop { $0.isEmpty }
        switch outcome.result {
        case .done:
            return [line(mark: mark, ink, outcome.address, Self.past(what), at: outcome.source)]
                + (showsDone ? fields(outcome.changes, isCreated: outcome.action == .create) : [])
        case .already:
            return [line(mark: "=", .dim, outcome.address, "was as wanted already", at: outcome.source)]
        case .failed, .notConverged, .stale, .skipped:
            let word = Self.words(outcome.result)
            let first = detail.first.map { "\(word): \($0.printable)" } ?? word
            let isSkipped = outcome.result == .skipped
            return [
                line(mark: isSkipped ? "-" : "✗", isSkipped ? .dim : .red, outcome.address, first, at: outcome.source)
            ]
                + detail.dropFirst().filter { !$0.isEmpty }.map { Self.margin + style($0.printable, .dim) }
        }
    }

    private func line(
        mark: String, _ ink: TextStyle.Ink, _ address: Address, _ words: String, at source: ResourcePlan.Source?
    ) -> String {
        let place = source.map { "  " + style("(\($0.file.printable):\($0.line))", .dim) } ?? ""
        return "  \(style(mark, ink)) \(address.description.printable.padded(to: column))\(words)\(place)"
    }

    // MARK: Fields

    private func fields(_ changes: [ResourcePlan.Field], isCreated: Bool) -> [String] {
        let plain = changes.filter { $0.diff == nil }.map { field(_: $0, isCreated: isCreated) }
        let inOneLine = plain.joined(separator: ", ")
        let isShort = isCreated && inOneLine.count <= 90
        let scalars = plain.isEmpty ? [] : isShort ? [inOneLine] : plain
        return scalars.map { Self.margin + $0 } + changes.compactMap(\.diff).flatMap(lines(ofDiff:))
    }

    private func field(_ change: ResourcePlan.Field, isCreated: Bool) -> String {
        let name = change.field.printable
        if change.sensitive { return "\(name): (sensitive)" }
        let (before, after) = (Self.value(change.before), Self.value(change.after))
        return change.before == nil && isCreated ? "\(name): \(after)" : "\(name): \(before) -> \(after)"
    }

    private static func value(_ text: String?) -> String {
        guard let text else { return "(none)" }
        return text.isEmpty ? "(empty)" : text.printable.bounded(to: 300)
    }

    /// The lines of a unified diff; where the first hunk is all and starts with the text, its `@@` says nothing.
    private func lines(ofDiff diff: String) -> [String] {
        let lines = diff.lines.filter { !$0.isEmpty }
        let heads = lines.filter { $0.hasPrefix("@@") }
        let isWhole = heads.count == 1 && heads.allSatisfy { $0.hasPrefix("@@ -1") || $0.hasPrefix("@@ -0,0") }
        return lines.dropFirst(isWhole ? 1 : 0).map { line in
            let text = String(line.dropFirst()).printable.bounded(to: 500)
            return switch line.first {
            case "+": Self.margin + style("+ \(text)", .green)
            case "-": Self.margin + style("- \(text)", .red)
            case "@": Self.margin + style(line.printable, .cyan)
            case "\\": Self.margin + style("\\\(text)", .dim)
            default: "\(Self.margin)  \(text)"
            }
        }
    }

    // MARK: Words

    private static func mark(_ action: Change.Kind?) -> (String, TextStyle.Ink) {
        switch action {
        case .create: ("+", .green)
        case .update, nil: ("~", .yellow)
        case .remove: ("-", .red)
        case .restart, .reload, .run: ("!", .magenta)
        }
    }

    private static func words(_ action: Change.Kind?, _ address: Address, _ changes: [ResourcePlan.Field]) -> String {
        switch action {
        case .create where address.kind == "package": "install"
        case .update, nil: changes.isEmpty ? "update" : changes.map(\.field.printable).joined(separator: ", ")
        case .some(let action): action.rawValue
        }
    }

    /// What was done, where the words say what is to be done; fields stay as they are.
    private static func past(_ words: String) -> String {
        switch words {
        case "create", "remove", "update": "\(words)d"
        case "install", "restart", "reload": "\(words)ed"
        case "run": "ran"
        default: "changed \(words)"
        }
    }

    private static func words(_ result: Outcome.Result) -> String {
        switch result {
        case .done: "done"
        case .already: "already"
        case .failed: "failed"
        case .notConverged: "did not converge"
        case .stale: "stale"
        case .skipped: "skipped"
        }
    }
}
