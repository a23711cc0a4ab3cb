/// Python's `posixpath`: paths as text, without a look at any file.
enum PosixPath {
    static func base(_ path: String) -> String { path.splitScalars(by: "/").last ?? "" }

    static func folder(_ path: String) -> String {
        let head = path.splitScalars(by: "/").dropLast().joined(separator: "/")
        guard path.hasPrefix("/") || !head.isEmpty else { return "" }
        let isRoot = head.utf8.allSatisfy { $0 == UInt8(ascii: "/") }
        if isRoot { return head + (path.hasPrefix("/") ? "/" : "") }
        return head.stripped(.end, of: "/")
    }

    static func joined(_ parts: some Sequence<String>) -> String {
        var result: String?
        for part in parts {
            guard let before = result, !part.hasPrefix("/") else {
                result = part
                continue
            }
            result = before.isEmpty || before.hasSuffix("/") ? before + part : before + "/" + part
        }
        return result ?? ""
    }

    static func normal(_ path: String) -> String {
        guard !path.isEmpty else { return "." }
        // POSIX lets exactly two slashes mean something of their own.
        let root = path.hasPrefix("//") && !path.hasPrefix("///") ? "//" : path.hasPrefix("/") ? "/" : ""
        var parts: [String] = []
        for part in path.splitScalars(by: "/") where !part.isEmpty && part != "." {
            if part != ".." || root.isEmpty && (parts.isEmpty || parts.last == "..") {
                parts.append(part)
            } else if !parts.isEmpty {
                parts.removeLast()
            }
        }
        let text = root + parts.joined(separator: "/")
        return text.isEmpty ? "." : text
    }

    /// The way from one absolute path to another.
    static func relative(_ path: String, from start: String) -> String {
        let (target, origin) = (steps(normal(path)), steps(normal(start)))
        let shared = zip(target, origin).prefix { $0 == $1 }.count
        let parts = Array(repeating: "..", count: origin.count - shared) + target.dropFirst(shared)
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }

    /// The longest path that all begin with; nil if some are absolute and some are not, or there are none.
    static func common(_ paths: [String]) -> String? {
        guard let first = paths.first, Set(paths.map { $0.hasPrefix("/") }).count == 1 else { return nil }
        let all = paths.map { steps($0).filter { $0 != "." } }
        let shortest = all.min { $0.lexicographicallyPrecedes($1) } ?? []
        let longest = all.max { $0.lexicographicallyPrecedes($1) } ?? []
        let shared = zip(shortest, longest).prefix { $0 == $1 }.map(\.0)
        return (first.hasPrefix("/") ? "/" : "") + shared.joined(separator: "/")
    }

    static func steps(_ path: String) -> [String] { path.splitScalars(by: "/").filter { !$0.isEmpty } }

    static func extensionSplit(_ path: String) -> (String, String) {
        let text = Array(path.unicodeScalars)
        let name = (text.lastIndex(of: "/") ?? -1) + 1
        guard let dot = text.lastIndex(of: "."), dot > name, text[name..<dot].contains(where: { $0 != "." }) else {
            return (path, "")
        }
        return (String(scalars: text[..<dot]), String(scalars: text[dot...]))
    }
}
