package import Diagnostics

/// What a field may ask of the project while it is decoded: files and templates that the entry names.
package struct FieldContext: Sendable {
    /// Text or bytes from the project, and whether a secret went into them.
    package struct Content: Sendable, Hashable {
        package var bytes: [UInt8]
        package var isSensitive: Bool

        package init(bytes: [UInt8], isSensitive: Bool = false) {
            self.bytes = bytes
            self.isSensitive = isSensitive
        }
    }

    /// A file in a folder of the project.
    package struct FolderFile: Sendable, Hashable {
        /// From the folder on, without a slash before it.
        package var path: String
        package var content: Content
        package var isExecutable: Bool

        package init(path: String, content: Content, isExecutable: Bool = false) {
            self.path = path
            self.content = content
            self.isExecutable = isExecutable
        }
    }

    /// Reads a file that `source` names; the span is where the name is written.
    package var file: @Sendable (String, Span) throws(Diagnostic) -> Content
    /// Renders a template that `template` names, for this host and entry.
    package var template: @Sendable (String, Span) throws(Diagnostic) -> Content
    /// Reads all files of a folder that a directory's `source` names, in the order of their paths.
    package var folder: @Sendable (String, Span) throws(Diagnostic) -> [FolderFile]

    package init(
        file: @escaping @Sendable (String, Span) throws(Diagnostic) -> Content,
        template: @escaping @Sendable (String, Span) throws(Diagnostic) -> Content,
        folder: @escaping @Sendable (String, Span) throws(Diagnostic) -> [FolderFile] = { _, _ in [] }
    ) {
        self.file = file
        self.template = template
        self.folder = folder
    }

    /// This context, and another one for what is named at certain places.
    package func joined(with other: FieldContext, for places: Set<Span>) -> FieldContext {
        let mine = self
        return FieldContext(
            file: { name, span throws(Diagnostic) in
                try places.contains(span) ? other.file(name, span) : mine.file(name, span)
            },
            template: { name, span throws(Diagnostic) in
                try places.contains(span) ? other.template(name, span) : mine.template(name, span)
            },
            folder: { name, span throws(Diagnostic) in
                try places.contains(span) ? other.folder(name, span) : mine.folder(name, span)
            })
    }

    /// A project whose every file and template is empty: for entries that cannot be rendered yet.
    package static let empty = FieldContext(
        file: { _, _ throws(Diagnostic) in Content(bytes: []) },
        template: { _, _ throws(Diagnostic) in Content(bytes: []) })
}
