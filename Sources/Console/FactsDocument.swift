package import Diagnostics
internal import Model
package import YAML

/// What `facts` prints.
package struct FactsDocument: Sendable {
    private let answers: [HostAnswer<Node>]

    package init(_ answers: [HostAnswer<Node>]) { self.answers = answers }

    /// The hosts' facts under their names.
    package var yaml: String {
        let entries = answers.compactMap { answer -> Node.Entry? in
            guard case .answered(let facts) = answer.reply else { return nil }
            return Node.Entry(key: .text(answer.host), value: facts)
        }
        return entries.isEmpty ? "" : NodeText(.record(entries)).yaml
    }

    package var json: String {
        let hosts = answers.map { answer -> Node in
            switch answer.reply {
            case .answered(let facts):
                .record(["host": .text(answer.host), "status": .text("ok"), "facts": facts])
            case .silent(let status, let reason):
                .record([
                    "host": .text(answer.host), "status": .text(status.rawValue), "reason": .text(reason),
                ])
            }
        }
        return NodeText(
            .record(["format_version": .text(Plan.formatVersion), "hosts": .list(hosts)])
        ).json
    }

    /// Why hosts have no facts to print.
    package var problems: [Diagnostic] {
        answers.compactMap { answer in
            guard case .silent(let status, let reason) = answer.reply else { return nil }
            return Diagnostic("host-\(status.rawValue)", "\(answer.host): \(reason)")
        }
    }
}

extension Node {
    /// Values that are made here and not read have no place of their own.
    private static let nowhere = Span(
        file: "", start: Position(line: 1, column: 1), end: Position(line: 1, column: 1))

    static func text(_ text: String) -> Node { Node(.scalar(text, isQuoted: true), at: nowhere) }
    static func number(_ number: Int) -> Node { Node(.scalar("\(number)", isQuoted: false), at: nowhere) }
    static func list(_ items: [Node]) -> Node { Node(.sequence(items), at: nowhere) }
    static func record(_ entries: [Entry]) -> Node { Node(.mapping(entries), at: nowhere) }
    static func record(_ members: KeyValuePairs<String, Node>) -> Node {
        record(members.map { Entry(key: .text($0.key), value: $0.value) })
    }
}
