internal import Diagnostics
internal import FoundationEssentials
internal import Model
internal import Vault

/// The files of a project that its manifests name in `source` and `template`.
struct ProjectFiles: Sendable {
    enum Folder: String { case files, templates }

    /// The project's folder as the user named it; empty for the current one.
    let root: String
    let vault: Keyring

    init(folder: String, vault: Keyring = Keyring()) {
        self.vault = vault
        var root = folder
        while root.hasSuffix("/"), root != "/" { root.removeLast() }
        self.root = root == "." ? "" : root
    }

    /// A path inside the project, as it is shown and opened.
    func path(_ relative: String) -> String { root.isEmpty ? relative : root.joined(with: relative) }

    /// Whether a file or folder is there.
    func exists(_ relative: String) -> Bool { FileManager.default.fileExists(atPath: path(relative)) }

    /// All `.yaml` and `.yml` files below a folder, in the order of their names; nil if there is no such folder.
    func documents(below folder: String) -> [String]? {
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: path(folder)) else { return nil }
        return names.filter { name in
            (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
                && !name.split(separator: "/").contains { $0.hasPrefix(".") }
        }.sorted().map { folder.joined(with: $0) }
    }

    /// Finds a file by the name that a manifest gives it.
    ///
    /// It is looked for in the project's folder for such files, in one beside the manifest, beside the manifest itself
    /// and in the project. A path from the root or with `..` is taken as it is written.
    func locate(
        _ name: String, in folder: Folder, namedAt span: Span, by manifest: String
    ) throws(Diagnostic) -> String {
        if let found = find(name, in: folder, by: manifest) { return found }
        let places = places(for: folder, file: manifest)
        let noun = folder == .files ? "file" : "template"
        let problem = Diagnostic("missing-\(noun)", "no \(noun) is named '\(name)'", at: span)
        let known = places.prefix(2).flatMap { names(below: $0) }
        if let near = name.closest(of: known) { throw problem.suggesting(near) }
        let isModule = places[1] + "/\(Module.fileName)" == manifest
        let others = isModule ? "in '\(places[2])'" : "beside the manifest"
        throw problem.helping("it is looked for in '\(places[0])', and \(others)")
    }

    /// The path of a file by the name that a manifest, or another file, gives it; nil if there is none.
    func find(_ name: String, in folder: Folder, by file: String) -> String? {
        let places = places(for: folder, file: file)
        let candidates = name.hasPrefix("/") ? [name] : places.map { $0.joined(with: name) }
        return candidates.first(where: isFile)
    }

    /// All files of a folder by the name that a manifest gives it, looked for where its files are.
    func folder(
        _ name: String, namedAt span: Span, by manifest: String, isRead: Bool = true
    ) throws(Diagnostic) -> [FieldContext.FolderFile] {
        let places = places(for: .files, file: manifest)
        let candidates = name.hasPrefix("/") ? [name] : places.map { $0.joined(with: name) }
        guard let folder = candidates.first(where: isFolder) else {
            throw Diagnostic("missing-folder", "no folder is named '\(name)'", at: span)
                .helping("it is looked for in '\(places[0])', and beside the manifest")
        }
        var found: [FieldContext.FolderFile] = []
        for path in names(below: folder).sorted() where isFile(folder.joined(with: path)) {
            let file = folder.joined(with: path)
            found.append(
                .init(
                    path: path, content: isRead ? try content(at: file, namedAt: span) : .init(bytes: []),
                    isExecutable: FileManager.default.isExecutableFile(atPath: file)))
        }
        return found
    }

    /// The bytes of a file; `span` is where it is named.
    func bytes(at path: String, namedAt span: Span? = nil) throws(Diagnostic) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Diagnostic("unreadable-file", "'\(path)' cannot be opened for reading", at: span)
                .helping("look at its owner and mode")
        }
        return [UInt8](data)
    }

    /// The text of a file, or an error if it is not UTF-8.
    func source(at path: String, namedAt span: Span? = nil) throws(Diagnostic) -> Source {
        try Source(name: path, bytes: bytes(at: path, namedAt: span))
    }

    /// What a file holds, opened where it is encrypted.
    func content(at path: String, namedAt span: Span) throws(Diagnostic) -> FieldContext.Content {
        let bytes = try bytes(at: path, namedAt: span)
        guard EncryptedText.isMarked(bytes) else { return .init(bytes: bytes) }
        return .init(bytes: try vault.open(EncryptedText(file: path, bytes: bytes)), isSensitive: true)
    }

    /// The text of a file, opened where it is encrypted.
    func plain(at path: String, namedAt span: Span? = nil) throws(Diagnostic) -> PlainSource {
        try PlainSource(name: path, bytes: bytes(at: path, namedAt: span), openedBy: vault)
    }

    /// What the project's folder is called.
    var folderName: String {
        let path = root.isEmpty ? FileManager.default.currentDirectoryPath : root
        return URL(filePath: path).standardizedFileURL.lastPathComponent
    }

    /// The paths of all files in a folder of the project.
    func all(below folder: String) -> [String] {
        names(below: path(folder)).map { path(folder).joined(with: $0) }.filter(isFile)
    }

    /// The folders of the project's modules, by name, relative to the project.
    var modules: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path(Module.folder))) ?? []
        return names.filter { !$0.hasPrefix(".") && exists("\(Module.folder)/\($0)/\(Module.fileName)") }.sorted()
            .map { "\(Module.folder)/\($0)" }
    }

    /// Where a file names others of a kind: a module's own folders come before the project's.
    func places(for folder: Folder, file manifest: String) -> [String] {
        let modules = path(Module.folder) + "/"
        if manifest.hasPrefix(modules) {
            let own = modules + manifest.dropFirst(modules.count).prefix { $0 != "/" }
            return [own.joined(with: folder.rawValue), own, path(folder.rawValue), root]
        }
        let beside =
            manifest.contains("/") ? String(manifest[..<(manifest.lastIndex(of: "/") ?? manifest.endIndex)]) : ""
        return [path(folder.rawValue), beside.joined(with: folder.rawValue), beside, root]
    }

    /// The paths of all files below a folder, without the folder's own.
    private func names(below folder: String) -> [String] {
        (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    }

    private func isFolder(_ path: String) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
    }

    private func isFile(_ path: String) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder
    }
}

extension String {
    /// This folder's path followed by a path in it.
    fileprivate func joined(with relative: String) -> String { isEmpty ? relative : "\(self)/\(relative)" }
}
