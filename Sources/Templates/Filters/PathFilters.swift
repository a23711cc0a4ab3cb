internal import Diagnostics

/// Filters on paths, as Python's `posixpath` has them.
enum PathFilters {
    static let all: [Filter] = [
        changed("basename", PosixPath.base), changed("dirname", PosixPath.folder),
        changed("normpath", PosixPath.normal),
        Filter("splitext") { call throws(Diagnostic) in
            let (root, suffix) = PosixPath.extensionSplit(try path(call))
            return .tuple([.string(root), .string(suffix)])
        },
        Filter("path_join") { call throws(Diagnostic) in
            if let path = call.input.string { return .string(path) }
            return .string(PosixPath.joined(try paths(call)))
        },
        Filter("commonpath") { call throws(Diagnostic) in
            guard let common = PosixPath.common(try paths(call)) else {
                throw call.problem("cannot take absolute paths together with relative ones")
            }
            return .string(common)
        },
        Filter("relpath", ["start?"]) { call throws(Diagnostic) in
            let (path, start) = (try path(call), call.arguments.text("start", default: "."))
            if path.hasPrefix("/") == start.hasPrefix("/") {
                return .string(PosixPath.relative(path, from: start))
            }
            let files = try files(call)
            return .string(PosixPath.relative(files.absolute(path), from: files.absolute(start)))
        },
        Filter("expanduser") { call throws(Diagnostic) in
            let path = try path(call)
            guard !path.hasPrefix("~") || path.count == 1 || path.hasPrefix("~/") else {
                throw call.problem("knows no other home than that of whoever runs this")
            }
            return .string(path.hasPrefix("~") ? try files(call).expandingHome(path) : path)
        },
        Filter("expandvars") { call throws(Diagnostic) in
            let path = try path(call)
            guard path.contains("$") else { return .string(path) }
            return .string(try expanded(call, try call.machine(for: "filter 'expandvars'").environment))
        },
        Filter("realpath") { call throws(Diagnostic) in
            .string(LocalFiles.resolved(try files(call).absolute(try path(call))))
        },
        Filter("fileglob") { call throws(Diagnostic) in
            let files = try files(call)
            return .list(files.matches(files.absolute(try path(call))).map { .string($0) })
        },
    ]

    private static func changed(_ name: String, _ change: @escaping @Sendable (String) -> String) -> Filter {
        Filter(name) { call throws(Diagnostic) in .string(change(try path(call))) }
    }

    /// The input, which has to be text: `none` is no path, though it prints as one.
    private static func path(_ call: FilterCall) throws(Diagnostic) -> String {
        guard let path = call.input.string else { throw call.takes("a path") }
        return path
    }

    private static func files(_ call: FilterCall) throws(Diagnostic) -> LocalFiles {
        LocalFiles(machine: try call.machine(for: "filter '\(call.name)'"), span: call.span)
    }

    private static func paths(_ call: FilterCall) throws(Diagnostic) -> [String] {
        guard let items = call.input.list, !items.isEmpty else { throw call.takes("a list of paths") }
        return try items.map { item throws(Diagnostic) in
            guard let path = item.string else { throw call.takes("paths", not: item) }
            return path
        }
    }

    /// `$name` and `${name}` filled in; what is not set stays as it is written.
    private static func expanded(_ call: FilterCall, _ environment: [String: String]) throws(Diagnostic) -> String {
        let pattern = try call.evaluator.regex("(?a)\\$(\\w+|\\{[^}]*\\})", [], at: call.span)
        let text = Array(try path(call).utf8)
        var (result, end) = ("", 0)
        for match in try pattern.matches(in: text) {
            let name = String(decoding: text[match.range], as: UTF8.self)
            result += String(decoding: text[end..<match.range.lowerBound], as: UTF8.self)
            result += environment[name.stripped(of: "${}")] ?? name
            end = match.range.upperBound
        }
        return result + String(decoding: text[end...], as: UTF8.self)
    }
}
