internal import Diagnostics

extension [Diagnostic] {
    /// What the body gives, or nil with the diagnostics that it threw added to these.
    mutating func collect<Result>(_ body: () throws -> Result) -> Result? {
        do {
            return try body()
        } catch let problems as Problems {
            self += problems.all
        } catch let problem as Diagnostic {
            append(problem)
        } catch {
            preconditionFailure("reading a project throws nothing but diagnostics: \(error)")
        }
        return nil
    }
}
