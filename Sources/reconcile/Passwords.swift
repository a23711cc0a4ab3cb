import Console

extension ConnectionChoices {
    /// These choices with the passwords that the command line wants to be asked for, each asked once for the whole run.
    /// - Parameters:
    ///   - arguments: may hold `--ask-pass` and `--ask-become-pass`.
    ///   - prompt: where the operator is asked.
    /// - Returns: the choices to go on with.
    /// - Throws: what the prompt throws.
    static func asking(_ arguments: Arguments, _ prompt: Prompt) async throws -> ConnectionChoices {
        var choices = ConnectionChoices(arguments)
        if arguments.has(.askPass) {
            choices.password = try await prompt.answer(to: "SSH password: ", isSecret: true)
        }
        if arguments.has(.askBecomePass) {
            let hint = choices.password == nil ? "" : " [the SSH password]"
            let answer = try await prompt.answer(to: "Become password\(hint): ", isSecret: true)
            choices.becomePassword = answer.isEmpty ? choices.password : answer
        }
        return choices
    }
}
