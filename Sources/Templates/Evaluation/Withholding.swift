internal import Diagnostics

extension Evaluator {
    /// Does something with values; where one of them is a secret, an error says nothing of it.
    ///
    /// What is not defined passes through as what it is: somebody further out may know what to do about it.
    func withholding<Result>(
        _ isSecret: Bool, _ body: () throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        do throws(Diagnostic) {
            return try body()
        } catch {
            let isOpen = error.code.hasPrefix("undefined-") || error.code.hasPrefix("vault-")
            throw isSecret && !isOpen && error.code != Self.unknownFacts ? error.withheld : error
        }
    }

    /// Does something in a template that is itself a secret, of which an error says nothing.
    func withholdingAll<Result>(_ body: () throws(Diagnostic) -> Result) throws(Diagnostic) -> Result {
        do throws(Diagnostic) {
            return try body()
        } catch {
            // That facts are missing decides what is known of a host, and has nothing of the template in it.
            throw error.code == Self.unknownFacts ? error : error.withheld
        }
    }

    /// The code by which those outside know that a fact is missing.
    private static var unknownFacts: String { "facts-unknown" }
}
