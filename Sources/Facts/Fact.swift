/// One thing that can be observed on a node: the state of a path, a package, a unit, a crontab.
///
/// A fact asks and reads; it never changes anything on the node. All facts of one kind are asked in one
/// section, so that forks on the node grow with the kinds, not with the facts.
package protocol Fact: Sendable, Hashable {
    /// What is known of the thing when it is there.
    associatedtype Seen: Sendable, Hashable

    /// Its name in a request's framing: lower-case letters and dashes, the same for all facts of the type.
    static var kind: String { get }
    /// What of a node it tells, in words for the reference; empty for what no resource asks for.
    static var summary: String { get }
    /// When it is asked: cheap kinds first, user commands last.
    static var cost: Cost { get }
    /// POSIX sh that answers all of these at once, in order. It runs in a subshell of its own.
    static func script(_ facts: [Self]) -> String
    /// One observation for each fact, in order, from what the script printed and how it ended.
    static func read(_ output: [UInt8], status: Int32, for facts: [Self]) -> [Observation<Seen>]
    /// The facts that may be behind a silence, judged by what the script printed until then; the others are asked
    /// again. All of them unless a kind knows better.
    static func suspects(_ facts: [Self], after output: [UInt8]) -> [Self]
    /// What of its script is secret, as it stands there: it is run, and not shown.
    var secrets: [String] { get }
}

extension Fact {
    package static var summary: String { "" }
    package static func suspects(_ facts: [Self], after output: [UInt8]) -> [Self] { facts }
    package var secrets: [String] { [] }
}

/// In which order kinds of facts are asked.
package enum Cost: Int, Sendable, Comparable {
    case cheap, slow, command

    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// What was seen of a thing.
///
/// A failed look is never an absence.
package enum Observation<Seen: Sendable & Hashable>: Sendable, Hashable {
    case present(Seen)
    case absent
    /// The tool that would tell is missing on the node; which.
    case unavailable(String)
    /// The look failed or did not answer; why, in words for the operator.
    case failed(String)
}
