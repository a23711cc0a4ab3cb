internal import Diagnostics

extension Evaluator {
    /// Does something with values; where one of them is a secret, an error says nothing of it.
    func withholding<Result>(
        _ isSecret: Bool, _ body: () throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        do throws(Diagnostic) {
            return try body()
        } catch {
            throw isSecret ? error.withheldUnlessOpen : error
        }
    }

    /// Makes a value of others; where one of them is a secret, nothing is said of it by what is not defined in the
    /// value either.
    func making(_ isSecret: Bool, _ body: () throws(Diagnostic) -> Value) throws(Diagnostic) -> Value {
        let value = try withholding(isSecret, body)
        return isSecret ? value.withholdingUndefined : value
    }

    /// Does something in a template that is itself a secret, of which an error says nothing.
    func withholdingAll<Result>(_ body: () throws(Diagnostic) -> Result) throws(Diagnostic) -> Result {
        do throws(Diagnostic) {
            return try body()
        } catch {
            throw error.isAboutFacts ? error : error.withheld
        }
    }
}

extension Value {
    /// The value with nothing said about what is not defined in it.
    fileprivate var withholdingUndefined: Value {
        var copy = self
        switch payload {
        case .undefined(let problem): copy.payload = .undefined(problem.withheldUnlessOpen)
        case .list(let values) where holdsUndefined: copy.payload = .list(values.map(\.withholdingUndefined))
        case .map(let map) where holdsUndefined:
            var withheld = ValueMap()
            for entry in map { withheld.set(entry.key, to: entry.value.withholdingUndefined) }
            copy.payload = .map(withheld)
        default: break
        }
        return copy
    }
}

extension Diagnostic {
    /// Without what it says, but for what only speaks of words that the template itself has.
    fileprivate var withheldUnlessOpen: Diagnostic {
        code == "undefined-variable" || code == Value.noElse || code.hasPrefix("vault-") || isAboutFacts
            ? self : withheld
    }

    /// Whether it says that facts are missing: by that is decided what is known of a host, and it says no more.
    fileprivate var isAboutFacts: Bool { code == Self.unknownValue }
}
