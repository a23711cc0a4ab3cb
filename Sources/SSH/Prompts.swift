package import Nodes

/// What a run may ask the operator while it connects, asked once for all hosts.
package actor Prompts {
    /// Shared by everything that uses passwords in the run.
    package nonisolated let gate: PasswordGate
    private let ask: (@Sendable (String) async -> String?)?
    private var passphrases: [String: String?] = [:]
    private var isAsking: Set<String> = []
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Parameter ask: shows a prompt and reads a line without echo; nil where nobody can be asked.
    package init(gate: PasswordGate = PasswordGate(), ask: (@Sendable (String) async -> String?)? = nil) {
        self.gate = gate
        self.ask = ask
    }

    /// The passphrase of a key file; nil where nobody can be asked.
    func passphrase(for file: String) async -> String? {
        guard let ask else { return nil }
        while isAsking.contains(file) { await withCheckedContinuation { waiting.append($0) } }
        if let known = passphrases[file] { return known }
        isAsking.insert(file)
        let answer = await ask("Passphrase for key '\(file)': ")
        passphrases[file] = .some(answer)
        isAsking.remove(file)
        for continuation in waiting { continuation.resume() }
        waiting = []
        return answer
    }
}
