internal import Diagnostics

/// Counts templates that are rendered for the sake of another one, as variables that use variables are.
enum Recursion {
    private static let deepest = 60
    private static let depth = TaskLocal(wrappedValue: 0)

    static func deeper<Result>(
        at span: Span?, _ body: () throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        let depth = depth.get() + 1
        guard depth <= deepest else {
            throw Diagnostic(
                "endless-recursion", "variables use each other more than \(deepest) levels deep", at: span
            ).helping("does one of them use itself?")
        }
        let outcome = Self.depth.withValue(depth) { () -> Swift.Result<Result, Diagnostic> in
            do throws(Diagnostic) { return .success(try body()) } catch { return .failure(error) }
        }
        return try outcome.get()
    }
}
