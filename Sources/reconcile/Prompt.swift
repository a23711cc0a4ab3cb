import Nodes

/// Asks the operator at the terminal, past whatever standard input and output are; one question at a time.
actor Prompt {
    private let thread = BlockingThread(name: "prompt")

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// The answer without its line break.
    /// - Parameters:
    ///   - question: what is shown before the cursor.
    ///   - isSecret: whether what is typed stays unseen.
    /// - Returns: what was typed.
    /// - Throws: `Interrupted` when the operator interrupts, a `Diagnostic` where there is no terminal.
    func answer(to question: String, isSecret: Bool) throws -> String {
        try Terminal.answer(to: question, isSecret: isSecret)
    }
}
