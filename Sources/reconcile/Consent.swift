import Console
import Model

/// Shows the operator what a round would do, and asks whether it may.
actor Consent {
    private static let question = "Apply these changes? Only 'yes' is accepted: "

    /// Whether the operator interrupted instead of answering.
    private(set) var wasInterrupted = false
    private let prompt: Prompt
    private let display: ProgressDisplay
    private let reporter: Reporter

    init(_ prompt: Prompt, _ display: ProgressDisplay, _ reporter: Reporter) {
        self.prompt = prompt
        self.display = display
        self.reporter = reporter
    }

    func isGiven(to plan: Plan, round: Int) async -> Bool {
        await display.suspend()
        // Standard output is for the stream of events where there is one.
        let stream: Stream = reporter.usesJSON ? .errors : .output
        stream.write(PlanRenderer(style: reporter.style(of: stream)).render(plan) + "\n")
        do {
            let question = round == 1 ? Self.question : "Round \(round). " + Self.question
            let answer = try await prompt.answer(to: question, isSecret: false)
            await display.resume()
            return answer == "yes"
        } catch is Interrupted {
            wasInterrupted = true
        } catch {
            reporter.warn(Reporter.diagnostics(of: error))
        }
        return false
    }
}
