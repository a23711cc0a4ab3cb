package import Diagnostics
internal import Model
package import Templates
package import Vault
internal import YAML

/// The templates of a project, each read once, and its files.
struct TemplateLibrary: Sendable {
    private let files: ProjectFiles
    /// What the folders `templates` of the project and its modules hold, by path; errors wait until somebody names
    /// the template.
    private let read: [String: Result<Template, Diagnostic>]

    init(_ files: ProjectFiles) {
        self.files = files
        let folders = [ProjectFiles.Folder.templates.rawValue] + files.modules.map { "\($0)/templates" }
        let pairs = folders.flatMap { files.all(below: $0) }.map { ($0, Self.read($0, files, namedAt: nil)) }
        read = Dictionary(pairs) { first, _ in first }
    }

    /// What is wrong with files that are templates by their names, whether or not an entry names them.
    var unreadable: [Diagnostic] {
        read.compactMap { path, result in
            guard [".j2", ".jinja", ".jinja2"].contains(where: path.hasSuffix), case .failure(let problem) = result
            else { return nil }
            return problem
        }
    }

    /// What an entry may ask for while it is decoded for a host.
    ///
    /// Names are looked up from the file that writes them, which for the entries of a module is the module's.
    func context(rendering scope: any Scope & Sendable) -> FieldContext {
        FieldContext(
            file: { name, span throws(Diagnostic) in
                let path = try files.locate(name, in: .files, namedAt: span, by: span.file)
                return try files.content(at: path, namedAt: span)
            },
            template: { name, span throws(Diagnostic) in
                let loader = LibraryLoader(library: self, manifest: span.file)
                let rendered = try template(name, namedAt: span, by: span.file).render(in: scope, loader: loader)
                return .init(bytes: [UInt8](rendered.text.utf8), isSensitive: rendered.isSensitive)
            },
            folder: { name, span throws(Diagnostic) in try files.folder(name, namedAt: span, by: span.file) })
    }

    /// What an entry may ask for that does not count in this run: which files a folder holds, for it claims them all the
    /// same, and nothing of them.
    var names: FieldContext {
        FieldContext(
            file: { _, _ throws(Diagnostic) in .init(bytes: []) },
            template: { _, _ throws(Diagnostic) in .init(bytes: []) },
            folder: { name, span throws(Diagnostic) in
                (try? files.folder(name, namedAt: span, by: span.file, isRead: false)) ?? []
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
            },
            folder: { name, span throws(Diagnostic) in
                _ = try files.folder(name, namedAt: span, by: manifest)
                return []
            })
    }

    private func template(
        _ name: String, namedAt span: Span, by manifest: String
    ) throws(Diagnostic) -> Template {
        try template(at: try files.locate(name, in: .templates, namedAt: span, by: manifest), namedAt: span)
    }

    private func template(at path: String, namedAt span: Span) throws(Diagnostic) -> Template {
        let result = read[path] ?? Self.read(path, files, namedAt: span)
        return try result.get()
    }

    /// The template that another one names: beside that one, or where a manifest would find it; nil if there is none.
    fileprivate func template(
        _ name: String, namedAt span: Span, byTemplateOf manifest: String
    ) throws(Diagnostic) -> Template? {
        let path = files.find(name, in: .templates, by: span.file) ?? files.find(name, in: .templates, by: manifest)
        return try path.map { path throws(Diagnostic) in try template(at: path, namedAt: span) }
    }

    private static func read(
        _ path: String, _ files: ProjectFiles, namedAt span: Span?
    ) -> Result<Template, Diagnostic> {
        Result { () throws(Diagnostic) in
            let file = try files.plain(at: path, namedAt: span)
            return try Template(parsing: file.source, isSecret: file.isSecret)
        }
    }
}

/// Finds what the templates of a manifest include, import and extend.
private struct LibraryLoader: TemplateLoader {
    let library: TemplateLibrary
    let manifest: String

    func template(named name: String, at span: Span) throws(Diagnostic) -> Template? {
        try library.template(name, namedAt: span, byTemplateOf: manifest)
    }
}

/// The templates of a project for one that is rendered outside of any manifest.
package struct ProjectTemplates: TemplateLoader, Sendable {
    private let library: TemplateLibrary

    init(_ library: TemplateLibrary) { self.library = library }

    /// The folder is that of the project; the keyring opens those that are encrypted.
    package init(folder: String, vault: Keyring) {
        library = TemplateLibrary(ProjectFiles(folder: folder, vault: vault))
    }

    package func template(named name: String, at span: Span) throws(Diagnostic) -> Template? {
        try library.template(name, namedAt: span, byTemplateOf: "")
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
