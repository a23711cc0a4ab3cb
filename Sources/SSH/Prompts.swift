package import Nodes

/// What a run may ask the operator while it connects, each thing once for all hosts, one after another.
package actor Prompts {
    /// Shared by everything that uses passwords in the run.
    package nonisolated let gate: PasswordGate
    nonisolated let canAsk: Bool
    private let ask: (@Sendable (String) async -> String?)?
    private var answers: [String: String?] = [:]
    private var isAsking = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Prepares to ask.
    ///
    /// - Parameters:
    ///   - gate: makes sure that a refused password is not tried again.
    ///   - ask: shows a prompt and reads a line without echo; nil where nobody can be asked.
    package init(gate: PasswordGate = PasswordGate(), ask: (@Sendable (String) async -> String?)? = nil) {
        self.gate = gate
        self.ask = ask
        canAsk = ask != nil
    }

    /// The passphrase of a key file; nil where nobody can be asked.
    func passphrase(for file: String) async -> String? { await answer(to: "Passphrase for key '\(file)': ") }

    /// The password that lets a user in; nil where nobody can be asked.
    func password(for user: String) async -> String? { await answer(to: "Password for '\(user)' on the hosts: ") }

    private func answer(to prompt: String) async -> String? {
        guard let ask else { return nil }
        while isAsking { await withCheckedContinuation { waiting.append($0) } }
        if let known = answers[prompt] { return known }
        isAsking = true
        let answer = await ask(prompt)
        answers[prompt] = .some(answer)
        isAsking = false
        for continuation in waiting { continuation.resume() }
        waiting = []
        return answer
    }
}
