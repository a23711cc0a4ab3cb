/// What a thing is on the node, whatever type says it: `path:/etc/x`, `package:apt/curl`, `unit:nginx.service`.
///
/// Conflict, ownership and prune go by claims; the name part is normalised by the type that makes the claim.
package struct Claim: Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
    package let text: String

    package init(_ kind: String, _ name: String) { text = "\(kind):\(name)" }
    package init(text: String) { self.text = text }

    /// The part before the colon: `path`, `package`, `unit`, `user`, `group`, `crontab`, `command`.
    package var kind: Substring { text.prefix { $0 != ":" } }
    package var name: Substring { text.dropFirst(kind.count + 1) }

    package var description: String { text }
    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.text < rhs.text }

    package init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// `type:identity`: what an entry is called on its host.
package struct Address: Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
    package let kind: String
    package let identity: String

    package init(kind: String, identity: String) {
        self.kind = kind
        self.identity = identity
    }

    package init(text: String) {
        let kind = text.prefix { $0 != ":" }
        self.init(kind: String(kind), identity: String(text.dropFirst(kind.count + 1)))
    }

    package var description: String { "\(kind):\(identity)" }
    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.description < rhs.description }

    package init(from decoder: any Decoder) throws {
        self.init(text: try decoder.singleValueContainer().decode(String.self))
    }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
