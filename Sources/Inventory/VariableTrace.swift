import Diagnostics
import Synchronization
import Templates

/// What was asked of a scope: on a host that gives the same answers, whatever asked comes to the same.
package final class VariableTrace: Sendable {
    private struct Answers {
        var values: [(name: String, value: Value?)] = []
        /// All names, if they were asked for to make a guess at what a wrong one means.
        var names: [String]?
        var isWhole = true
    }

    private let answers = Mutex(Answers())

    package init() {}

    /// Notes what a variable is; the first answer, since a scope gives the same one always.
    func note(_ name: String, _ value: Value?) {
        answers.withLock { answers in
            if !answers.values.contains(where: { $0.name == name }) { answers.values.append((name, value)) }
        }
    }

    func note(names: [String]) { answers.withLock { $0.names = names } }

    /// Says that something was asked that another host cannot be compared by.
    func breakOff() { answers.withLock { $0.isWhole = false } }

    /// Whether all that was asked is there, and none of it is a secret, which is not kept for longer than it is needed.
    package var isRepeatable: Bool {
        answers.withLock { $0.isWhole && !$0.values.contains { $0.value?.holdsSecret == true } }
    }

    /// Whether another scope gives the same answers.
    package func holds(in scope: HostScope) -> Bool {
        let answers = answers.withLock { $0 }
        for (name, value) in answers.values {
            do throws(Diagnostic) {
                switch (value, try scope.value(of: name)) {
                case (nil, nil): continue
                case (let value?, let other?) where value.isSame(as: other): continue
                default: return false
                }
            } catch {
                return false
            }
        }
        return answers.names.map { $0 == scope.names } ?? true
    }
}
