internal import Diagnostics

/// Filters on paths, as Python's `posixpath` has them.
enum PathFilters {
    static let all: [Filter] = [
        path("basename") { $0.splitScalars(by: "/").last ?? "" },
        path("dirname", directory),
        Filter("splitext") { call throws(Diagnostic) in
            let (root, suffix) = extensionSplit(call.input.text)
            return .tuple([.string(root), .string(suffix)])
        },
    ]

    private static func path(_ name: String, _ change: @escaping @Sendable (String) -> String) -> Filter {
        Filter(name) { call throws(Diagnostic) in .string(change(call.input.text)) }
    }

    private static func directory(_ path: String) -> String {
        let head = path.splitScalars(by: "/").dropLast().joined(separator: "/")
        guard path.hasPrefix("/") || !head.isEmpty else { return "" }
        let isRoot = head.utf8.allSatisfy { $0 == UInt8(ascii: "/") }
        if isRoot { return head + (path.hasPrefix("/") ? "/" : "") }
        return head.stripped(.end, of: "/")
    }

    private static func extensionSplit(_ path: String) -> (String, String) {
        let text = Array(path.unicodeScalars)
        let name = (text.lastIndex(of: "/") ?? -1) + 1
        guard let dot = text.lastIndex(of: "."), dot > name, text[name..<dot].contains(where: { $0 != "." }) else {
            return (path, "")
        }
        return (String(scalars: text[..<dot]), String(scalars: text[dot...]))
    }
}
