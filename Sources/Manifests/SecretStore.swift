internal import Diagnostics
internal import FoundationEssentials
internal import Synchronization
internal import Templates
internal import Vault
internal import YAML

/// The secrets of a run: each is looked for when it is first used, and once.
final class SecretStore: Sendable {
    private let files: ProjectFiles
    private let known = Mutex<[SecretDeclaration: Result<Value, Diagnostic>]>([:])

    init(_ files: ProjectFiles) { self.files = files }

    /// The value of a secret.
    ///
    /// - Throws: Why it cannot be had, at the place that names its source.
    func value(of secret: SecretDeclaration) throws(Diagnostic) -> Value {
        let result: Result<Value, Diagnostic> = known.withLock { known in
            // Others that want it wait: a password manager is asked once.
            if let result = known[secret] { return result }
            let result = Result { () throws(Diagnostic) in
                let value = try look(for: secret).tainted(true)
                files.vault.learn(value.node(at: secret.span))
                return value
            }
            known[secret] = result
            return result
        }
        return try result.get()
    }

    private func look(for secret: SecretDeclaration) throws(Diagnostic) -> Value {
        switch secret.source {
        case .vault(let file, let name): return try value(named: name, inVault: file)
        case .command(let words, let span): return try text(printedBy: words, at: span)
        case .file(let file):
            let path = path(file)
            return .string(Self.trimmed(try files.plain(at: path, namedAt: file.span).source.text))
        case .environment(let variable):
            let name = variable.string ?? ""
            if let value = ProcessInfo.processInfo.environment[name] { return .string(value) }
            throw Diagnostic("missing-secret", "the environment has no variable '\(name)'", at: variable.span)
        }
    }

    private func path(_ node: Node) -> String {
        let path = OperatorPath.expanded(node.string ?? "")
        return path.hasPrefix("/") ? path : files.path(path)
    }

    private func value(named name: String, inVault file: Node) throws(Diagnostic) -> Value {
        let path = path(file)
        let plain = try files.plain(at: path, namedAt: file.span)
        let document: Node?
        do throws(Problems) {
            document = try Node(parsing: plain.source)
        } catch {
            throw plain.isSecret ? error.all[0].withheld : error.all[0]
        }
        guard let value = document?[name] else {
            let problem = Diagnostic("missing-secret", "'\(path)' holds no '\(name)'", at: file.span)
            throw plain.isSecret ? problem.helping("'key: NAME' says under which name it stands there") : problem
        }
        if plain.isSecret { return Value(value.secret) }
        guard value.isEncrypted else {
            throw Diagnostic("plain-secret", "'\(name)' in '\(path)' is not encrypted", at: file.span)
                .helping("'reconcile vault encrypt \(path)' encrypts it")
        }
        return Value(try value.opened(by: files.vault))
    }

    private func text(printedBy words: [String], at span: Span) throws(Diagnostic) -> Value {
        let result: Program.Result
        do throws(Diagnostic) {
            result = try Program(words).run(reading: .outputAndErrors)
        } catch {
            var problem = error
            problem.span = span
            throw problem
        }
        guard result.status == 0 else {
            var problem = Diagnostic(
                "secret-command", "'\(words[0])' gave no secret: it ended with status \(result.status)", at: span)
            let complaint = Self.trimmed(String(decoding: result.errors.prefix(2000), as: UTF8.self))
            if !complaint.isEmpty { problem.notes = [.note("it said: \(complaint)")] }
            throw problem
        }
        guard (try? UTF8Span(validating: result.output.span)) != nil else {
            throw Diagnostic("not-utf-8", "what '\(words[0])' prints is not a text in UTF-8", at: span)
        }
        return .string(Self.trimmed(String(decoding: result.output, as: UTF8.self)))
    }

    /// The text without line breaks at its end, as a shell's `$(…)` gives it.
    private static func trimmed(_ text: String) -> String {
        String(text.reversed().drop(while: \.isNewline).reversed())
    }
}
