package import Model

/// A page of the reference as a terminal shows it.
package struct PageRenderer: Sendable {
    private static let width = 100
    /// Where what is said of a field starts.
    private static let column = 20

    private let style: TextStyle

    package init(_ style: TextStyle) { self.style = style }

    package func text(_ page: Page) -> String { page.parts.map(text).joined(separator: "\n") }

    /// The types, one on each line, and what else there is to read.
    package func list(_ catalog: Catalog) -> String {
        let width = (catalog.types.map { $0.kind.count }.max() ?? 0) + 2
        let lines = catalog.types.map { type in
            let help = wrapped(type.summary, to: Self.width - width - 2)
                .joined(separator: "\n" + String(repeating: " ", count: width + 2))
            return "  " + style(type.kind, .bold) + String(repeating: " ", count: width - type.kind.count)
                + marked(help) + "\n"
        }
        return lines.joined()
            + "\n'reconcile docs TYPE' says more about one, 'reconcile docs common' what any entry may "
            + "have.\n"
    }

    private func text(_ part: Page.Part) -> String {
        switch part {
        case .title(let title), .heading(let title): style(title, .bold) + "\n"
        case .code(let code): code.lines.dropLast().map { "    \($0)\n" }.joined()
        case .text(let text): paragraphs(of: text).map { filled($0, margin: "") }.joined(separator: "\n")
        case .points(let points): points.map { "  - " + filled($0, margin: "    ") }.joined()
        case .fields(let fields): fields.map(text).joined()
        }
    }

    private func text(_ field: Page.Field) -> String {
        let margin = String(repeating: " ", count: Self.column)
        let name = "  \(field.name)"
        let gap = name.count + 2 <= Self.column ? String(margin.dropFirst(name.count)) : "\n" + margin
        let standard =
            switch field.standard {
            case nil, ""?: ""
            case "required"?: "; required"
            case let value?: "; \(value) if not given"
            }
        return "  " + style(field.name, .bold) + gap + filled(field.help, margin: margin) + margin
            + filled("Takes \(field.takes)\(standard).", margin: margin)
    }

    private func paragraphs(of text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).split(separator: "")
            .map { $0.joined(separator: " ") }
    }

    /// Lines of a paragraph, all but the first behind a margin.
    private func filled(_ text: String, margin: String) -> String {
        marked(wrapped(linked(text), to: Self.width - margin.count).joined(separator: "\n" + margin)) + "\n"
    }

    /// `[words](page.md)` as the words and what prints the page.
    private func linked(_ text: String) -> String {
        guard let start = text.firstRange(of: "]("), let open = text[..<start.lowerBound].lastIndex(of: "["),
            let end = text[start.upperBound...].firstRange(of: ".md)")
        else { return text }
        let words = text[text.index(after: open)..<start.lowerBound]
        let page = text[start.upperBound..<end.lowerBound]
        return "\(text[..<open])\(words): 'reconcile docs \(page)'\(linked(String(text[end.upperBound...])))"
    }

    /// Without the marks of strong words, and with colours without those of code.
    private func marked(_ text: String) -> String {
        let strong = parts(of: text, between: "**").map { $0.isMarked ? style($0.text, .bold) : $0.text }.joined()
        guard style.useColor else { return strong }
        return parts(of: strong, between: "`").map { $0.isMarked ? style($0.text, .cyan) : $0.text }.joined()
    }

    /// The text parted at a mark: every other part stands between two of them.
    private func parts(of text: String, between mark: String) -> [(text: String, isMarked: Bool)] {
        var parts: [(String, Bool)] = []
        var rest = text[...]
        while let start = rest.firstRange(of: mark), let end = rest[start.upperBound...].firstRange(of: mark) {
            parts += [
                (String(rest[..<start.lowerBound]), false), (String(rest[start.upperBound..<end.lowerBound]), true),
            ]
            rest = rest[end.upperBound...]
        }
        return parts + [(String(rest), false)]
    }
}
