import Diagnostics
import FoundationEssentials
import TestSupport
import Testing
import YAML

@testable import Templates

/// Templates that nobody here wrote, out of packages on PyPI.
@Suite(
    .serialized,
    .enabled(if: soakFactor > 1, "the packages are fetched, and compared with, in the long version: RECONCILE_SOAK=1"))
struct `Templates of real estates` {
    private static let folder: String? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized.path
        guard let made = try? runScript("'\(root)/Scripts/real-estates'"), made.status == 0 else { return nil }
        return made.text.split(separator: "\n").last.map { String($0) }
    }()

    @Test(
        .enabled(if: folder != nil, "the packages cannot be fetched: see Scripts/real-estates"),
        .enabled(if: Peers.python != nil, "no Python with ansible-core: \(Peers.reason)"))
    func `are read, and come to what ansible-core makes of them`() throws {
        let folder = try #require(Self.folder)
        let estates = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
        var table =
            "estate | templates | read | with filters of its own | no Jinja2 | same text | both refused | differ\n"
        for estate in estates {
            let answers = try Peers.answers("render-estates.py", to: "\(folder)/\(estate)", as: EstateAnswers.self)
            guard !answers.entries.isEmpty else { continue }
            var row = EstateRow(estate: estate, plugins: answers.plugins)
            for entry in answers.entries { try row.add(entry) }
            // Each is rendered twice; what is rendered at all can be read.
            let readable = Set(answers.entries.filter { $0.text != nil }.map(\.path))
            for path in Set(answers.entries.map(\.path)).sorted() {
                row.read(path, isReadable: readable.contains(path))
            }
            table += row.text
            for difference in row.unexplained { table += difference }
            // The variables are made up: where both refuse them in other ways nobody has looked at each.
            let count = row.unexplained.count
            #expect(count * 20 <= answers.entries.count, "\(estate): \(count) differ without a known reason")
            #expect(row.isReadAsThere, "\(estate): a template is refused that ansible-core can read")
        }
        print(table)
    }
}

/// What ansible-core makes of the templates of a project.
private struct EstateAnswers: Decodable {
    struct Entry: Decodable {
        var path: String
        var source: String
        var search: [String]
        var defaults: [String]
        var vars: String
        var text: String?
        var error: String?
        var line: Int?
    }

    var entries: [Entry]
    var plugins: [String]
}

/// What came of one estate.
private struct EstateRow {
    var estate: String
    var unexplained: [String] = []
    private(set) var isReadAsThere = true
    private var files: EstateFiles
    private var (read, unread, needing) = (0, 0, 0)
    private var (texts, errors, explained) = (0, 0, 0)
    /// How often templates differ, by the reason for it.
    private var reasons: [String: Int] = [:]

    init(estate: String, plugins: [String]) {
        self.estate = estate
        files = EstateFiles(without: plugins)
    }

    var text: String {
        """
        \(estate) | \(read + needing + unread) | \(read) | \(needing) | \(unread) | \(texts) | \(errors) | \
        \(explained + unexplained.count)
        \(reasons.sorted { $0.key < $1.key }.map { "    \($0.value): \($0.key)\n" }.joined())
        """
    }

    /// Reads a template as it is.
    mutating func read(_ path: String, isReadable: Bool) {
        guard let bytes = try? contents(of: path), let text = String(validating: bytes, as: UTF8.self) else { return }
        do {
            _ = try Template(parsing: Source(name: path, text: text))
            read += 1
        } catch  where error.code == "unknown-filter" || error.code == "unknown-test" {
            needing += 1
        } catch {
            unread += 1
            if isReadable {
                isReadAsThere = false
                unexplained.append("\(path):\(error.span?.start.line ?? 0): cannot be read: \(error.message)")
            }
        }
    }

    /// Renders one, and compares.
    mutating func add(_ entry: EstateAnswers.Entry) throws {
        let scope = EstateScope(entry, &files)
        let outcome = Result { () throws(Diagnostic) in
            try Template(parsing: Source(name: entry.path, text: entry.source))
                .render(in: scope, loader: FolderLoader(folders: entry.search, files: files)).text
        }
        switch outcome {
        case .success(let text) where text == entry.text: texts += 1
        case .success(let text): differs(entry, ours: text)
        case .failure(let problem) where entry.text == nil:
            if let line = entry.line, problem.span?.file == entry.path, problem.span?.start.line != line {
                differs(entry, ours: "line \(problem.span?.start.line ?? 0): \(problem.message)")
            } else {
                errors += 1
            }
        case .failure(let problem):
            differs(entry, ours: "\(problem.span?.file ?? ""):\(problem.span?.start.line ?? 0): \(problem.message)")
        }
    }

    private mutating func differs(_ entry: EstateAnswers.Entry, ours: String) {
        if let reason = TemplateDifference.reason(ours: ours, theirs: entry.text ?? entry.error) {
            reasons[reason, default: 0] += 1
            explained += 1
            return
        }
        let theirs = entry.text ?? "line \(entry.line ?? 0): \(entry.error ?? "")"
        let place = zip(ours.utf8, theirs.utf8).prefix { $0 == $1 }.count
        func part(_ text: String) -> String {
            String(decoding: text.utf8.dropFirst(max(0, place - 40)).prefix(240), as: UTF8.self)
        }
        unexplained.append("\(entry.path)\(entry.vars == "{}" ? "" : " *")\n=> \(part(ours))\n== \(part(theirs))\n")
    }
}

/// Files of variables, each read once.
private struct EstateFiles {
    /// The filters for which `default` stands.
    let plugins: [String]
    private var known: [String: [Node.Entry]] = [:]

    init(without plugins: [String]) { self.plugins = plugins }

    mutating func variables(of file: String) -> [Node.Entry] {
        if let entries = known[file] { return entries }
        let node = text(of: file).flatMap { text in try? Node(parsing: Source(name: file, text: text)) }
        known[file] = node?.mapping ?? []
        return node?.mapping ?? []
    }

    /// The text of a file without those filters.
    func text(of path: String) -> String? {
        guard let bytes = try? contents(of: path) else { return nil }
        return plugins.reduce(String(decoding: bytes, as: UTF8.self)) { text, plugin in
            text.replacing("| " + plugin, with: "| default").replacing("|" + plugin, with: "|default")
        }
    }
}

/// The variables of a role, each rendered when it is asked for.
private struct EstateScope: Scope {
    private var nodes: [String: Node] = [:]
    private var values: [String: Value] = [:]
    let machine: LocalMachine?

    init(_ entry: EstateAnswers.Entry, _ files: inout EstateFiles) {
        machine = LocalMachine(folder: entry.search.last ?? "/")
        for file in entry.defaults {
            for pair in files.variables(of: file) { nodes[pair.key.string ?? ""] = pair.value }
        }
        guard let made = try? Node(parsing: Source(name: "made up", text: entry.vars)) else { return }
        for entry in Value(made).map ?? [:] { values[entry.key.text] = entry.value }
    }

    var names: [String] { Array(nodes.keys) + Array(values.keys) }

    func value(of name: String) throws(Diagnostic) -> Value? {
        if let value = values[name] { return value }
        if name == "omit" { return .object(Omit()) }
        return try nodes[name].map { node throws(Diagnostic) in try Value(rendering: node, in: self) }
    }
}

/// Templates in folders, the first that has one.
private struct FolderLoader: TemplateLoader {
    var folders: [String]
    var files: EstateFiles

    func template(named name: String, at span: Span) throws(Diagnostic) -> Template? {
        for folder in folders {
            let path = folder + "/" + name
            guard let text = files.text(of: path) else { continue }
            return try Template(parsing: Source(name: path, text: text))
        }
        return nil
    }
}
