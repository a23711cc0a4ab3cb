internal import Digests
package import YAML

/// The value of an entry's `triggers`, by a digest that changes when and only when the value does.
///
/// The ledger keeps it with the stamps, and the value itself may be a secret.
package struct Triggers: Sendable, Hashable {
    /// What stands for it among the signatures of a stamp.
    package static let name = "triggers"

    package let digest: String

    /// Takes a rendered value; the order of a mapping's keys says nothing.
    package init(_ node: Node) { digest = SHA256.hex(Self.text(of: node)) }

    private static func text(of node: Node) -> String {
        switch node.value {
        case .scalar(let text, _): "\(text.utf8.count):\(text)"
        case .sequence(let items): "[" + items.map { Self.text(of: $0) }.joined(separator: ",") + "]"
        case .mapping(let entries):
            "{" + entries.map { "\(Self.text(of: $0.key))=\(Self.text(of: $0.value))" }.sorted().joined(separator: ",")
                + "}"
        }
    }
}
