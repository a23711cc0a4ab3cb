internal import Diagnostics
internal import Model
internal import Templates
internal import Vault
internal import YAML

/// The templates of a project, each read once, and its files.
struct TemplateLibrary: Sendable {
    private let files: ProjectFiles
    /// What the folder `templates` holds, by path; errors wait until somebody names the template.
    private let read: [String: Result<StoredTemplate, Diagnostic>]

    init(_ files: ProjectFiles) {
        self.files = files
        let pairs = files.all(in: .templates).map { ($0, Self.read($0, files, namedAt: nil)) }
        read = Dictionary(pairs) { first, _ in first }
    }

    /// What entries of a manifest may ask for while they are decoded for a host.
    func context(for manifest: Manifest, rendering scope: any Scope & Sendable) -> FieldContext {
        let file = manifest.file
        return FieldContext(
            file: { name, span throws(Diagnostic) in
                let path = try files.locate(name, in: .files, namedAt: span, by: file)
                return try files.content(at: path, namedAt: span)
            },
            template: { name, span throws(Diagnostic) in
                let rendered = try template(name, namedAt: span, by: file).render(in: scope)
                return .init(bytes: [UInt8](rendered.text.utf8), isSensitive: rendered.isSensitive)
            })
    }

    /// Sees whether what entries name is there and can be read as a template, and gives them nothing of it.
    func check(for manifest: String) -> FieldContext {
        FieldContext(
            file: { name, span throws(Diagnostic) in
                let path = try files.locate(name, in: .files, namedAt: span, by: manifest)
                _ = try files.content(at: path, namedAt: span)
                return .init(bytes: [])
            },
            template: { name, span throws(Diagnostic) in
                _ = try template(name, namedAt: span, by: manifest)
                return .init(bytes: [])
            })
    }

    private func template(
        _ name: String, namedAt span: Span, by manifest: String
    ) throws(Diagnostic) -> StoredTemplate {
        let path = try files.locate(name, in: .templates, namedAt: span, by: manifest)
        let result = read[path] ?? Self.read(path, files, namedAt: span)
        return try result.get()
    }

    private static func read(
        _ path: String, _ files: ProjectFiles, namedAt span: Span?
    ) -> Result<StoredTemplate, Diagnostic> {
        Result { () throws(Diagnostic) in try StoredTemplate(files.plain(at: path, namedAt: span)) }
    }
}

/// A template of the project; all of it is secret where its file is encrypted.
private struct StoredTemplate: Sendable {
    private let template: Template
    private let isSecret: Bool

    init(_ file: PlainSource) throws(Diagnostic) {
        isSecret = file.isSecret
        do throws(Diagnostic) {
            template = try Template(parsing: file.source)
        } catch {
            throw isSecret ? error.withheld : error
        }
    }

    func render(in scope: any Scope) throws(Diagnostic) -> Rendered {
        do throws(Diagnostic) {
            var rendered = try template.render(in: scope)
            rendered.isSensitive = rendered.isSensitive || isSecret
            return rendered
        } catch {
            // An error about facts decides what is known of a host, and has nothing of the template in it.
            throw isSecret && !error.isAboutUnknownFacts ? error.withheld : error
        }
    }
}

extension Node {
    /// What is wrong with the templates in it as they are written.
    var templateProblems: [Diagnostic] {
        switch value {
        case .scalar:
            guard isTemplate else { return [] }
            do {
                _ = try Template(parsing: self)
                return []
            } catch {
                return [error]
            }
        case .sequence(let items): return items.flatMap(\.templateProblems)
        case .mapping(let entries): return entries.flatMap { $0.key.templateProblems + $0.value.templateProblems }
        }
    }
}
