internal import Diagnostics

/// Counts templates that are rendered for the sake of another one, as variables that use variables are, and knows the
/// room that all of them have together.
enum Recursion {
    private static let deepest = 60

    private struct State: Sendable {
        var depth = 0
        /// The room of the thread on which the outermost one began.
        var room: StackRoom?
    }

    private static let state = TaskLocal(wrappedValue: State())

    static func deeper<Result>(
        at span: Span?, _ body: () throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        var state = state.get()
        state.depth += 1
        if state.room == nil { state.room = StackRoom() }
        guard state.depth <= deepest, !isNearEnd else {
            throw Diagnostic(
                "endless-recursion", "variables use each other more than \(deepest) levels deep", at: span
            ).helping("does one of them use itself?")
        }
        let outcome = Self.state.withValue(state) { () -> Swift.Result<Result, Diagnostic> in
            do throws(Diagnostic) { return .success(try body()) } catch { return .failure(error) }
        }
        return try outcome.get()
    }

    /// Whether so much of the stack is used that nothing may go deeper.
    static var isNearEnd: Bool { state.get().room?.isUsedUp == true }
}
