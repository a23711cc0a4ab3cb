import FoundationEssentials
import Testing

/// A project with an inventory, and host patterns to look for in it.
struct InventoryCase: Sendable, CustomTestStringConvertible {
    struct Pattern: Codable, Sendable {
        var hosts: String
        var limit: String?
    }

    var name: String
    /// The text of each file by its path in the project.
    var files: [(path: String, text: String)] = []
    /// Paths in the project, or lists of hosts.
    var sources: [String] = []
    var patterns: [Pattern] = []
    /// Files that may be executed.
    var executables: Set<String> = []
    /// Whether Ansible is to refuse it, and so is this.
    var isUnreadable = false

    var testDescription: String { name }

    init(name: String) { self.name = name }

    /// Reads a case as `Golden/inventories` keeps it: `-- PATH --` begins a file, the lines before the first file say
    /// `sources`, `executable`, `pattern` and `unreadable`.
    init(name: String, parsing text: String) {
        self.name = name
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("-- "), line.hasSuffix(" --") {
                files.append((String(line.dropFirst(3).dropLast(3)), ""))
            } else if !files.isEmpty {
                files[files.count - 1].text += line + "\n"
            } else {
                readHeader(line)
            }
        }
        if let last = files.indices.last { files[last].text.removeLast() }
        if sources.isEmpty { sources = files.first.map { [$0.path] } ?? [] }
    }

    private mutating func readHeader(_ line: Substring) {
        let parts = line.split(separator: " ", maxSplits: 1).map { String($0) }
        switch parts.first {
        case "sources:": sources = parts[1].split(separator: " ").map { String($0) }
        case "executable:": executables = Set(parts[1].split(separator: " ").map { String($0) })
        case "pattern:":
            let words = parts[1].split(separator: " --limit ").map { String($0) }
            patterns.append(Pattern(hosts: words[0], limit: words.count == 2 ? words[1] : nil))
        case "unreadable": isUnreadable = true
        default: break
        }
    }

    /// Writes the files below a folder.
    func write(to folder: URL) throws {
        for file in files {
            let path = folder.appending(path: file.path)
            try FileManager.default.createDirectory(
                at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.text.utf8).write(to: path)
            guard executables.contains(file.path) else { continue }
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path.path)
        }
    }

    /// The sources as a program in another folder has to name them.
    func paths(in folder: URL) -> [String] {
        sources.map { $0.contains(",") ? $0 : folder.appending(path: $0).path }
    }

    /// The cases that are written down, one a file.
    static let written: [InventoryCase] = {
        let folder = PythonPeers.package.appending(path: "Tests/InventoryTests/Golden/inventories")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { name in
            let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
            return text.map { InventoryCase(name: String(name.dropLast(4)), parsing: $0) }
        }
    }()
}
