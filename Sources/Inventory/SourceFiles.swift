package import Diagnostics
import FoundationEssentials

/// Where inventories and variable files are read from: the disk, or a table in tests.
package struct SourceFiles: Sendable {
    package enum Kind: Sendable { case file, folder }

    /// What lies at a path; nil where nothing does.
    package var kind: @Sendable (_ path: String) -> Kind?
    /// The names in a folder, in any order.
    package var names: @Sendable (_ folder: String) -> [String]
    /// The text of a file.
    package var text: @Sendable (_ path: String) -> Result<String, Diagnostic>
    /// One spelling for all the ways to write a path, to see that two folders are one.
    package var canonical: @Sendable (_ path: String) -> String
    /// Whether a file may be executed.
    package var isExecutable: @Sendable (_ path: String) -> Bool = { _ in false }
    /// What a program prints that is run with these arguments.
    package var run: @Sendable (_ path: String, _ arguments: [String]) -> Result<ProgramOutput, Diagnostic> = {
        path, _ in
        .failure(Diagnostic("executable-inventory", "'\(path)' cannot be run here"))
    }

    package init(
        kind: @escaping @Sendable (String) -> Kind?, names: @escaping @Sendable (String) -> [String],
        text: @escaping @Sendable (String) -> Result<String, Diagnostic>,
        canonical: @escaping @Sendable (String) -> String
    ) {
        self.kind = kind
        self.names = names
        self.text = text
        self.canonical = canonical
    }

    /// The file system of this machine.
    ///
    /// A file that cannot be opened, or is not UTF-8, is an error that names it.
    package static let disk: SourceFiles = {
        var files = plainDisk
        files.isExecutable = { path in FileManager.default.isExecutableFile(atPath: path) }
        files.run = { path, arguments in ProgramOutput.of(path, arguments) }
        return files
    }()

    private static let plainDisk = SourceFiles(
        kind: { path in
            var isFolder = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
            return isFolder ? .folder : .file
        },
        names: { folder in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] },
        text: { path in
            guard let data = FileManager.default.contents(atPath: path) else {
                return .failure(Diagnostic("unreadable-file", "'\(path)' cannot be opened for reading"))
            }
            guard let text = String(validating: data, as: UTF8.self) else {
                return .failure(Diagnostic("not-utf-8", "'\(path)' is not a text in UTF-8"))
            }
            // A mark of the byte order is not part of the text.
            return .success(text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text)
        },
        canonical: { path in URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path }
    )

    /// Whether a file that may be executed is meant to be: a script by its first line, or no text at all.
    ///
    /// Files copied from other systems are often executable, and Ansible reads them as text in the end.
    func isProgram(_ path: String) -> Bool {
        switch text(path) {
        case .success(let text): text.hasPrefix("#!")
        case .failure(let problem): problem.code == "not-utf-8"
        }
    }

    /// The names in a folder, in order.
    func sortedNames(in folder: String) -> [String] {
        names(folder).sorted(by: Path.precedes)
    }
}

/// Paths as text: a file keeps the spelling under which the user knows it.
enum Path {
    /// The order of names by their bytes, which is Python's order of strings.
    static func precedes(_ one: String, _ other: String) -> Bool { one.utf8.lexicographicallyPrecedes(other.utf8) }

    static func join(_ folder: String, _ name: String) -> String {
        switch folder {
        case "", ".": name
        case _ where folder.hasSuffix("/"): folder + name
        default: "\(folder)/\(name)"
        }
    }

    /// A path from the root on, without `.` and `..`; links are left as they are.
    static func absolute(_ path: String) -> String {
        let whole = path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The ending with its dot, as Python's `splitext` sees it: leading dots are part of the name.
    static func ending(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        let start = name.firstIndex { $0 != "." } ?? name.endIndex
        return name[start...].lastIndex(of: ".").map { String(name[$0...]) } ?? ""
    }
}
