internal import Diagnostics
internal import FoundationEssentials
internal import Inventory
internal import Synchronization
internal import Templates
internal import Vault

extension ProjectFiles {
    /// What the project's templates see of this machine while nothing is done on it: what commands would print, and
    /// passwords that nobody has made yet, stay unknown.
    func machine(_ settings: LookupSettings, _ templates: TemplateLibrary) -> LocalMachine {
        let base = FileManager.default.currentDirectoryPath
        let folder = URL(filePath: root.isEmpty ? base : root).standardizedFileURL.path
        var machine = LocalMachine(folder: folder, environment: ProcessInfo.processInfo.environment)
        machine.places = { kind, file in
            places(for: Folder(rawValue: kind) ?? .files, file: file).map { place in
                place.hasPrefix("/") ? place : place.isEmpty ? base : "\(base)/\(place)"
            }
        }
        machine.opened = { path, bytes throws(Diagnostic) in
            guard EncryptedText.isMarked(bytes) else { return nil }
            return try vault.open(EncryptedText(file: path, bytes: bytes))
        }
        machine.templates = ProjectTemplates(templates)
        machine.commands = settings.commands ? .unknown : .refused
        return machine
    }
}

extension LocalMachine {
    /// Lets commands run that are allowed; each runs once, whatever number of hosts asks for it.
    mutating func startCommands() {
        guard case .unknown = commands else { return }
        let outputs = CommandOutputs(folder: folder)
        commands = .run { command, name, span throws(Diagnostic) in try outputs.output(of: command, name, at: span) }
    }
}

/// What commands have printed in this run.
private final class CommandOutputs: Sendable {
    private let folder: String
    private let outputs = Mutex<[String: Result<ProgramOutput, Diagnostic>]>([:])

    init(folder: String) { self.folder = folder }

    func output(of command: String, _ name: String, at span: Span) throws(Diagnostic) -> String {
        let result = outputs.withLock { outputs in
            if let known = outputs[command] { return known }
            let script = "cd -- \"$1\" && exec /bin/sh -c \"$2\""
            let result = ProgramOutput.of("/bin/sh", ["-c", script, "sh", folder, command])
            outputs[command] = result
            return result
        }
        let output: ProgramOutput
        switch result {
        case .success(let ended): output = ended
        case .failure(let reason):
            throw Diagnostic("lookup-command", "\(name) cannot be run: \(reason.message)", at: span)
        }
        guard output.status == 0 else {
            throw Diagnostic(
                "lookup-command", "\(name) ended with status \(output.status)", at: span,
                notes: output.lastErrors.map { .note("it said: \($0)") })
        }
        guard let text = String(validating: output.output, as: UTF8.self) else {
            throw Diagnostic("lookup-command", "what \(name) printed is no UTF-8 text", at: span)
        }
        return text
    }
}

extension ProgramOutput {
    /// The last lines of what a program said about its failure.
    fileprivate var lastErrors: [Substring] {
        Array(String(decoding: errors, as: UTF8.self).split { $0.isNewline }.suffix(5))
    }
}
