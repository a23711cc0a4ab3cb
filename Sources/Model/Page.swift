/// A page of the reference, before it is Markdown or text for a terminal.
///
/// Its texts are Markdown with code, strong words and links to other pages, and nothing else.
package struct Page: Sendable {
    package enum Part: Sendable {
        case title(String)
        case heading(String)
        /// Paragraphs, parted by empty lines; ends in a line break.
        case text(String)
        /// YAML; ends in a line break.
        case code(String)
        case fields([Field])
        case points([String])
    }

    package struct Field: Sendable {
        package var name: String
        package var takes: String
        /// What it is if not given, where the page says that.
        package var standard: String?
        package var help: String

        package init(name: String, takes: String, standard: String? = nil, help: String) {
            self.name = name
            self.takes = takes
            self.standard = standard
            self.help = help
        }
    }

    package var parts: [Part]

    package init(_ parts: [Part]) { self.parts = parts }

    package var markdown: String { parts.map(\.markdown).joined(separator: "\n") }
}

extension Page.Part {
    fileprivate var markdown: String {
        switch self {
        case .title(let text): "# \(text)\n"
        case .heading(let text): "## \(text)\n"
        case .text(let text): text
        case .code(let text): "```yaml\n\(text)```\n"
        case .points(let points): points.map { "- \($0)\n" }.joined()
        case .fields(let fields):
            if fields.contains(where: { $0.standard != nil }) {
                "| Key | Takes | Default | Meaning |\n|---|---|---|---|\n"
                    + fields.map { "| `\($0.name)` | \($0.takes) | \($0.standard ?? "") | \($0.help) |\n" }.joined()
            } else {
                "| Key | Takes | Meaning |\n|---|---|---|\n"
                    + fields.map { "| `\($0.name)` | \($0.takes) | \($0.help) |\n" }.joined()
            }
        }
    }
}
