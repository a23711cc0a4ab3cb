package import Diagnostics
internal import Facts
package import Model
internal import YAML

/// A SHA-256, or one for each of several platforms.
package struct PlatformDigest: FieldValue {
    package static var typeName: String { "a SHA-256, or a mapping from platforms to such" }
    package static var jsonSchema: JSON {
        ["anyOf": [SHA256Text.jsonSchema, ["type": "object", "additionalProperties": SHA256Text.jsonSchema]]]
    }

    /// By platform; under an empty name what is good for all.
    private let digests: [String: SHA256Text]

    package init(_ given: Given) throws(Problems) {
        digests =
            given.node.mapping == nil ? ["": try SHA256Text(given)] : try [String: SHA256Text](given)
    }

    /// The digest for a node: of its system and architecture, such as `darwin-arm64`, or of the architecture alone.
    func digest(for facts: StandardFacts) throws(Undecided) -> String {
        let names = ["\(facts.kernel.lowercased())-\(facts.arch)", facts.arch, ""]
        if let digest = names.lazy.compactMap({ digests[$0] }).first { return digest.text }
        throw .error("'sha256' has nothing for '\(names[0])' or '\(names[1])', only for \(rendered)")
    }

    package var rendered: String { digests.keys.sorted().joined(separator: ", ") }
}
