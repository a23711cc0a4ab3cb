import Console
import Diagnostics
import Model
import Nodes
import SSH

/// How the hosts of a run are connected to.
struct Fleet: Sendable {
    static let defaultForks = 32

    let connector: Connector
    let choices: ConnectionChoices

    /// Asks for the passwords that are to be asked for.
    init(_ access: ProjectAccess, prompt: Prompt) async throws {
        choices = try await ConnectionChoices.asking(access.arguments, prompt)
        let ask: @Sendable (String) async -> String? = { question in
            try? await prompt.answer(to: question, isSecret: true)
        }
        connector = Connector(prompts: Prompts(ask: Stream.errors.isTerminal ? ask : nil))
    }
}
