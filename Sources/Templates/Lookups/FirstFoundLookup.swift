internal import Diagnostics

/// `lookup('first_found', ['a.conf', 'b.conf'], paths=['files'])`: the path of the first file that there is.
enum FirstFoundLookup {
    static let all = [
        Lookup("first_found", ["*", "files?", "paths?", "skip?"]) { call throws(Diagnostic) in
            let terms = call.terms.isEmpty ? [call.options["files"] ?? .list([])] : call.terms
            let files = try call.files()
            let folders = [files.machine.folder] + files.places("files")
            for name in try names(terms, call, paths: texts(call.options["paths"])) {
                if let path = files.found(name, in: folders) { return [.string(path)] }
            }
            let skips = call.options.flag("skip") || terms.contains { $0.map?["skip"]?.isTrue == true }
            if skips { return [] }
            throw call.problem("finds none of the files").helping("or give it skip=true")
        }
    ]

    private static func names(_ terms: [Value], _ call: LookupCall, paths: [String]) throws(Diagnostic) -> [String] {
        try terms.collected { term throws(Diagnostic) -> [String] in
            if let map = term.map {
                return inFolders(texts(map["files"]), map["paths"].map { texts($0) } ?? paths)
            }
            if let list = term.list { return try names(list, call, paths: paths) }
            return inFolders(texts(.string(try call.text(term))), paths)
        }
    }

    private static func inFolders(_ names: [String], _ folders: [String]) -> [String] {
        folders.isEmpty ? names : folders.flatMap { folder in names.map { PosixPath.joined([folder, $0]) } }
    }

    /// A text, or several in a list.
    private static func texts(_ value: Value?) -> [String] {
        guard let value else { return [] }
        return value.list.map { $0.map(\.text) } ?? [value.text]
    }
}
