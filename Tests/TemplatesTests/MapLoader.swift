import Diagnostics
import Templates

/// Templates whose texts are known by name.
struct MapLoader: TemplateLoader {
    private let texts: [String: String]

    init(_ texts: [String: String]) { self.texts = texts }

    func template(named name: String, at span: Span) throws(Diagnostic) -> Template? {
        guard let text = texts[name] else { return nil }
        return try Template(parsing: Source(name: name, text: text))
    }
}
