import Diagnostics
import Vault
import YAML

/// One reading of inventories: what was read so far and what is wrong with it.
struct Loading {
    let files: SourceFiles
    let strictness: Strictness
    let vault: Keyring
    var builder = InventoryBuilder()
    private(set) var sources: [Source] = []
    var reports: [Diagnostic] = []
    /// The files that were encrypted: what they hold, and what is wrong with that, is secret.
    private var secretFiles: Set<String> = []

    init(files: SourceFiles, strictness: Strictness, vault: Keyring) {
        self.files = files
        self.strictness = strictness
        self.vault = vault
    }

    /// Notes down what a check has found, unless it is off.
    mutating func report(_ problem: Diagnostic, by check: Strictness.Check) {
        if let problem = strictness.graded(problem, by: check) { reports.append(problem) }
    }

    /// Reads what the user named as an inventory.
    mutating func read(_ path: String) {
        switch files.kind(path) {
        case .file: readFile(path)
        case .folder:
            let contents = InventoryFolder.contents(of: path, files: files)
            contents.read.forEach { readFile($0) }
            for ignored in contents.ignored { reports.append(Self.ignoring(ignored)) }
        case nil where path.contains(","): readHostList(path)
        case nil:
            reports.append(
                Diagnostic("no-inventory", "there is no inventory '\(path)'")
                    .helping("name a file, a folder of files, or hosts with a comma: 'n1,'"))
        }
    }

    private mutating func readFile(_ path: String) {
        builder.file = path
        builder.origin = Path.absolute(path)
        builder.isSecret = false
        if files.isExecutable(path), files.isProgram(path) {
            sources += ScriptInventory.read(path, files: files, into: &builder)
            return
        }
        guard let source = source(path) else { return }
        builder.isSecret = isSecret(path)
        if source.text.hasPrefix("#!") {
            reports.append(
                Diagnostic("executable-inventory", "'\(path)' is a program, but it may not be executed")
                    .helping("make it executable: chmod +x \(path)"))
            return
        }
        switch InventoryForm(of: source, path: path) {
        case .ini: INIInventory.read(source, into: &builder)
        case .yaml:
            guard let document = document(source), !document.isNull else { return }
            YAMLInventory.read(document, into: &builder)
        }
    }

    private mutating func readHostList(_ list: String) {
        builder.file = list
        builder.origin = nil
        builder.isSecret = false
        var column = 1
        for part in list.split(separator: ",", omittingEmptySubsequences: false) {
            let blanks = part.prefix { $0 == " " }.count
            let name = part.dropFirst(blanks).reversed().drop { $0 == " " }.reversed()
            let start = Position(line: 1, column: column + blanks)
            let end = Position(line: 1, column: start.column + name.count)
            column += part.unicodeScalars.count + 1
            if !name.isEmpty { addListed(String(name), at: Span(file: list, start: start, end: end)) }
        }
        sources.append(Source(name: list, text: list))
    }

    private mutating func addListed(_ name: String, at span: Span) {
        do {
            let range = try HostRange(parsing: name, at: span)
            for host in range.names where builder.hosts[host] == nil {
                builder.addHost(host, to: "ungrouped", port: range.port, at: span)
            }
        } catch {
            reports.append(error)
        }
    }

    /// The text of a file, kept for excerpts.
    mutating func source(_ path: String) -> Source? {
        do {
            let source = Source(name: path, text: try files.text(path).get())
            sources.append(source)
            guard EncryptedText.isMarked(Array(source.text.utf8.prefix(16))) else { return source }
            secretFiles.insert(path)
            return try PlainSource(name: path, bytes: Array(source.text.utf8), openedBy: vault).source
        } catch {
            reports.append(error)
            return nil
        }
    }

    /// The one document of a YAML or JSON file.
    mutating func document(_ source: Source) -> Node? {
        var duplicates: [Diagnostic] = []
        defer { for duplicate in duplicates { report(duplicate, by: .duplicateKeys) } }
        // As Ansible does, whatever the file's name: JSON is not quite YAML 1.1.
        if let node = Node(ifJSON: source, duplicates: &duplicates) { return node.withAnsibleTags }
        do {
            guard strictness[.duplicateKeys] != .error else { return try Node(parsing: source) }
            return try Node.documents(parsing: source, warnings: &duplicates).first
        } catch {
            reports += error.all
            return nil
        }
    }

    /// What is said of an encrypted file, without what would show what is in it.
    func withheld(_ report: Diagnostic) -> Diagnostic {
        guard let file = report.span?.file, isSecret(file), !report.code.hasPrefix("vault-") else { return report }
        return report.withheld
    }

    func isSecret(_ path: String) -> Bool { secretFiles.contains(path) }

    private static func ignoring(_ path: String) -> Diagnostic {
        Diagnostic(
            "ignored-inventory", "'\(path)' is not read: in a folder of inventories, as for Ansible, .cfg is none",
            severity: .warning
        ).helping("name it without the ending, or name the file itself as an inventory")
    }
}
