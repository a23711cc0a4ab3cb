import Diagnostics
import Vault
import YAML

/// One reading of inventories: what was read so far and what is wrong with it.
struct Loading {
    let files: SourceFiles
    let allowsDuplicateKeys: Bool
    let vault: Keyring
    var builder = InventoryBuilder()
    private(set) var sources: [Source] = []
    var reports: [Diagnostic] = []
    /// The files that were encrypted: what they hold, and what is wrong with that, is secret.
    private var secretFiles: Set<String> = []

    init(files: SourceFiles, allowsDuplicateKeys: Bool, vault: Keyring) {
        self.files = files
        self.vault = vault
        self.allowsDuplicateKeys = allowsDuplicateKeys
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
        guard let source = source(path) else { return }
        builder.file = path
        builder.isSecret = isSecret(path)
        if source.text.hasPrefix("#!") {
            reports.append(
                Diagnostic("executable-inventory", "'\(path)' is a program, and only files of hosts are read")
                    .helping("keep what it prints as YAML, and name that as the inventory"))
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

    /// The one document of a YAML file.
    mutating func document(_ source: Source) -> Node? {
        do {
            guard allowsDuplicateKeys else { return try Node(parsing: source) }
            return try Node.documents(parsing: source, warnings: &reports).first
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
