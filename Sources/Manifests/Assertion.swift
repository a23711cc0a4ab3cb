internal import Diagnostics
internal import Model
internal import Templates
internal import YAML

/// Something that has to be true of a host before anything is done there.
struct Assertion: Sendable {
    let condition: Condition
    private let text: String
    private let message: Node?
    private let span: Span

    /// Reads `{that: …, message: …}`, or the bare expression alone.
    init(_ node: Node) throws(Problems) {
        var reader = MappingReader(node, noun: "an assertion")
        if node.mapping != nil {
            guard let that = reader.node("that") else {
                throw Problems([
                    Diagnostic("missing-key", "an assertion needs the key 'that'", at: node.span)
                        .helping("that: the expression which has to be true")
                ])
            }
            message = reader.text("message")
            reader.finish()
            (span, text) = (that.span, Self.text(of: that))
            condition = try Condition(that, of: "that")
        } else {
            (message, span, text) = (nil, node.span, Self.text(of: node))
            condition = try Condition(node, of: "assert")
        }
        guard reader.problems.isEmpty else { throw Problems(reader.problems) }
    }

    private static func text(of node: Node) -> String {
        (node.sequence ?? [node]).compactMap(\.string).joined(separator: " and ")
    }

    /// Why the host is refused, or nil if it is as asserted.
    func refusal(in scope: any Scope) throws -> Diagnostic? {
        if try condition.holds(in: scope) { return nil }
        let words = try message?.rendered(in: scope)
        if words?.holdsSecret == true {
            return Diagnostic("assertion", "the assertion does not hold, and what it says of that is secret", at: span)
        }
        return Diagnostic("assertion", words?.string ?? "the assertion does not hold: \(text)", at: span)
    }
}
